using System.CommandLine;
using Marquee.Engine;
using Marquee.Engine.Models;

namespace Marquee.Commands.Evaluate;

/// <summary>The options by which every measuring command names a model and the circumstances of its training.</summary>
sealed class ModelArguments
{
    public Option<string> Model { get; } = new("--model") { Description = $"The model: {string.Join(", ", ModelKinds.All.Select(kind => kind.Name))}.", Required = true };

    public Option<string[]> Set { get; } = new("--set") { Description = "An option of the model, key=value; again for each.", DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true };

    public Option<string[]> Items { get; } = new("--items")
    {
        Description = "Files that say what the items are (MovieLens movies.csv or movies.dat, details.jsonl): for content models and for calibration.",
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<int> Seed { get; } = new("--seed") { Description = "Seeds every random choice.", DefaultValueFactory = _ => 42 };

    public Option<int> Threads { get; } = new("--threads") { Description = "How many threads may work; 0: one a processor.", DefaultValueFactory = _ => 0 };

    public Option<bool> Json { get; } = new("--json") { Description = "Answers with one JSON document." };

    public void AddTo(Command command, bool oneModel = true)
    {
        if (oneModel)
            command.Options.Add(Model);
        command.Options.Add(Set);
        command.Options.Add(Items);
        command.Options.Add(Seed);
        command.Options.Add(Threads);
        command.Options.Add(Json);
    }

    public ModelChoice Choice(ParseResult parsed) => ModelChoice.Of(parsed.GetRequiredValue(Model), parsed.GetRequiredValue(Set));

    public TrainingRun Run(ParseResult parsed, CancellationToken cancel) =>
        new(parsed.GetValue(Seed), parsed.GetValue(Threads), TerminalProgress.OrNull(), cancel);
}
