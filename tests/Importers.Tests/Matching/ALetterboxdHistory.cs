using System.Diagnostics;
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

    [Fact]
    public void Of_a_hundred_thousand_rows_is_matched_in_well_under_a_second()
    {
        var index = new TitleIndex(Catalogues.Sample);
        var items = Enumerable.Range(0, 100_000)
            .Select(i => Catalogues.Sample[i % Catalogues.Sample.Count])
            .Select(film => new ImportedItem("ratings.csv", 2, "") { Title = film.Title, Year = film.Year })
            .ToList();

        var watch = Stopwatch.StartNew();
        var matched = items.Count(item => index.Match(item).Outcome == MatchOutcome.Matched);
        watch.Stop();

        output.WriteLine($"{items.Count:N0} rows in {watch.ElapsedMilliseconds} ms, {matched:N0} matched");
        // A quarter of this on an idle machine; the margin is for a busy one.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{watch.ElapsedMilliseconds} ms");
    }
}
