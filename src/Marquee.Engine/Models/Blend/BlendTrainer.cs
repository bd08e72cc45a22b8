using Marquee.Engine.Models.Als;
using Marquee.Engine.Models.BayesMf;

namespace Marquee.Engine.Models.Blend;

/// <summary>
/// Trains the members without some users, finds the weights that rank those users' held-out titles best, then trains the members on everybody.
/// </summary>
sealed class BlendTrainer(TrainingData data, BlendOptions options, TrainingRun run)
{
    /// <summary>
    /// Members whose training is long. For the next title they are trained once: what they miss is the latest title of each of the people that weights are fitted on, and people are folded in with it.
    /// </summary>
    static readonly string[] Long = ["sasrec", "ease", "edlae", "slim", "vae"];

    /// <summary>What says how sure a rating is: small, because ranges want the scatter of ratings and little else; with these options they were shown to hold what they say.</summary>
    static readonly BayesMfOptions Unsure = new() { Factors = 8, Samples = 10 };

    readonly Dictionary<string, Model> _kept = [];
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
        var members = TrainMembers(Array.ConvertAll(kept, m => m.First), data).Zip(kept, (model, member) => new BlendMember(model, member.Second.Weight, member.Second.PerLength)).ToList();
        if (options.Ranges)
            members.Add(new BlendMember(BayesMfTrainer.Train(data, Unsure, run with { Progress = null }), 0));
        run.Progress?.Report(new TrainingProgress(BlendModel.ModelName, _steps, _steps));
        return new BlendModel(members, options);
    }

    (float Weight, float PerLength)[] Weights(string[] names)
    {
        var free = Array.ConvertAll(names, name => options.WeightOf(name) == BlendOptions.Fitted);
        var start = Array.ConvertAll(names, name => options.WeightOf(name) is >= 0 and var weight ? weight : BlendOptions.Members.First(m => m.Name == name).Weight);
        var perLength = new double[names.Length];
        if (options.FitUsers > 0 && free.Any(f => f) && HoldOut.Of(data.Interactions, options, run.Seed) is { Users.Count: >= HoldOut.FewestUsers } held)
        {
            var members = TrainMembers(names, data with { Interactions = held.Training });
            foreach (var member in members.Where(m => options.Next && Long.Contains(m.Name)))
                _kept[member.Name] = member;
            var samples = BlendSample.Gather(held, members, options.Softness, run);
            var search = new WeightSearch(samples, options.FitDepth, run);
            var tried = search.Find(ToOne(start), free);
            if (options.Learn)
            {
                var (learnt, slopes) = new StackFit(samples, options, run).Find(start, free);
                // NDCG itself has the last word, one weight at a time from either beginning; with a profile the slope's answer stands.
                learnt = options.Profile ? learnt : search.Find(ToOne(learnt), free);
                (tried, perLength) = options.Profile || search.Mean(learnt) > search.Mean(tried) ? (learnt, slopes) : (tried, perLength);
            }

            start = tried;
        }

        var sum = start.Sum();
        return [.. start.Zip(perLength, (w, p) => sum > 0 ? ((float)(w / sum), (float)(p / sum)) : ((float)(1.0 / start.Length), 0))];
    }

    static double[] ToOne(double[] weights) => weights.Sum() is > 0 and var sum ? Array.ConvertAll(weights, w => w / sum) : weights;

    Model[] TrainMembers(string[] names, TrainingData from) => Array.ConvertAll(names, name =>
    {
        run.Cancellation.ThrowIfCancellationRequested();
        if (_kept.TryGetValue(name, out var kept))
            return kept;
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
