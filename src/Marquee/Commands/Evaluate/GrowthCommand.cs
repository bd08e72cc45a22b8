using System.CommandLine;
using System.Globalization;
using Marquee.Engine;
using Marquee.Engine.Evaluation.Protocols;
using Marquee.Engine.Evaluation.Significance;
using Marquee.Engine.Models;
using Marquee.Engine.Models.Svd;
using Marquee.Engine.Ranking;

namespace Marquee.Commands.Evaluate;

/// <summary><c>marquee evaluate growth</c>: how good lists are after 0, 1, 3, 5 … ratings of somebody the model has never met, beside popularity.</summary>
static class GrowthCommand
{
    const int Questions = 200;

    static readonly Option<string> Ratings = new("--ratings") { Description = "The ratings of a population, as exported or downloaded.", Required = true };
    static readonly Option<string> Counts = new("--counts") { Description = "After how many ratings to look.", DefaultValueFactory = _ => "0,1,3,5,10,20,50" };
    static readonly Option<double> Liked = new("--liked") { Description = "The rating from which a title counts as liked.", DefaultValueFactory = _ => 4 };
    static readonly Option<int> Folds = new("--folds") { Description = "Into how many parts people are divided; each in turn is served by a model trained on the others.", DefaultValueFactory = _ => 5 };
    static readonly Option<int> Rounds = new("--rounds") { Description = "How many of the parts are served; 0: all.", DefaultValueFactory = _ => 0 };
    static readonly Option<string> Out = new("--out") { Description = "Where to write, without ending: .md and .json are added.", DefaultValueFactory = _ => "growth" };

    public static Command Create()
    {
        var model = new ModelArguments();
        var command = new Command("growth", "NDCG@10 after 0, 1, 3, 5 … ratings, given at random or as onboarding asks for them, with paired 95 % intervals against popularity.") { Ratings, Counts, Liked, Folds, Rounds, Out };
        model.AddTo(command);
        command.SetWork((parsed, cancel) => RunAsync(model, parsed, cancel));
        return command;
    }

    static async Task<int> RunAsync(ModelArguments model, ParseResult parsed, CancellationToken cancel)
    {
        var place = OutputPlace.Prepare(parsed.GetRequiredValue(Out));
        var choice = model.Choice(parsed);
        var counts = CountsOf(parsed.GetRequiredValue(Counts));
        var items = ItemDescriptions.Read(parsed.GetRequiredValue(model.Items));
        var run = model.Run(parsed, cancel);
        var options = new TasteGrowthOptions(counts.Max(), Liked: parsed.GetValue(Liked), Folds: Math.Max(2, parsed.GetValue(Folds)), Seed: run.Seed);
        var rounds = parsed.GetValue(Rounds) is > 0 and var few ? few : options.Folds;

        var (random, asked, popular) = (Empty(counts), Empty(counts), Empty(counts));
        foreach (var fold in TasteGrowth.Folds(RatingFiles.Read(parsed.GetRequiredValue(Ratings), cancel), options).Take(rounds))
        {
            var data = new TrainingData(fold.Train, items.DocumentsFor(fold.Train.Items));
            var trained = choice.Kind.Train(data, choice.Options, run);
            var popularity = ModelKinds.Find("popularity").Train(data, ModelKinds.Find("popularity").Options(), run);
            var questions = QuestionsOf(data, run);
            for (var row = 0; row < counts.Length; row++)
            {
                random[row].AddRange(fold.Measure(trained, counts[row], []));
                asked[row].AddRange(fold.Measure(trained, counts[row], questions));
                popular[row].AddRange(fold.Measure(popularity, counts[row], []));
            }
        }

        var growth = new Growth(choice.Kind.Name, options.Seed, popular[0].Count,
            [.. counts.Select((count, row) => new GrowthRow(count, popular[row].Average(), Compared(random[row], popular[row], run.Seed), Compared(asked[row], popular[row], run.Seed)))]);
        await File.WriteAllTextAsync(place + ".md", growth.Markdown(), cancel);
        await File.WriteAllTextAsync(place + ".json", System.Text.Json.JsonSerializer.Serialize(growth, Answer.Json) + "\n", cancel);
        if (parsed.GetValue(model.Json))
            Answer.WriteJson(growth);
        else
            Console.Write(growth.Markdown());
        return MarqueeCommand.Done;
    }

    /// <summary>What onboarding asks: the titles that tell most, by the share of people who know each.</summary>
    static int[] QuestionsOf(TrainingData data, TrainingRun run)
    {
        var svd = (SvdModel)ModelKinds.Find("svd").Train(data, ModelKinds.Find("svd").Options(), run with { Progress = null });
        var byItem = data.Interactions.ByItem;
        var known = Enumerable.Range(0, byItem.RowCount).Select(item => (float)byItem.CountIn(item) / data.Interactions.Users.Count).ToArray();
        return [.. InformationGain.Choose(svd, History.Empty, known, Questions).Select(question => question.Item)];
    }

    static Compared Compared(List<double> model, List<double> popularity, int seed)
    {
        var ones = Enumerable.Repeat(1.0, model.Count).ToArray();
        var paired = PairedComparison.Of(new PeopleSample([.. model], ones), new PeopleSample([.. popularity], ones), seed);
        return new Compared(model.Average(), paired.Difference.Value, paired.Difference.Low, paired.Difference.High);
    }

    static int[] CountsOf(string text) =>
        [.. text.Split(',').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : throw new InvalidOptionException($"'{part}' is not a number of ratings.")).Distinct().Order()];

    static List<double>[] Empty(int[] counts) => Array.ConvertAll(counts, _ => new List<double>());
}

/// <summary>NDCG@10 and its difference to popularity, with the 95 % paired bootstrap interval of the difference.</summary>
sealed record Compared(double Ndcg, double Difference, double Low, double High)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Ndcg:0.0000} | {Difference:+0.0000;−0.0000} [{Low:+0.0000;−0.0000}, {High:+0.0000;−0.0000}]");
}

/// <summary>One line of the table.</summary>
/// <param name="Ratings">How many ratings were given.</param>
/// <param name="Popularity">NDCG@10 of popularity.</param>
/// <param name="Random">The model, when the ratings are any of theirs.</param>
/// <param name="Asked">The model, when they are the first answers to what onboarding asks.</param>
sealed record GrowthRow(int Ratings, double Popularity, Compared Random, Compared Asked);

/// <summary>How taste grows.</summary>
sealed record Growth(string Model, int Seed, int People, IReadOnlyList<GrowthRow> Rows)
{
    public string Markdown() => string.Join('\n',
    [
        $"| ratings | popularity | {Model}, any ratings | difference [95 %] | {Model}, as asked | difference [95 %] |",
        "|--:|--:|--:|--:|--:|--:|",
        .. Rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"| {row.Ratings} | {row.Popularity:0.0000} | {row.Random} | {row.Asked} |")),
        "",
        string.Create(CultureInfo.InvariantCulture, $"{People:N0} people, seed {Seed}."),
        "",
    ]);
}
