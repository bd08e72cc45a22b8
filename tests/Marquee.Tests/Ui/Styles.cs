using System.Text.RegularExpressions;

namespace Marquee.Tests.Ui;

/// <summary>What the design allows its style sheets.</summary>
public sealed partial class Styles
{
    const int Budget = 30 * 1024;

    static string Folder => Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "src", "Marquee", "wwwroot");

    [Fact]
    public void Stay_within_thirty_kilobytes() =>
        Assert.InRange(Directory.EnumerateFiles(Path.Combine(Folder, "css")).Sum(file => new FileInfo(file).Length), 1, Budget);

    [Fact]
    public void Use_only_tokens_that_exist()
    {
        var css = string.Concat(Directory.EnumerateFiles(Path.Combine(Folder, "css")).Select(File.ReadAllText));
        var declared = Declared().Matches(css).Select(m => m.Groups[1].Value).ToHashSet();

        Assert.Empty(Used().Matches(css).Select(m => m.Groups[1].Value).Where(name => !declared.Contains(name)).Distinct());
    }

    [Fact]
    public void Icons_that_components_ask_for_are_drawn()
    {
        var drawn = Symbol().Matches(File.ReadAllText(Path.Combine(Folder, "icons.svg"))).Select(m => m.Groups[1].Value).ToHashSet();
        var asked = Directory.EnumerateFiles(Path.Combine(Folder, ".."), "*.razor", SearchOption.AllDirectories)
            .SelectMany(file => Icon().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value));

        Assert.Empty(asked.Where(name => !drawn.Contains(name)).Distinct());
    }

    static string ThisFile([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"(--[\w-]+)\s*:")]
    private static partial Regex Declared();

    [GeneratedRegex(@"var\((--[\w-]+)")]
    private static partial Regex Used();

    [GeneratedRegex("symbol id=\"([a-z]+)\"")]
    private static partial Regex Symbol();

    [GeneratedRegex("<Icon Name=\"([a-z]+)\"")]
    private static partial Regex Icon();
}
