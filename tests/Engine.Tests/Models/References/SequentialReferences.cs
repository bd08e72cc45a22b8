using Marquee.Engine.Data;
using Marquee.Engine.Models.SessionKnn;
using Marquee.Engine.Models.Transitions;
using Marquee.Engine.Tests.Models.Laws;

namespace Marquee.Engine.Tests.Models.References;

/// <summary>The sequential models against their formulas, written once more with plain loops, and what only they know: the order of time.</summary>
public sealed class SequentialReferences
{
    static readonly Table T = Table.OfPopulation;

    /// <summary>Everybody's titles in the order of time, ties by title.</summary>
    static readonly int[][] InTime = [.. Population.Data.Interactions.Rows().GroupBy(r => r.User).Select(g => g.OrderBy(r => r.Time).ThenBy(r => r.Item).Select(r => (int)(r.Item - 1000)).ToArray())];

    [Theory, InlineData(3, 0.5, 0), InlineData(20, 0.7, 0.3)]
    public void Transitions_sum_what_followed_the_latest_titles(int window, double decay, double backward)
    {
        var options = new TransitionsOptions { Window = window, Decay = decay, Backward = backward, Shrinkage = 4, Beta = 0.5, Smoothing = 2 };
        var model = TransitionsModel.Kind.Train(Population.Data, options, new TrainingRun());
        int[] latestFirst = [23, 4, 30, 1];
        var scores = model.Scores(Watched([.. latestFirst.Reverse()]));

        for (var i = 0; i < T.Items; i++)
            Assert.Equal(latestFirst.Take(window).Select((j, age) => Math.Pow(decay, age) * Likelihood(j, i)).Sum(), scores[i], 1e-5);

        double Likelihood(int from, int to)
        {
            double Counted(int first, int second) => InTime.Sum(titles =>
                Array.IndexOf(titles, second) - Array.IndexOf(titles, first) is var apart && titles.Contains(first) && titles.Contains(second) && apart > 0 && apart <= window ? Math.Pow(decay, apart - 1) : 0);
            return (Counted(from, to) + backward * Counted(to, from)) / ((T.ViewersOf(from) + 4) * Math.Pow(T.ViewersOf(to) + 2, 0.5));
        }
    }

    [Theory, InlineData(0), InlineData(0.4)]
    public void Session_knn_asks_what_the_nearest_watched_near_the_shared_titles(double backward)
    {
        var options = new SessionKnnOptions { Neighbours = 7, Window = 3, Decay = 0.6, Rarity = 0.5, Length = 0.5, Distance = 0.7, Backward = backward, Beta = 0.5, Smoothing = 2 };
        var model = SessionKnnModel.Kind.Train(Population.Data, options, new TrainingRun());
        int[] latestFirst = [23, 4, 30, 1];
        var scores = model.Scores(Watched([.. latestFirst.Reverse()]));

        double Told(int title) => Array.IndexOf(latestFirst, title) is >= 0 and < 3 and var age ? Math.Pow(0.6, age) * Math.Sqrt(Math.Log((T.Users + 1.0) / T.ViewersOf(title))) : 0;
        double Nearness(int[] titles) => titles.Sum(Told) / Math.Sqrt(titles.Length);
        var nearest = InTime.Where(titles => Nearness(titles) > 0).OrderByDescending(titles => (float)Nearness(titles)).Take(7).ToArray();
        for (var i = 0; i < T.Items; i++)
        {
            var near = nearest.Where(titles => titles.Contains(i)).Sum(titles => Nearness(titles) * titles.Sum(j => Carried(Array.IndexOf(titles, i) - Array.IndexOf(titles, j)) * Told(j)));
            Assert.Equal(near / Math.Sqrt(T.ViewersOf(i) + 2), scores[i], 1e-5);
        }

        double Carried(int after) => after == 0 ? 0 : Math.Pow(0.7, Math.Abs(after) - 1) * (after > 0 ? 1 : backward);
    }

    [Theory, InlineData("transitions"), InlineData("session-knn")]
    public void The_title_watched_last_moves_the_next_request(string kind)
    {
        // Everybody watches 0 → 1 → 2 and 10 → 11 → 12.
        var data = Population.Of([.. from user in Enumerable.Range(0, 20) from step in Enumerable.Range(0, 3) select new Interaction(user, 1000 + user % 2 * 10 + step, 4, 100 + step)]);
        var model = Trained.Train(kind, data);
        int Place(int title) => data.Interactions.Items.IndexOf(1000 + title);

        var scores = model.Scores(Watched(Place(10), Place(0), Place(1)));
        Assert.True(scores[Place(2)] > scores[Place(11)]);
        scores = model.Scores(Watched(Place(0), Place(10), Place(11)));
        Assert.True(scores[Place(12)] > scores[Place(1)]);
    }

    static History Watched(params int[] items) => History.Of(items.Select((item, n) => new Event(item, 5, 1_050_000_000 + n)));
}
