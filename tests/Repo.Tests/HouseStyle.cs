using System.Text.RegularExpressions;

namespace Marquee.Repo.Tests;

/// <summary>The parts of the house style that a program can see.</summary>
public sealed partial class HouseStyle
{
    const int LongestFile = 300;

    [Fact]
    public void No_source_file_is_longer_than_its_story()
    {
        var offenders =
            from file in Repository.Files("src", "*.cs")
            let lines = File.ReadLines(file).Count()
            where lines > LongestFile
            select $"{Repository.Relative(file)}: {lines} lines";

        Assert.Empty(offenders);
    }

    [Fact]
    public void Types_say_what_they_are()
    {
        var offenders =
            from file in Repository.Files("src", "*.cs")
            from Match type in VagueType().Matches(File.ReadAllText(file))
            select $"{Repository.Relative(file)}: {type.Groups["name"].Value}";

        Assert.Empty(offenders);
    }

    [Fact]
    public void Every_package_is_pinned_to_one_version()
    {
        var offenders = File.ReadLines(Path.Combine(Repository.Root, "Directory.Packages.props"))
            .Where(line => line.Contains("<PackageVersion", StringComparison.Ordinal))
            .Where(line => !PinnedVersion().IsMatch(line));

        Assert.Empty(offenders);
    }

    [Fact]
    public void Nothing_committed_names_a_package_registry()
    {
        var lockFiles = Repository.Files("tests", "package-lock.json");
        Assert.DoesNotContain(lockFiles, file => File.ReadAllText(file).Contains("\"resolved\"", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\b(class|record|struct|interface|enum)\s+(?<name>\w*(Manager|Helper|Util|Utils|Utility|Common|Base|Info))\b")]
    private static partial Regex VagueType();

    [GeneratedRegex("Version=\"[0-9]+(\\.[0-9]+)+\"")]
    private static partial Regex PinnedVersion();
}
