using System.Numerics.Tensors;
using Marquee.Engine.Data;
using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Neural.Layers;
using Marquee.Engine.Persistence;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Models.Neural.Vae;

/// <summary>
/// A trained multinomial variational autoencoder. A person is folded in by one pass through the network with the mean of the code: O(n h + items · h).
/// A score is a logit less the mean of all logits, which is log π_i − mean log π: how many e-fold more likely an item is than the ordinary one.
/// </summary>
sealed class VaeModel : Model, IPersistentModel
{
    internal const string ModelName = "vae";
    readonly VaeOptions _options;
    readonly float[] _mean;
    readonly float _meanBias;

    public VaeModel(IdMap items, VaeOptions options, VaeNetwork network)
    {
        (Items, _options, Network) = (items, options, network);
        _mean = new float[network.Hidden];
        for (var item = 0; item < items.Count; item++)
            Dense.AddScaled(1f / items.Count, network.Output.Weights.Value[item], _mean);
        _meanBias = items.Count == 0 ? 0 : network.Output.Bias.Value.Values.Average();
    }

    public static ModelKind Kind { get; } = new(ModelName, "Variational autoencoder with multinomial likelihood: a neural network that completes a history (Liang et al. 2018).",
        () => new VaeOptions(), (data, options, run) => VaeTrainer.Train(data, (VaeOptions)options, run), Read);

    public override string Name => ModelName;

    public override IdMap Items { get; }

    public IReadOnlyDictionary<string, double> Options => _options.ToDictionary();

    internal VaeNetwork Network { get; }

    public override void Score(History history, Span<float> scores)
    {
        scores = scores[..Items.Count];
        var positives = PositiveItems.In(history, _options.PositiveFrom, Items.Count);
        var path = new VaePath(Network);
        path.Begin(positives);
        path.Walk(1);
        Network.Output.Forward(path.Decoded, scores);
        TensorPrimitives.Subtract(scores, Mean(path), scores);
    }

    /// <summary>Shares by integrated gradients between the answer to a stranger and that to this person; see <see cref="VaePath"/>.</summary>
    public override Explanation Explain(History history, int item)
    {
        var positives = PositiveItems.In(history, _options.PositiveFrom, Items.Count);
        var path = new VaePath(Network);
        path.Begin(positives);
        path.Walk(0);
        var start = ScoreOf(path, item);
        if (positives.Length == 0)
            return new Explanation(start, []);

        path.Walk(1);
        var amounts = path.Shares(positives, Direction(item), ScoreOf(path, item) - start);
        return Shares.Explanation(start, positives.Zip(amounts, (from, amount) => new Contribution(from, amount)));
    }

    /// <summary>Nearest by the cosine of what moves their scores: their rows of the last layer, less the mean row.</summary>
    public override IReadOnlyList<Neighbour> Similar(int item, int count)
    {
        var (mine, its) = (Direction(item), new float[_mean.Length]);
        var length = Dense.Dot(mine, mine);
        var best = new BestItems(Math.Min(count, Items.Count));
        for (var other = 0; other < Items.Count; other++)
        {
            TensorPrimitives.Subtract(Network.Output.Weights.Value[other], _mean, its);
            if (other != item && length * Dense.Dot(its, its) is > 0 and var squares)
                best.Offer(other, Dense.Dot(mine, its) / MathF.Sqrt(squares));
        }

        return best.TakeNeighbours();
    }

    public void Write(ModelWriter writer)
    {
        writer.AddItems(Items);
        writer.AddOptions(_options);
        foreach (var (name, parameter) in Names.Zip(Network.Parameters))
            writer.Add(name, parameter.Value.Values);
    }

    static readonly string[] Names = ["encoder", "encoder_bias", "code", "code_bias", "decoder", "decoder_bias", "output", "output_bias"];

    static VaeModel Read(ModelReader reader)
    {
        var options = reader.GetOptions(new VaeOptions());
        var items = reader.GetItems();
        var (hidden, latent) = (options.Hidden, options.Latent);
        Parameter Get(string name, int rows, int columns) => new(new Matrix(rows, columns, reader.Get<float>(name, checked(rows * columns))));
        return new VaeModel(items, options, new VaeNetwork(
            new BagLayer(Get("encoder", items.Count, hidden), Get("encoder_bias", 1, hidden)),
            new DenseLayer(Get("code", 2 * latent, hidden), Get("code_bias", 1, 2 * latent)),
            new DenseLayer(Get("decoder", hidden, latent), Get("decoder_bias", 1, hidden)),
            new DenseLayer(Get("output", items.Count, hidden), Get("output_bias", 1, items.Count))));
    }

    /// <summary>What moves an item's score: its row of the last layer, less the mean row.</summary>
    float[] Direction(int item)
    {
        var direction = new float[_mean.Length];
        TensorPrimitives.Subtract(Network.Output.Weights.Value[item], _mean, direction);
        return direction;
    }

    float ScoreOf(VaePath path, int item) =>
        Dense.Dot(Network.Output.Weights.Value[item], path.Decoded) + Network.Output.Bias.Value.Values[item] - Mean(path);

    float Mean(VaePath path) => Dense.Dot(_mean, path.Decoded) + _meanBias;
}
