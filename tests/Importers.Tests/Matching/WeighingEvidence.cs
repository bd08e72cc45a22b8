using Marquee.Importers.Matching;

namespace Marquee.Importers.Tests.Matching;

/// <summary>Length and people decide where name and year leave two, and doubt where they contradict.</summary>
public sealed class WeighingEvidence
{
    static readonly CatalogueTitle Spielberg = new(1, TitleKind.Film, "War of the Worlds", 2005) { RuntimeMinutes = 116, People = ["Steven Spielberg"], Popularity = 9 };
    static readonly CatalogueTitle Latt = new(2, TitleKind.Film, "War of the Worlds", 2005) { RuntimeMinutes = 90, People = ["David Michael Latt"], Popularity = 1 };

    [Fact]
    public void Two_of_one_name_and_year_are_told_apart_by_the_director_or_the_length()
    {
        var index = new TitleIndex([Spielberg, Latt]);

        var byDirector = index.Match(Item with { People = ["David Michael Latt"] });
        var byLength = index.Match(Item with { RuntimeMinutes = 117 });

        Assert.Equal((2, "Same name, same year. The director is the same."), (byDirector.Title?.Id, byDirector.Reason));
        Assert.Equal(1, byLength.Title?.Id);
        Assert.Equal(MatchOutcome.Unsure, index.Match(Item).Outcome);
    }

    [Fact]
    public void Popularity_orders_the_candidates_and_never_decides()
    {
        var match = new TitleIndex([Latt, Spielberg]).Match(Item);

        Assert.Equal([1L, 2L], match.Candidates.Select(title => title.Id));
        Assert.Equal(2, match.Scores.Count);
        Assert.True(match.Score <= 0.5);
    }

    [Fact]
    public void Another_year_and_another_director_raise_a_doubt()
    {
        var index = new TitleIndex([Spielberg]);

        Assert.Equal(MatchOutcome.Matched, index.Match(Item with { Year = 2006 }).Outcome);
        Assert.Equal(MatchOutcome.Unsure, index.Match(Item with { Year = 2006, People = ["David Michael Latt"] }).Outcome);
    }

    [Fact]
    public void The_score_says_how_sure()
    {
        var index = new TitleIndex([Spielberg with { ExternalIds = [new("imdb", "tt0407304")] }]);

        var byId = index.Match(Item with { ExternalIds = [new("imdb", "tt0407304")] }).Score;
        var sameYear = index.Match(Item).Score;
        var nextYear = index.Match(Item with { Year = 2006 }).Score;
        var noYear = index.Match(Item with { Year = null }).Score;

        Assert.Equal(1, byId);
        Assert.True(byId > sameYear && sameYear > nextYear && nextYear > noYear && noYear > 0.5, $"{byId} {sameYear} {nextYear} {noYear}");
        Assert.Equal(0, index.Match(Item with { Title = "Heat" }).Score);
    }

    static ImportedItem Item => new("films.csv", 2, "") { Title = "War of the Worlds", Year = 2005 };
}
