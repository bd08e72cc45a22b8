using System.Text.RegularExpressions;
using Marquee.Tests.Commands;

namespace Marquee.Tests.Evaluate;

/// <summary>What a page tells a reader to type exists.</summary>
public sealed partial class DocumentedCommands
{
    [Theory]
    [InlineData("README.md", 5)]
    [InlineData("docs/evaluation.md", 4)]
    public async Task Every_command_and_flag_of_a_page_is_known(string path, int commands)
    {
        var page = await File.ReadAllTextAsync(SplitFiles.Sample($"../../{path}"));
        var typed = Command().Matches(page).Select(match => (Name: match.Groups["name"].Value, Flags: Flag().Matches(match.Value).Select(flag => flag.Value))).ToLookup(c => c.Name, c => c.Flags);

        Assert.True(typed.Count >= commands, $"{path} names {typed.Count} commands.");
        foreach (var command in typed)
        {
            var help = await CommandLine.RunAsync([.. command.Key.Split(' '), "--help"]);
            Assert.Equal(0, help.ExitCode);
            Assert.All(command.SelectMany(flags => flags), flag => Assert.Matches($@"{flag}\b", help.Output));
        }
    }

    [GeneratedRegex(@"\./marquee (?<name>(evaluate|bench|datasets) [a-z-]+|[a-z]+)[^\n`]*")]
    private static partial Regex Command();

    [GeneratedRegex("--[a-z-]+")]
    private static partial Regex Flag();
}
