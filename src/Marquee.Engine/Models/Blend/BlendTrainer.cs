using Marquee.Engine.Models.Als;

namespace Marquee.Engine.Models.Blend;

/// <summary>
/// Trains the members without some users, finds the weights that rank those users' held-out titles best, then trains the members on everybody.
/// </summary>
sealed class BlendTrainer(TrainingData data, BlendOptions options, TrainingRun run)
{
    int _done, _steps;

    public BlendModel Train()
    {
        options.Validate();
        var names = BlendOptions.Members.Select(m => m.Name)
            .Where(name => ModelKinds.All.Any(k => k.Name == name))
            .Where(options.Has)
            .Where(name => name != "content" || data.Documents is { Count: > 0 })
            .Where(name => options.WeightOf(name) != 0 || options.KeepSilent || name == BlendModel.RatingMember)
            .ToArray();
        // Every member is trained twice when weights are fitted; one that adds nothing only once, so the last step may come early.
        _steps = options.FitUsers > 0 ? 2 * names.Length : names.Length;
        var weights = Weights(names);
        // A silent member costs training and memory: it stays only when asked for, but the one that predicts ratings stays whatever its weight.
        var kept = names.Zip(weights).Where(m => options.KeepSilent || m.Second.Weight > 0 || m.Second.PerLength > 0 || m.First == BlendModel.RatingMember).ToArray();
        var members = TrainMembers(Array.ConvertAll(kept, m => m.First), data);
        run.Progress?.Report(new TrainingProgress(BlendModel.ModelName, _steps, _steps));
        return new BlendModel([.. members.Zip(kept, (model, member) => new BlendMember(model, member.Second.Weight, member.Second.PerLength))], options);
    }

    (float Weight, float PerLength)[] Weights(string[] names)
    {
        var free = Array.ConvertAll(names, name => options.WeightOf(name) == BlendOptions.Fitted);
        var start = Array.ConvertAll(names, name => options.WeightOf(name) is >= 0 and var weight ? weight : BlendOptions.Members.First(m => m.Name == name).Weight);
        var perLength = new double[names.Length];
        if (options.FitUsers > 0 && free.Any(f => f) && HoldOut.Of(data.Interactions, options, run.Seed) is { Users.Count: >= HoldOut.FewestUsers } held)
        {
            var members = TrainMembers(names, data with { Interactions = held.Training });
            var samples = BlendSample.Gather(held, members, options.Softness, run);
            // The slope goes most of the way with any number of members; NDCG itself then decides the rest, one weight at a time.
            if (options.Learn)
                (start, perLength) = new StackFit(samples, options, run).Find(start, free);
            if (!options.Profile || !options.Learn)
                start = new WeightSearch(samples, options.FitDepth, run).Find(ToOne(start), free);
        }

        var sum = start.Sum();
        return [.. start.Zip(perLength, (w, p) => sum > 0 ? ((float)(w / sum), (float)(p / sum)) : ((float)(1.0 / start.Length), 0))];
    }

    static double[] ToOne(double[] weights) => weights.Sum() is > 0 and var sum ? Array.ConvertAll(weights, w => w / sum) : weights;

    Model[] TrainMembers(string[] names, TrainingData from) => Array.ConvertAll(names, name =>
    {
        run.Cancellation.ThrowIfCancellationRequested();
        var kind = ModelKinds.Find(name);
        var own = kind.Options();
        own.All.FirstOrDefault(o => o.Name == "positive_from")?.Set(options.PositiveFrom);
        own.All.FirstOrDefault(o => o.Name == "min_count")?.Set(options.MinCount);
        if (options.Wide && own is AlsOptions als)
            (als.Factors, als.Iterations) = (256, 16);
        var model = kind.Train(from, own, run with { Progress = null });
        run.Progress?.Report(new TrainingProgress(BlendModel.ModelName, ++_done, _steps));
        return model;
    });
}
