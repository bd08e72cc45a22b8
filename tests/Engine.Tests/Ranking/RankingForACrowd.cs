using Marquee.Engine.Data;
using Marquee.Engine.Ranking;
using Marquee.Engine.Tests.Models.Laws;

namespace Marquee.Engine.Tests.Ranking;

public sealed class RankingForACrowd
{
    static readonly SparseRows Histories = Population.Data.Interactions.ByUser;

    [Theory]
    [InlineData("als")]
    [InlineData("ease")]
    [InlineData("item-knn")]
    public void Everybody_gets_the_list_they_would_get_alone(string kind)
    {
        var model = Trained.On(kind);
        var crowd = Crowd.Of(model, Histories, 2, TestContext.Current.CancellationToken).Top(10, filterSeen: true, 2, TestContext.Current.CancellationToken);

        for (var person = 0; person < Histories.RowCount; person++)
        {
            var alone = TopItems.Unseen(model, HistoryOf(person), 10);
            Assert.Equal(alone.Count, crowd[person].Count);
            // Scores are summed in another order: they agree to a few roundings, and items may trade places only where scores do not tell them apart.
            foreach (var (mine, theirs) in alone.Zip(crowd[person]))
                Assert.Equal(mine.Score, theirs.Score, 1e-4f);
        }
    }

    [Theory]
    [InlineData("als")]
    [InlineData("ease")]
    public void What_was_seen_is_listed_only_when_asked_for(string kind)
    {
        var crowd = Crowd.Of(Trained.On(kind), Histories, 1, TestContext.Current.CancellationToken);

        var without = crowd.Top(Population.Items, filterSeen: true, 2, TestContext.Current.CancellationToken);
        var with = crowd.Top(Population.Items, filterSeen: false, 2, TestContext.Current.CancellationToken);

        for (var person = 0; person < Histories.RowCount; person++)
        {
            Assert.Equal(Population.Items - Histories.CountIn(person), without[person].Count);
            Assert.DoesNotContain(without[person], ranked => Histories.ColumnsOf(person).Contains(ranked.Item));
            Assert.Equal(Population.Items, with[person].Count);
        }
    }

    static History HistoryOf(int person)
    {
        var row = Enumerable.Range(Histories.Starts[person], Histories.CountIn(person));
        return History.Of(row.Select(entry => new Event(Histories.Columns[entry], Histories.Values[entry])));
    }
}
