using Marquee.Engine.Data;
using Marquee.Engine.Evaluation;
using Marquee.Engine.Evaluation.Tuning;
using Marquee.Engine.Models;

namespace Marquee.Engine.Tests.Evaluation;

public sealed class SearchingOptions
{
    static readonly TimeSpan s_plenty = TimeSpan.FromSeconds(30);

    [Fact]
    public void The_search_climbs_a_hill_to_its_top()
    {
        var search = new OptionSearch(Kind, ["weight", "count", "share"], (options, _) => Hill((Landscape)options));

        search.Run(new Landscape(), s_plenty, seed: 1, tried: null, TestContext.Current.CancellationToken);

        Assert.InRange(search.Best!.Options["weight"], 240, 370);
        Assert.InRange(search.Best.Options["count"], 36, 44);
        Assert.InRange(search.Best.Options["share"], 0.6, 0.8);
        Assert.Equal(7, search.Best.Options["fixed"]);
    }

    [Fact]
    public void The_defaults_come_first_and_no_options_are_tried_twice()
    {
        var told = new List<Trial>();
        var search = new OptionSearch(Kind, ["weight", "count", "share"], (options, _) => Hill((Landscape)options));

        search.Run(new Landscape(), s_plenty, seed: 2, told.Add, TestContext.Current.CancellationToken);

        Assert.Equal(new Landscape().ToDictionary(), told[0].Options);
        Assert.Equal(told, search.Trials);
        Assert.Equal(told.Count, told.Select(trial => string.Join(",", trial.Options.Values)).Distinct().Count());
        Assert.Equal(told.MaxBy(trial => trial.Value), search.Best);
    }

    [Fact]
    public void The_same_seed_takes_the_same_path()
    {
        Assert.Equal(Path(5), Path(5));

        static IEnumerable<double> Path(int seed)
        {
            var search = new OptionSearch(Kind, ["weight", "count"], (options, _) => Hill((Landscape)options));
            search.Run(new Landscape(), s_plenty, seed, tried: null, CancellationToken.None);
            return [.. search.Trials.Select(trial => trial.Value)];
        }
    }

    [Fact]
    public void A_trial_that_outlives_the_budget_is_stopped_and_the_best_so_far_stands()
    {
        var calls = 0;
        var search = new OptionSearch(Kind, ["weight"], (_, stop) =>
        {
            if (++calls > 1)
                stop.WaitHandle.WaitOne();
            stop.ThrowIfCancellationRequested();
            return 1;
        });

        search.Run(new Landscape(), TimeSpan.FromMilliseconds(50), seed: 1, tried: null, TestContext.Current.CancellationToken);

        Assert.Equal(2, calls);
        Assert.Equal(1, search.Best!.Value);
    }

    [Fact]
    public void Somebody_who_cancels_is_told_so()
    {
        using var stop = new CancellationTokenSource();
        var search = new OptionSearch(Kind, ["weight"], (_, _) => 1);

        Assert.Throws<OperationCanceledException>(() => search.Run(new Landscape(), s_plenty, seed: 1, tried: _ => stop.Cancel(), stop.Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_invented_population_has_the_shape_of_the_real_one(int times)
    {
        var random = new Random(7);
        var real = Interactions.Of(
            from user in Enumerable.Range(0, 40)
            from item in Enumerable.Range(0, 30)
            where user == 0 || random.Next(1 + item) < 3
            select new Interaction(user, item, random.Next(1, 6)));

        var invented = SyntheticPopulation.Like(real, times, seed: 3);

        Assert.Equal(times * real.Count, invented.Count);
        Assert.Equal(times * real.Users.Count, invented.Users.Count);
        Assert.Equal(
            Enumerable.Range(0, real.Users.Count).SelectMany(user => Enumerable.Repeat(real.ByUser.CountIn(user), times)).Order(),
            Enumerable.Range(0, invented.Users.Count).Select(invented.ByUser.CountIn).Order());
        Assert.Equal(invented.Rows(), SyntheticPopulation.Like(real, times, seed: 3).Rows());
    }

    /// <summary>Best at weight 300, count 40, share 0.7.</summary>
    static double Hill(Landscape at) => -Math.Abs(Math.Log(at.Weight / 300)) - Math.Abs(at.Count - 40) / 40.0 - Math.Abs(at.Share - 0.7);

    static ModelKind Kind { get; } = new("landscape", "", () => new Landscape(), (_, _, _) => throw new NotSupportedException(), _ => throw new NotSupportedException());

    sealed class Landscape : ModelOptions
    {
        public double Weight { get; set; } = 10;

        public int Count { get; set; } = 10;

        public double Share { get; set; } = 0.1;

        public double Fixed { get; set; } = 7;

        public override IReadOnlyList<Option> All =>
        [
            new("weight", "", 0, 1e9, () => Weight, v => Weight = v),
            new("count", "", 1, 1000, () => Count, v => Count = (int)v),
            new("share", "", 0, 1, () => Share, v => Share = v),
            new("fixed", "", -10, 10, () => Fixed, v => Fixed = v),
        ];
    }
}
