using Marquee.Engine.Models.Popularity;
using Marquee.Engine.Tests.Models.Laws;

namespace Marquee.Engine.Tests.Models.References;

public sealed class PopularityReference
{
    [Fact]
    public void Each_event_counts_by_its_age()
    {
        var options = new PopularityOptions { HalfLifeDays = 90, PositiveFrom = 3 };
        var model = PopularityModel.Kind.Train(Population.Data, options, new TrainingRun());

        // Of two ratings of one film by one person the later counts, and of two at one time the last.
        var events = Population.Rows.GroupBy(r => (r.User, r.Item)).Select(g => g.Aggregate((a, b) => b.Time >= a.Time ? b : a)).ToArray();
        var newest = events.Max(e => e.Time);
        var scores = model.Scores(History.Empty);
        for (var item = 0; item < Population.Items; item++)
        {
            var expected = events.Where(e => e.Item == 1000 + item && e.Value >= 3).Sum(e => Math.Pow(0.5, (newest - e.Time) / 86_400.0 / 90));
            Assert.Equal(expected, scores[item], 1e-3);
        }
    }

    [Fact]
    public void What_is_trending_forgets_last_year()
    {
        var data = Population.Of([.. Enumerable.Range(0, 30).Select(u => new Engine.Data.Interaction(u, 1000, 5, 1)), new(1, 1001, 5, 400 * 86_400), new(2, 1001, 5, 400 * 86_400)]);

        var trending = PopularityModel.Kind.Train(data, PopularityOptions.Trending, new TrainingRun()).Scores(History.Empty);

        Assert.True(trending[1] > trending[0]);
    }
}
