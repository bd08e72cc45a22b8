using System.Diagnostics;
using Marquee.Engine;
using Marquee.Engine.Evaluation.Significance;

namespace Marquee.Commands.Evaluate;

/// <summary>Models side by side on one contest: every measure with its interval, and each model's difference from the best.</summary>
sealed record Comparison(string Task, string Decisive, int Seed, int Users, int Items, string Best, IReadOnlyList<Comparison.Entry> Models, double PeakRssMb)
{
    /// <summary>One model.</summary>
    public sealed record Entry(
        string Model, IReadOnlyDictionary<string, double> Options, IReadOnlyDictionary<string, Interval> Measures, IReadOnlyDictionary<string, double> Lists,
        Interval BehindBest, double PValue, double FitSeconds, double ScoreSeconds);

    sealed record Contender(ModelChoice Choice, Measured Measured, double FitSeconds, double ScoreSeconds);

    public static Comparison Of(Contest contest, IReadOnlyList<ModelChoice> choices, ItemDescriptions items, TrainingRun run)
    {
        var contenders = choices.Select(choice => Measure(contest, choice, items, run)).ToArray();
        var best = contest.LowerIsBetter
            ? contenders.MinBy(contender => contender.Measured.People[contest.Decisive].Value)!
            : contenders.MaxBy(contender => contender.Measured.People[contest.Decisive].Value)!;
        return new Comparison(contest.Task, contest.Decisive, run.Seed, contest.Users, contest.Train.Items.Count, best.Choice.Kind.Name,
            [.. contenders.Select(contender => EntryOf(contender, best, contest, run.Seed))], PeakMemory.Megabytes());
    }

    static Contender Measure(Contest contest, ModelChoice choice, ItemDescriptions items, TrainingRun run)
    {
        Console.Error.WriteLine($"{choice.Kind.Name} …");
        var fitted = choice.Train(contest.Train, items, run);
        var watch = Stopwatch.StartNew();
        var measured = contest.Measure(fitted.Model, items, run);
        return new Contender(choice, measured, Math.Round(fitted.Seconds, 4), Math.Round(watch.Elapsed.TotalSeconds, 4));
    }

    static Entry EntryOf(Contender contender, Contender best, Contest contest, int seed)
    {
        var paired = PairedComparison.Of(contender.Measured.People[contest.Decisive], best.Measured.People[contest.Decisive], seed);
        var measures = new OrderedDictionary<string, Interval>();
        foreach (var (name, sample) in contender.Measured.People)
            measures.Add(name, Interval.Of(sample, seed));
        return new Entry(contender.Choice.Kind.Name, contender.Choice.Options.ToDictionary(), measures, contender.Measured.Lists, paired.Difference, paired.PValue,
            contender.FitSeconds, contender.ScoreSeconds);
    }
}
