using System.Text.RegularExpressions;

namespace Marquee.Repo.Tests;

/// <summary>What is measured on public data must not be fitted to them: no code of the engine or of its commands can tell one data set from another.</summary>
public sealed partial class NoDataSetByName
{
    [Fact]
    public void Nothing_that_trains_tunes_or_measures_knows_a_data_set_by_name()
    {
        var offenders =
            from folder in (string[])["src/Marquee.Engine", "src/Marquee/Commands/Evaluate", "src/Marquee/Commands/Bench", "src/Marquee/Commands/Tune", "src/Marquee/Commands"]
            from file in Repository.Files(folder, "*.cs")
            from line in Code(file)
            where DataSet().IsMatch(line)
            select $"{Repository.Relative(file)}: {line.Trim()}";

        Assert.Empty(offenders);
    }

    [Fact]
    public void The_engine_does_not_name_the_collections_either() =>
        Assert.Empty(Repository.Files("src/Marquee.Engine", "*.cs").SelectMany(file => Code(file).Where(line => Collection().IsMatch(line)).Select(line => $"{Repository.Relative(file)}: {line.Trim()}")));

    /// <summary>Nor does it know one by its size: how many people, titles and ratings the sets of the tables have.</summary>
    [Fact]
    public void Nor_by_how_many_people_titles_and_ratings_it_has() =>
        Assert.Empty(Repository.Files("src/Marquee.Engine", "*.cs").SelectMany(file => Code(file).Where(line => Size().IsMatch(line)).Select(line => $"{Repository.Relative(file)}: {line.Trim()}")));

    /// <summary>The lines of a file without its comments, which may say where a default comes from.</summary>
    static IEnumerable<string> Code(string file) => File.ReadLines(file).Select(line => Comment().Replace(line, "")).Where(line => !string.IsNullOrWhiteSpace(line));

    [GeneratedRegex(@"(?<!:)//.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\bml-?\d+[km]\b|movielens[- ]?\d|latest-small|\bu[1-5ab]\.(base|test)\b|\b100k\b", RegexOptions.IgnoreCase)]
    private static partial Regex DataSet();

    [GeneratedRegex("movielens|grouplens|netflix|last-?fm|amazon", RegexOptions.IgnoreCase)]
    private static partial Regex Collection();

    [GeneratedRegex(@"\b(943|1_?682|6_?040|3_?706|3_?952|100_?836|1_?000_?209|610|671|9_?724|9_?066|100_?004|136_?677|20_?108)\b")]
    private static partial Regex Size();
}
