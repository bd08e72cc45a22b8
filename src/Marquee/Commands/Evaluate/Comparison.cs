using System.Diagnostics;
using Marquee.Engine;
using Marquee.Engine.Evaluation.Significance;

namespace Marquee.Commands.Evaluate;

/// <summary>
/// Models side by side on one contest, or on the folds of one: every measure with its interval, and each model's difference from the best. Seconds are those of all folds, by the clock and of
/// all processors together; the latter hardly feel what else the machine is doing.
/// </summary>
sealed record Comparison(string Task, string Decisive, int Seed, int Users, int Items, string Best, IReadOnlyList<Comparison.Entry> Models, double PeakRssMb)
{
    /// <summary>One model, under the name the command line gave it.</summary>
    public sealed record Entry(
        string Model, string Kind, IReadOnlyDictionary<string, double> Options, IReadOnlyDictionary<string, Interval> Measures, IReadOnlyDictionary<string, double> Lists,
        Interval BehindBest, double PValue, double FitSeconds, double FitCpuSeconds, double ScoreSeconds);

    sealed record Contender(ModelChoice Choice, Measured Measured, double FitSeconds, double FitCpuSeconds, double ScoreSeconds);

    public static Comparison Of(IReadOnlyList<Contest> folds, IReadOnlyList<ModelChoice> choices, ItemDescriptions items, TrainingRun run)
    {
        var contest = folds[0];
        var contenders = choices.Select(choice => Measure(folds, choice, items, run)).ToArray();
        var best = contest.LowerIsBetter
            ? contenders.MinBy(contender => contender.Measured.People[contest.Decisive].Value)!
            : contenders.MaxBy(contender => contender.Measured.People[contest.Decisive].Value)!;
        return new Comparison(contest.Task, contest.Decisive, run.Seed, folds.Sum(fold => fold.Users), contest.Train.Items.Count, best.Choice.Label,
            [.. contenders.Select(contender => EntryOf(contender, best, contest, run.Seed))], PeakMemory.Megabytes());
    }

    static Contender Measure(IReadOnlyList<Contest> folds, ModelChoice choice, ItemDescriptions items, TrainingRun run)
    {
        Console.Error.WriteLine($"{choice.Label} …");
        double fitSeconds = 0, fitCpuSeconds = 0, scoreSeconds = 0;
        var measured = new List<Measured>();
        foreach (var fold in folds)
        {
            var before = Environment.CpuUsage.TotalTime;
            var fitted = choice.Train(fold.Train, items, run);
            fitSeconds += fitted.Seconds;
            fitCpuSeconds += (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            var watch = Stopwatch.StartNew();
            measured.Add(fold.Measure(fitted.Model, items, run));
            scoreSeconds += watch.Elapsed.TotalSeconds;
        }

        return new Contender(choice, Measured.Join(measured), Math.Round(fitSeconds, 4), Math.Round(fitCpuSeconds, 4), Math.Round(scoreSeconds, 4));
    }

    static Entry EntryOf(Contender contender, Contender best, Contest contest, int seed)
    {
        var paired = PairedComparison.Of(contender.Measured.People[contest.Decisive], best.Measured.People[contest.Decisive], seed);
        var measures = new OrderedDictionary<string, Interval>();
        foreach (var (name, sample) in contender.Measured.People)
            measures.Add(name, Interval.Of(sample, seed));
        return new Entry(contender.Choice.Label, contender.Choice.Kind.Name, contender.Choice.Options.ToDictionary(), measures, contender.Measured.Lists, paired.Difference, paired.PValue,
            contender.FitSeconds, contender.FitCpuSeconds, contender.ScoreSeconds);
    }
}
