using System.CommandLine;
using System.Text.Json;
using Marquee.Commands.Evaluate;
using Marquee.Engine.Evaluation.Tuning;
using Marquee.Engine.Models;

namespace Marquee.Commands.Tune;

/// <summary><c>marquee tune</c>: searches a model's options on a part of the training file that is kept back for it. It never sees a test file.</summary>
static class TuneCommand
{
    static readonly Option<string> Train = new("--train") { Description = "The training file.", Required = true };
    static readonly Option<string> Task = new("--task") { Description = "What the model is for: ranking, next or rating.", DefaultValueFactory = _ => "ranking" };
    static readonly Option<string?> Measure = new("--measure") { Description = "What to improve. (ranking: ndcg@100; next: ndcg@10; rating: rmse or mae)" };
    static readonly Option<double> Budget = new("--budget") { Description = "Seconds to spend.", DefaultValueFactory = _ => 60 };
    static readonly Option<string?> Search = new("--search") { Description = "The options to search, separated by commas. (all that --set does not fix, but positive_from)" };
    static readonly Option<string?> Out = new("--out") { Description = "A JSON file for what was found." };

    public static Command Create()
    {
        var model = new ModelArguments();
        var command = new Command("tune", "Searches a model's options on inner validation, within a budget of seconds.") { Train, Task, Measure, Budget, Search, Out };
        model.AddTo(command);
        command.SetWork((parsed, cancel) => RunAsync(model, parsed, cancel));
        return command;
    }

    static async Task<int> RunAsync(ModelArguments model, ParseResult parsed, CancellationToken cancel)
    {
        var place = parsed.GetValue(Out) is { } named ? OutputPlace.Prepare(named) : null;
        var choice = model.Choice(parsed);
        var free = FreeOptions(choice, parsed.GetRequiredValue(model.Set), parsed.GetValue(Search));
        var items = ItemDescriptions.Read(parsed.GetRequiredValue(model.Items));
        var run = model.Run(parsed, cancel);
        var validation = InnerValidation.Of(parsed.GetRequiredValue(Task), parsed.GetValue(Measure), RatingFiles.Read(parsed.GetRequiredValue(Train), cancel), run.Seed);

        var search = new OptionSearch(choice.Kind, free, (options, stop) =>
            validation.Measure(choice with { Options = options }, items, run with { Cancellation = stop }));
        search.Run(choice.Options, TimeSpan.FromSeconds(parsed.GetValue(Budget)), run.Seed,
            trial => Console.Error.WriteLine($"{validation.Measured} {validation.Shown(trial.Value):0.0000}  {trial.Seconds:0.0} s  {Settings(trial, free)}"), cancel);

        var found = Found.Of(search, validation, choice.Kind.Name, run.Seed, free);
        if (place is not null)
            await File.WriteAllTextAsync(place, JsonSerializer.Serialize(found, Answer.Json) + "\n", cancel);
        if (parsed.GetValue(model.Json))
            Answer.WriteJson(found);
        else
            Console.WriteLine($"{found.Measure} {found.Value:0.0000} (defaults: {found.StartValue:0.0000}) after {found.Trials} trials with: {Settings(search.Best!, free)}");
        return MarqueeCommand.Done;
    }

    static string[] FreeOptions(ModelChoice choice, string[] settings, string? search)
    {
        var known = choice.Options.All.Select(option => option.Name).ToArray();
        // What counts as liking belongs to the question, not to the answer: it is searched only when asked for.
        var wanted = search?.Split(',', StringSplitOptions.TrimEntries) ?? [.. known.Except(settings.Select(setting => setting.Split('=')[0].Trim())).Except(["positive_from"])];
        return wanted.Except(known).FirstOrDefault() is { } unknown
            ? throw new InvalidOptionException($"The model '{choice.Kind.Name}' has no option '{unknown}'. Known: {string.Join(", ", known)}.")
            : wanted;
    }

    static string Settings(Trial trial, string[] free) =>
        string.Join(" ", free.Select(name => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"--set {name}={trial.Options[name]:G6}")));
}
