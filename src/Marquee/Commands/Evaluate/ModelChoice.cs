using System.Diagnostics;
using Marquee.Engine;
using Marquee.Engine.Data;
using Marquee.Engine.Models;

namespace Marquee.Commands.Evaluate;

/// <summary>A model as the command line asked for it.</summary>
/// <param name="Label">How reports call it: the model's name, or one of its own where the same model is compared with different options.</param>
/// <param name="Kind">The model.</param>
/// <param name="Options">Its options.</param>
sealed record ModelChoice(string Label, ModelKind Kind, ModelOptions Options)
{
    /// <summary>Finds the model and sets its options from <c>key=value</c>.</summary>
    public static ModelChoice Of(string name, IEnumerable<string> settings)
    {
        var kind = ModelKinds.Find(name);
        var options = kind.Options();
        foreach (var setting in settings)
        {
            var parts = setting.Split('=', 2);
            if (parts.Length < 2)
                throw new InvalidOptionException($"An option is set as key=value, not '{setting}'.");
            options.Set(parts[0].Trim(), parts[1].Trim());
        }

        return new ModelChoice(name, kind, options);
    }

    /// <summary>Several models, separated by commas: <c>name</c>, or <c>label=name</c>; their options are set by <c>label.key=value</c>.</summary>
    public static ModelChoice[] Several(string models, string[] settings)
    {
        var named = models.Split(',', StringSplitOptions.TrimEntries).Select(model => model.Split('=', 2)).Select(parts => (Label: parts[0], Name: parts[^1])).ToArray();
        return settings.FirstOrDefault(setting => !named.Any(model => IsOf(setting, model.Label))) is { } stray
            ? throw new InvalidOptionException($"'{stray}' sets an option of no model named here; write it as name.key=value.")
            : [.. named.Select(model => Of(model.Name, settings.Where(setting => IsOf(setting, model.Label)).Select(setting => setting[(model.Label.Length + 1)..]))
                with { Label = model.Label })];
    }

    static bool IsOf(string setting, string label) => setting.StartsWith(label + ".", StringComparison.Ordinal);

    /// <summary>Trains, and says how long it took.</summary>
    public Fitted Train(Interactions train, ItemDescriptions items, TrainingRun run)
    {
        var watch = Stopwatch.StartNew();
        var model = Kind.Train(new TrainingData(train, items.DocumentsFor(train.Items)), Options, run);
        return new Fitted(model, watch.Elapsed.TotalSeconds);
    }
}

/// <summary>A trained model and the seconds it took.</summary>
sealed record Fitted(Model Model, double Seconds);
