using Marquee.Engine.Ranking;

namespace Marquee.Engine.Tests.Ranking;

public sealed class MixingAListAsATasteIs
{
    // Thirty dramas score best, then thirty comedies; every tenth film is both, the last has no genre.
    static readonly ItemKinds Genres = new(3, [.. Enumerable.Range(0, 61).Select(i => (IReadOnlyList<int>)(i == 60 ? [] : i % 10 == 0 ? [0, 1] : i < 30 ? [0] : [1]))]);

    static readonly RankedItem[] Candidates = [.. Enumerable.Range(0, 61).Select(i => new RankedItem(i, 100 - i))];

    [Fact]
    public void Seven_dramas_to_three_comedies_make_a_list_of_about_seven_to_three()
    {
        var list = CalibratedList.Choose(Candidates, 20, 0.9, Genres, [0.7, 0.3, 0]);

        var mixture = Genres.Mixture(list.Select(item => (item.Item, 1.0)));
        Assert.Equal(0.7, mixture[0], 0.06);
        Assert.Equal(0.3, mixture[1], 0.06);
    }

    [Fact]
    public void Without_calibration_or_without_a_taste_the_order_of_the_scores_stays()
    {
        Assert.Equal(Candidates.Take(20), CalibratedList.Choose([.. Candidates.Reverse()], 20, 0, Genres, [0.1, 0.9, 0]));
        Assert.Equal(Candidates.Take(20), CalibratedList.Choose(Candidates, 20, 0.5, Genres, [0.0, 0, 0]));
    }

    [Fact]
    public void More_calibration_brings_a_list_nearer_to_the_taste()
    {
        double[] wanted = [0.3, 0.6, 0.1];

        var divergence = new[] { 0, 0.3, 0.6, 0.9 }.Select(calibration => CalibratedList.Divergence(wanted,
            Genres.Mixture(CalibratedList.Choose(Candidates, 20, calibration, Genres, wanted).Select(item => (item.Item, 1.0))))).ToArray();

        Assert.Equal(divergence.OrderDescending(), divergence);
        Assert.True(divergence[^1] < 0.5 * divergence[0]);
    }

    [Fact]
    public void It_takes_what_writing_the_formula_out_for_every_candidate_would_take()
    {
        var random = new Random(6);
        var genres = new ItemKinds(4, [.. Enumerable.Range(0, 25).Select(_ => (IReadOnlyList<int>)[.. Enumerable.Range(0, 4).Where(_ => random.Next(3) == 0)])]);
        var candidates = Enumerable.Range(0, 25).Select(i => new RankedItem(i, random.NextSingle())).ToArray();
        var (low, high) = (candidates.Min(c => c.Score), candidates.Max(c => c.Score));
        double[] wanted = [0.5, 0.25, 0.25, 0];

        var expected = new List<RankedItem>();
        while (expected.Count < 8)
            expected.Add(candidates.Except(expected).MaxBy(c => Objective([.. expected, c])));

        Assert.Equal(expected, CalibratedList.Choose(candidates, 8, 0.7, genres, wanted));

        // Steck's objective, with p and q̃ summed genre by genre.
        double Objective(List<RankedItem> list)
        {
            var having = list.Where(item => genres.Of(item.Item).Count > 0).ToList();
            var divergence = 0.0;
            for (var g = 0; g < 4; g++)
                if (wanted[g] > 0)
                {
                    var q = having.Count == 0 ? 0 : having.Sum(item => genres.Of(item.Item).Contains(g) ? 1.0 / genres.Of(item.Item).Count : 0) / having.Count;
                    divergence += wanted[g] * Math.Log(wanted[g] / (0.99 * q + 0.01 * wanted[g]));
                }

            return 0.3 * list.Average(item => (double)(item.Score - low) / (high - low)) - 0.7 * divergence;
        }
    }

    [Fact]
    public void The_divergence_is_zero_for_the_same_mixture_and_finite_for_a_missing_genre()
    {
        Assert.Equal(0, CalibratedList.Divergence([0.5, 0.5], [0.5, 0.5]), 12);
        Assert.Equal(Math.Log(100), CalibratedList.Divergence([1, 0], [0, 1]), 9);
    }

    [Fact]
    public void Little_to_choose_from_gives_little_and_nonsense_is_refused()
    {
        Assert.Empty(CalibratedList.Choose([], 5, 0.5, Genres, [1, 0, 0]));
        Assert.Equal(61, CalibratedList.Choose(Candidates, 100, 1, Genres, [0.2, 0.8, 0]).Distinct().Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => CalibratedList.Choose(Candidates, 5, 1.1, Genres, [1, 0, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ItemKinds(2, [[2]]));
    }
}
