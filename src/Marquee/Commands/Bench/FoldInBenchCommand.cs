using System.CommandLine;
using System.Diagnostics;
using Marquee.Commands.Evaluate;
using Marquee.Engine;
using Marquee.Engine.Models.Blend;
using Marquee.Engine.Ranking;

namespace Marquee.Commands.Bench;

/// <summary><c>marquee bench fold-in</c>: how long one person waits for a list, nothing being cached; with <c>--reasons</c>, for the reasons of every title on it too.</summary>
static class FoldInBenchCommand
{
    static readonly Option<int> Count = new("--count") { Description = "Titles to answer with.", DefaultValueFactory = _ => 20 };
    static readonly Option<int> Requests = new("--requests") { Description = "How many people ask, one after another.", DefaultValueFactory = _ => 2000 };

    static readonly Option<bool> Reasons = new("--reasons") { Description = "Each title with its reasons, as the product answers." };

    public static Command Create()
    {
        var model = new ModelArguments();
        var input = new BenchInput();
        var command = new Command("fold-in", "How many milliseconds it takes to fold one person in and rank all titles, on one thread.") { Count, Requests, Reasons };
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
            var history = History.Of(Enumerable.Range(users.Starts[row], users.CountIn(row)).Select(entry => new Event(users.Columns[entry], users.Values[entry], users.Times?[entry] ?? 0)));
            var watch = Stopwatch.StartNew();
            Ask(trained, history, parsed.GetValue(Count), parsed.GetValue(Reasons));
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

    /// <summary>What a request computes: a blend is scored member by member once, and its reasons are opened from that.</summary>
    static void Ask(Model trained, History history, int count, bool reasons)
    {
        if (!reasons)
        {
            TopItems.Unseen(trained, history, count);
            return;
        }

        var known = ItemSet.Of(trained.Items.Count, history.Items.ToArray());
        if (trained is BlendModel blend)
        {
            var scored = blend.ScoreByMember(history);
            foreach (var ranked in TopItems.Of(scored.Scores, count, known))
            {
                scored.SharesOf(ranked.Item);
                scored.Explain(ranked.Item);
            }

            return;
        }

        var explain = trained.ExplainerFor(history);
        foreach (var ranked in TopItems.Unseen(trained, history, count))
            explain(ranked.Item);
    }
}
