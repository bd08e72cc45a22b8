using System.Diagnostics;
using Marquee.Engine;
using Marquee.Engine.Data;
using Marquee.Engine.Models;

namespace Marquee.Commands.Evaluate;

/// <summary>A model as the command line asked for it.</summary>
sealed record ModelChoice(ModelKind Kind, ModelOptions Options)
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

        return new ModelChoice(kind, options);
    }

    /// <summary>One of several models, whose options are set by <c>name.key=value</c>.</summary>
    public static ModelChoice OneOfMany(string name, IEnumerable<string> settings) => Of(name, settings
        .Where(setting => setting.StartsWith(name + ".", StringComparison.Ordinal))
        .Select(setting => setting[(name.Length + 1)..]));

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
