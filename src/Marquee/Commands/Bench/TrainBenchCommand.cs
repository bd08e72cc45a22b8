using System.CommandLine;
using Marquee.Commands.Evaluate;
using Marquee.Engine;

namespace Marquee.Commands.Bench;

/// <summary><c>marquee bench train</c>: seconds of training alone; reading is told apart.</summary>
static class TrainBenchCommand
{
    public static Command Create()
    {
        var model = new ModelArguments();
        var input = new BenchInput();
        var command = new Command("train", "How long a training takes, reading excluded.");
        input.AddTo(command);
        model.AddTo(command);
        command.SetWork((parsed, cancel) => Run(input, model, parsed, cancel));
        return command;
    }

    static int Run(BenchInput input, ModelArguments model, ParseResult parsed, CancellationToken cancel)
    {
        var choice = model.Choice(parsed);
        var last = new LastProgress();
        var run = model.Run(parsed, cancel) with { Progress = last };
        var items = ItemDescriptions.Read(parsed.GetRequiredValue(model.Items));
        var (interactions, reading) = input.Read(parsed, run.Seed, cancel);
        var before = Environment.CpuUsage.TotalTime;
        var fitted = choice.Train(interactions, items, run);

        var report = new Report(choice, run.Seed);
        report.Add("users", interactions.Users.Count);
        report.Add("items", interactions.Items.Count);
        report.Add("interactions", interactions.Count);
        report.Add("threads", run.ThreadCount);
        // A model without rounds is one round.
        var iterations = choice.Options.ToDictionary().GetValueOrDefault("iterations", 1);
        if (last.Value?.Objective is { } objective)
            report.Add("objective", objective);
        // On a machine shared with others the processors' time says more than the clock on the wall.
        report.Add("seconds_cpu", Math.Round((Environment.CpuUsage.TotalTime - before).TotalSeconds, 4));
        report.AddCost(("seconds_total", fitted.Seconds), ("seconds_per_iteration", fitted.Seconds / iterations), ("seconds_reading", reading));
        return report.Write(parsed.GetValue(model.Json));
    }

    /// <summary>Keeps what was reported last: the objective at the end.</summary>
    sealed class LastProgress : IProgress<TrainingProgress>
    {
        public TrainingProgress? Value { get; private set; }

        public void Report(TrainingProgress value) => Value = value;
    }
}
