using System.CommandLine;
using System.Diagnostics;
using Marquee.Commands.Evaluate;
using Marquee.Engine.Ranking;

namespace Marquee.Commands.Bench;

/// <summary><c>marquee bench top</c>: lists for every user of the training data.</summary>
static class TopBenchCommand
{
    const int Rounds = 5;

    static readonly Option<int> Count = new("--count") { Description = "Titles a user.", DefaultValueFactory = _ => 10 };
    static readonly Option<bool> FilterSeen = new("--filter-seen") { Description = "Leaves out what a user has seen." };

    public static Command Create()
    {
        var model = new ModelArguments();
        var input = new BenchInput();
        var command = new Command("top", "How many users a second get their list, everybody's taste being prepared; preparing is told apart.") { Count, FilterSeen };
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

        var (foldIn, top) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            var crowd = Crowd.Of(trained, interactions.ByUser, run.ThreadCount, cancel);
            foldIn = Math.Min(foldIn, watch.Elapsed.TotalSeconds);
            watch.Restart();
            crowd.Top(parsed.GetValue(Count), parsed.GetValue(FilterSeen), run.ThreadCount, cancel);
            top = Math.Min(top, watch.Elapsed.TotalSeconds);
        }

        var report = new Report(choice, run.Seed);
        report.Add("users", interactions.Users.Count);
        report.Add("items", interactions.Items.Count);
        report.Add("count", parsed.GetValue(Count));
        report.Add("threads", run.ThreadCount);
        report.Add("users_per_second", Math.Round(interactions.Users.Count / top));
        report.Add("users_per_second_with_fold_in", Math.Round(interactions.Users.Count / (top + foldIn)));
        report.AddCost(("fold_in_seconds", foldIn), ("top_seconds", top));
        return report.Write(parsed.GetValue(model.Json));
    }
}
