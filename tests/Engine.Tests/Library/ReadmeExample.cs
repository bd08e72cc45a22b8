using System.Runtime.CompilerServices;
using Marquee.Engine.Data;
using Marquee.Engine.Evaluation;
using Marquee.Engine.Evaluation.Protocols;
using Marquee.Engine.Models;
using Marquee.Engine.Ranking;

// The example is a reader's code, not a test's: it takes no token.
#pragma warning disable xUnit1051

namespace Marquee.Engine.Tests.Library;

/// <summary>The library's README shows this code; it is compiled and run here, and compared with what the README says.</summary>
public sealed class ReadmeExample
{
    [Fact]
    public void The_first_example_recommends_with_reasons()
    {
        var ratingsCsv = Path.Combine(Folder(), "../../../samples/movielens-small/ratings.csv");
        var console = new StringWriter();

        // example: recommend
        var ratings = RatingFile.Read(ratingsCsv);
        var als = ModelKinds.Find("als");
        var model = als.Train(new TrainingData(ratings), als.Options(), new TrainingRun(Seed: 42));

        var me = History.Of([new Event(ratings.Items.IndexOf(6), 5), new Event(ratings.Items.IndexOf(50), 4)]);
        foreach (var (item, score) in TopItems.Unseen(model, me, 10))
        {
            var reason = model.Explain(me, item).Contributions[0];
            console.WriteLine($"{ratings.Items[item]} ({score:0.00}), because of {ratings.Items[reason.Item]}");
        }
        // end

        var lines = console.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(10, lines.Length);
        Assert.All(lines, line => Assert.Matches(@"^\d+ \(.+\), because of (6|50)\s*$", line));
        Assert.Equal(Shown("recommend"), Source("recommend"));
    }

    [Fact]
    public void The_second_example_measures()
    {
        var ratings = RatingFile.Read(Path.Combine(Folder(), "../../../samples/movielens-small/ratings.csv"));
        var als = ModelKinds.Find("als");
        var console = new StringWriter();

        // example: measure
        var split = StrongGeneralisation.Split(ratings, new StrongGeneralisationOptions(Seed: 1));
        var trained = als.Train(new TrainingData(split.Train), als.Options(), new TrainingRun());
        var task = RankingTask.Of(split.Train.Items, split.Test.FoldIn, split.Test.HeldOut);
        var outcome = RankingOutcome.Of(task, trained, 10, new TrainingRun());
        console.WriteLine($"NDCG@100 {outcome.Mean(RankingMeasure.Named("ndcg@100")):0.000}");
        // end

        Assert.Matches(@"^NDCG@100 0\.[23]\d\d\s*$", console.ToString());
        Assert.Equal(Shown("measure"), Source("measure"));
    }

    /// <summary>The lines of the README's code block that follows <c>&lt;!-- example: name --&gt;</c>.</summary>
    static string[] Shown(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder(), "../../../src/Marquee.Engine/README.md"));
        return [.. lines.SkipWhile(line => line != $"<!-- example: {name} -->").Skip(2).TakeWhile(line => line != "```")
            .Where(line => !line.StartsWith("using ", StringComparison.Ordinal)).SkipWhile(string.IsNullOrEmpty)];
    }

    /// <summary>The same lines here, as a program of its own would say them.</summary>
    static string[] Source(string name) =>
        [.. File.ReadLines(Path.Combine(Folder(), "ReadmeExample.cs")).SkipWhile(line => line.Trim() != $"// example: {name}").Skip(1).TakeWhile(line => line.Trim() != "// end")
            .Select(line => (line.Length > 8 ? line[8..] : "").Replace("console.", "Console.", StringComparison.Ordinal).Replace("ratingsCsv", "\"ratings.csv\"", StringComparison.Ordinal))];

    static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
