using System.Collections.Concurrent;
using Marquee.Engine.Models;
using Marquee.Engine.Persistence;

namespace Marquee.Engine.Tests.Models.Laws;

/// <summary>Every kind of model, and one of each trained on <see cref="Population"/>.</summary>
static class Trained
{
    static readonly ConcurrentDictionary<string, Lazy<Model>> Models = new();

    public static TheoryData<string> Kinds => [.. ModelKinds.All.Select(kind => kind.Name)];

    /// <summary>Those that tell one person from another.</summary>
    public static TheoryData<string> PersonalKinds => [.. ModelKinds.All.Select(kind => kind.Name).Where(name => name != "popularity")];

    public static Model On(string kind) => Models.GetOrAdd(kind, name => new Lazy<Model>(() => Train(name, Population.Data))).Value;

    public static Model Train(string name, TrainingData data, TrainingRun? run = null)
    {
        var kind = ModelKinds.Find(name);
        return kind.Train(data, kind.Options(), run ?? new TrainingRun(Threads: 2));
    }

    public static float[] Scores(this Model model, History history)
    {
        var scores = new float[model.Items.Count];
        model.Score(history, scores);
        return scores;
    }

    public static string Save(this Model model)
    {
        var path = Path.Combine(Path.GetTempPath(), $"marquee-{Guid.NewGuid():n}.model");
        var persistent = Assert.IsAssignableFrom<IPersistentModel>(model);
        ModelFile.Save(path, persistent, new ModelHeader(model.Name, "1", DateTimeOffset.UnixEpoch, persistent.Options, new Dictionary<string, double>()));
        return path;
    }
}
