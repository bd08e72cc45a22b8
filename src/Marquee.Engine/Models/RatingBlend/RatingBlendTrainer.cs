using Marquee.Engine.Data;
using Marquee.Engine.Models.Factors;

namespace Marquee.Engine.Models.RatingBlend;

/// <summary>Trains the members without some ratings, learns from what they say of those how to weigh them, then trains them on everything.</summary>
sealed class RatingBlendTrainer(TrainingData data, RatingBlendOptions options, TrainingRun run)
{
    /// <summary>Fewer ratings cannot tell members apart.</summary>
    const int Fewest = 200;
    int _done, _steps;

    public RatingBlendModel Train()
    {
        options.Validate();
        run.Cancellation.ThrowIfCancellationRequested();
        var rows = data.Interactions.ByUser;
        // Without times, what knows of time is one more model that does not.
        var timed = rows.Times?.Any(time => time != 0) == true;
        string[] names = [.. RatingBlendOptions.Members.Select(m => m.Name).Where(options.Has).Where(name => timed || name != "time-svd")];
        if (names.Length == 0)
            throw new InvalidOptionException("A blend of rating models needs a member.");

        var rated = Enumerable.Range(0, rows.Count).Where(entry => float.IsFinite(rows.Values[entry])).ToArray();
        new Random(run.Seed).Shuffle(rated);
        var size = (int)(rated.Length * options.HeldOut);
        var folds = size < Fewest ? 0 : Math.Min(options.Folds, rated.Length / size);
        _steps = (folds + 1) * names.Length;
        var held = new List<(float[] Members, int OfUser, int OfItem, float Rating)>();
        for (var fold = 0; fold < folds; fold++)
            held.AddRange(Held(names, rated[(fold * size)..((fold + 1) * size)]));

        var stack = held.Count == 0 ? RatingStack.Mean(names.Length) : RatingStack.Fit(held, options.Regularization, options.Support);
        var all = rows.RatedOnly();
        return new RatingBlendModel(data.Interactions.Items, RatingScale.Of(all), TrainMembers(names, data), stack, Positives.CountByItem(all, 0),
            [.. Enumerable.Range(0, all.RowCount).Select(all.CountIn)], options);
    }

    IEnumerable<(float[], int, int, float)> Held(string[] names, int[] entries)
    {
        var rows = data.Interactions.ByUser;
        var gone = new bool[rows.Count];
        foreach (var entry in entries)
            gone[entry] = true;
        var inner = new Interactions(data.Interactions.Users, data.Interactions.Items, rows.Without(gone));
        var members = TrainMembers(names, data with { Interactions = inner });
        var known = inner.ByUser.RatedOnly();
        var ofItem = Positives.CountByItem(known, 0);
        for (var user = 0; user < rows.RowCount; user++)
            for (var entry = rows.Starts[user]; entry < rows.Starts[user + 1]; entry++)
                if (gone[entry])
                {
                    var (item, time) = (rows.Columns[entry], rows.Times?[entry] ?? 0);
                    yield return ([.. members.Select(m => m is ITimedRatingPredictor timed ? timed.PredictKnown(user, item, time) : ((IUserRatingPredictor)m).PredictKnown(user, item))],
                        known.CountIn(user), ofItem[item], rows.Values[entry]);
                }
    }

    Model[] TrainMembers(string[] names, TrainingData from) => Array.ConvertAll(names, name =>
    {
        run.Cancellation.ThrowIfCancellationRequested();
        var kind = ModelKinds.Find(name);
        var model = kind.Train(from, kind.Options(), run with { Progress = null });
        run.Progress?.Report(new TrainingProgress(RatingBlendModel.ModelName, ++_done, _steps));
        return model;
    });
}
