using System.Text.RegularExpressions;
using Marquee.Tests.Commands;

namespace Marquee.Tests.Evaluate;

/// <summary>What docs/evaluation.md tells a reader to type exists.</summary>
public sealed partial class DocumentedCommands
{
    [Fact]
    public async Task Every_command_and_flag_of_the_evaluation_page_is_known()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(SplitFiles.Sample("../../docs/evaluation.md")));
        var typed = Command().Matches(page).Select(match => (Name: match.Groups["name"].Value, Flags: Flag().Matches(match.Value).Select(flag => flag.Value))).ToLookup(c => c.Name, c => c.Flags);

        Assert.True(typed.Count >= 4);
        foreach (var command in typed)
        {
            var help = await CommandLine.RunAsync([.. command.Key.Split(' '), "--help"]);
            Assert.Equal(0, help.ExitCode);
            Assert.All(command.SelectMany(flags => flags), flag => Assert.Matches($@"{flag}\b", help.Output));
        }
    }

    [GeneratedRegex(@"\./marquee (?<name>(evaluate|bench) [a-z]+|tune)[^\n`]*")]
    private static partial Regex Command();

    [GeneratedRegex("--[a-z-]+")]
    private static partial Regex Flag();
}
