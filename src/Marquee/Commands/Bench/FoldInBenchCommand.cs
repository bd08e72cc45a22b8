using System.CommandLine;
using System.Diagnostics;
using Marquee.Commands.Evaluate;
using Marquee.Engine;
using Marquee.Engine.Ranking;

namespace Marquee.Commands.Bench;

/// <summary><c>marquee bench fold-in</c>: how long one person waits for a list, nothing being cached.</summary>
static class FoldInBenchCommand
{
    static readonly Option<int> Count = new("--count") { Description = "Titles to answer with.", DefaultValueFactory = _ => 20 };
    static readonly Option<int> Requests = new("--requests") { Description = "How many people ask, one after another.", DefaultValueFactory = _ => 2000 };

    public static Command Create()
    {
        var model = new ModelArguments();
        var input = new BenchInput();
        var command = new Command("fold-in", "How many milliseconds it takes to fold one person in and rank all titles, on one thread.") { Count, Requests };
        input.AddTo(command);
        model.AddTo(command);
        command.SetWork((parsed, cancel) => Run(input, model, parsed, cancel));
        return command;
    }

    static int Run(BenchInput input, ModelArguments model, ParseResult parsed, CancellationToken cancel)
    {
        var choice = model.Choice(parsed);
        var run = model.Run(parsed, cancel);
        var items = ItemDescriptions.Read(parsed.GetRequiredValue(model.Items));
        var (interactions, _) = input.Read(parsed, run.Seed, cancel);
        var trained = choice.Train(interactions, items, run).Model;

        var users = interactions.ByUser;
        var milliseconds = new double[Math.Max(1, parsed.GetValue(Requests))];
        // The first fifty are for the runtime, which compiles on the way.
        for (var request = -50; request < milliseconds.Length; request++)
        {
            cancel.ThrowIfCancellationRequested();
            var row = (request + 50) % users.RowCount;
            var history = History.Of(Enumerable.Range(users.Starts[row], users.CountIn(row)).Select(entry => new Event(users.Columns[entry], users.Values[entry])));
            var watch = Stopwatch.StartNew();
            TopItems.Unseen(trained, history, parsed.GetValue(Count));
            if (request >= 0)
                milliseconds[request] = watch.Elapsed.TotalMilliseconds;
        }

        Array.Sort(milliseconds);
        var report = new Report(choice, run.Seed);
        report.Add("items", interactions.Items.Count);
        report.Add("requests", milliseconds.Length);
        foreach (var (name, share) in (ReadOnlySpan<(string, double)>)[("p50_ms", 0.50), ("p95_ms", 0.95), ("p99_ms", 0.99)])
            report.Add(name, Math.Round(milliseconds[(int)(share * (milliseconds.Length - 1))], 3));
        return report.Write(parsed.GetValue(model.Json));
    }
}
