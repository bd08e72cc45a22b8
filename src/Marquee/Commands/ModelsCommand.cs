using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Marquee.Data;
using Marquee.Features.Recommendations.Learning;
using Marquee.Platform;
using Spectre.Console;

namespace Marquee.Commands;

/// <summary><c>marquee models</c>: the versions of the models, with what was measured. <c>marquee models rollback</c> goes back to the one before.</summary>
static class ModelsCommand
{
    static readonly SettingsOptions Settings = new(), RollbackSettings = new();
    static readonly Option<bool> Json = new("--json") { Description = "Answer with one JSON document." };
    static readonly Option<string> Model = new("--model") { Description = "Which model; the product has one, with its members.", DefaultValueFactory = _ => ModelVersions.Blend };

    public static Command Create()
    {
        var rollback = new Command("rollback", "Goes back to the version in use before; a running server takes it over within seconds.") { Model };
        RollbackSettings.AddTo(rollback);
        rollback.SetAction((parsed, cancel) => RollBackAsync(RollbackSettings.Read(parsed), parsed.GetRequiredValue(Model), cancel));

        var command = new Command("models", "Lists the versions of the models, which is in use, and how good each was on your own latest plays.") { Json, rollback };
        Settings.AddTo(command);
        command.SetAction((parsed, cancel) => ListAsync(Settings.Read(parsed), parsed.GetValue(Json), cancel));
        return command;
    }

    static async Task<int> ListAsync(MarqueeSettings settings, bool json, CancellationToken cancel)
    {
        await using var app = await Workspace.OpenAsync(settings, cancel);
        await using var connection = await app.Services.GetRequiredService<Database>().OpenAsync(cancel);
        var versions = await connection.ModelVersionsAsync(cancel);
        if (versions.Count == 0)
            throw new NothingToDoException("There are no models yet: run 'marquee train', or start the server, which trains when it must.");

        if (json)
            Answer.WriteJson(new { models = versions.Select(v => new { v.Name, v.Version, v.Active, v.Outcome, v.TrainedAt, v.ActivatedAt, v.Sha256, File = v.Path, Metrics = MetricsOf(v) }) });
        else
            Show(versions);
        return MarqueeCommand.Done;
    }

    static void Show(List<ModelVersion> versions)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Model", "Version", "", "NDCG@10 on own plays", "People", "RMSE");
        foreach (var version in versions)
        {
            var metrics = MetricsOf(version);
            table.AddRow(version.Name, version.Version, version.Outcome ?? "", Number(metrics, TrainModels.OwnNdcg, "0.0000"), Number(metrics, TrainModels.OwnPeople, "0"), Number(metrics, Measuring.Rmse, "0.000"));
        }

        AnsiConsole.Write(table);
    }

    static async Task<int> RollBackAsync(MarqueeSettings settings, string model, CancellationToken cancel)
    {
        await using var app = await Workspace.OpenAsync(settings, cancel);
        var (now, before) = await app.Services.GetRequiredService<RollBackModels>().HandleAsync(model, cancel);
        Console.WriteLine($"{model} {now.Version} is in use again; {before.Version} was rolled back.");
        return MarqueeCommand.Done;
    }

    static Dictionary<string, double> MetricsOf(ModelVersion version) => JsonSerializer.Deserialize<Dictionary<string, double>>(version.Metrics) ?? [];

    static string Number(Dictionary<string, double> metrics, string name, string format) =>
        metrics.TryGetValue(name, out var value) ? value.ToString(format, CultureInfo.InvariantCulture) : "";
}
