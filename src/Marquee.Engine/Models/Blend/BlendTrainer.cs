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
            .Where(name => name != "content" || data.Documents is { Count: > 0 })
            .ToArray();
        // Every member is trained twice when weights are fitted; one that adds nothing only once, so the last step may come early.
        _steps = options.FitUsers > 0 ? 2 * names.Length : names.Length;
        var weights = Weights(names);
        // A silent member costs training and memory: it stays only when asked for, but the one that predicts ratings stays whatever its weight.
        var kept = names.Zip(weights).Where(m => options.KeepSilent || m.Second > 0 || m.First == BlendModel.RatingMember).ToArray();
        var members = TrainMembers(Array.ConvertAll(kept, m => m.First), data);
        run.Progress?.Report(new TrainingProgress(BlendModel.ModelName, _steps, _steps));
        return new BlendModel([.. members.Zip(kept, (model, member) => new BlendMember(model, member.Second))], options);
    }

    float[] Weights(string[] names)
    {
        var given = Array.ConvertAll(names, options.WeightOf);
        var start = Array.ConvertAll(names, name => options.WeightOf(name) is >= 0 and var weight ? weight : BlendOptions.Members.First(m => m.Name == name).Weight);
        if (options.FitUsers > 0 && given.Contains(BlendOptions.Fitted) && HoldOut.Of(data.Interactions, options, run.Seed) is { Users.Count: >= HoldOut.FewestUsers } held)
        {
            var members = TrainMembers(names, data with { Interactions = held.Training });
            var samples = BlendSample.Gather(held, members, run);
            start = new WeightSearch(samples, options.FitDepth, run).Find(start, Array.ConvertAll(given, g => g == BlendOptions.Fitted));
        }

        var sum = start.Sum();
        return Array.ConvertAll(start, w => (float)(sum > 0 ? w / sum : 1.0 / start.Length));
    }

    Model[] TrainMembers(string[] names, TrainingData from) => Array.ConvertAll(names, name =>
    {
        run.Cancellation.ThrowIfCancellationRequested();
        var kind = ModelKinds.Find(name);
        var own = kind.Options();
        own.All.FirstOrDefault(o => o.Name == "positive_from")?.Set(options.PositiveFrom);
        own.All.FirstOrDefault(o => o.Name == "min_count")?.Set(options.MinCount);
        var model = kind.Train(from, own, run with { Progress = null });
        run.Progress?.Report(new TrainingProgress(BlendModel.ModelName, ++_done, _steps));
        return model;
    });
}
