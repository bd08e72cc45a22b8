using Marquee.Importers.Matching;

namespace Marquee.Importers.Tests.Matching;

public sealed class ALetterboxdHistory(ITestOutputHelper output)
{
    // Younger than the catalogue.
    static readonly string[] NotInTheCatalogue = ["Dune 2021", "Everything Everywhere All at Once 2022", "Parasite 2019"];

    [Fact]
    public void Of_two_hundred_films_is_matched_as_Letterboxd_writes_them()
    {
        var index = new TitleIndex(Catalogues.Sample);
        var items = Reads.Items(Reads.Fixture("letterboxd-ratings.csv"), "ratings.csv");

        var left = items.Select(item => (item, match: index.Match(item))).Where(pair => pair.match.Outcome != MatchOutcome.Matched).ToList();

        output.WriteLine($"{items.Count - left.Count} of {items.Count} matched");
        foreach (var (item, match) in left)
            output.WriteLine($"{item.Title} ({item.Year}) {match.Outcome}: {match.Reason}");
        Assert.Equal(NotInTheCatalogue, left.Select(pair => $"{pair.item.Title} {pair.item.Year}").Order());
    }
}
