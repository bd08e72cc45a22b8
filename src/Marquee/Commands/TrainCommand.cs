using System.CommandLine;
using System.Globalization;
using Marquee.Features.Recommendations.Learning;
using Marquee.Platform;

namespace Marquee.Commands;

/// <summary><c>marquee train</c>: learns anew from everything the instance knows, and puts the new models in place.</summary>
static class TrainCommand
{
    static readonly SettingsOptions Settings = new();
    static readonly Option<bool> Json = new("--json") { Description = "Answer with one JSON document." };

    public static Command Create()
    {
        var command = new Command("train", "Trains the models anew; they are put to use when they are at least as good on your own latest plays, and a running server takes them over within seconds.");
        Settings.AddTo(command);
        command.Options.Add(Json);
        command.SetWork((parsed, cancel) => TrainAsync(Settings.Read(parsed), parsed.GetValue(Json), cancel));
        return command;
    }

    static async Task<int> TrainAsync(MarqueeSettings settings, bool json, CancellationToken cancel)
    {
        await using var app = await Workspace.OpenAsync(settings, cancel);
        var readiness = app.Services.GetRequiredService<Readiness>();
        Offer? trained = null;
        await Workspace.ShowAsync(readiness, async () =>
        {
            foreach (var step in app.Services.GetServices<IPreparationStep>().Where(step => step is not PrepareModels).OrderBy(step => step.Order))
                await step.RunAsync(readiness, cancel);
            trained = await app.Services.GetRequiredService<TrainModels>().HandleAsync(new TrainingSteps(readiness), threads: 0, cancel);
        }, cancel);

        if (trained is null)
            throw new NothingToDoException("There are no ratings to learn from: load a population with 'marquee datasets load DIR'.");
        if (json)
            Answer.WriteJson(new { model = trained.Header.Model, model_version = trained.Header.Version, options = trained.Header.Options, metrics = trained.Header.Metrics, took_over = trained.TookOver });
        else
            Console.WriteLine($"Trained {trained.Header.Model} {trained.Header.Version}{(trained.TookOver ? "" : ", which is worse on your own latest plays than what is in use and was not put to use")}: {string.Join(", ", trained.Header.Metrics.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Key} {m.Value:0.###}")))}");
        return MarqueeCommand.Done;
    }
}
