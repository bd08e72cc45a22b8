using System.Numerics.Tensors;
using Marquee.Engine.Data;
using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Neural.Layers;
using Marquee.Engine.Persistence;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Models.Neural.NeuMf;

/// <summary>
/// A trained neural matrix factorisation. A score is the logit of a pair. A person is folded in by forty steps on their factors, a stranger has the mean of all
/// users'; then every item goes through the network: O(40 (n + 128) + items) pairs.
/// </summary>
sealed class NeuMfModel : Model, IPersistentModel
{
    internal const string ModelName = "neumf";

    /// <summary>Items scored at a time: their layers stay in the second-level cache.</summary>
    const int Block = 512;

    readonly NeuMfOptions _options;
    readonly Matrix _items;
    readonly NeuMfPrior _prior;

    public NeuMfModel(IdMap items, NeuMfOptions options, NeuMfNetwork network, Matrix factors, NeuMfPrior prior) =>
        (Items, _options, Network, _items, _prior) = (items, options, network, factors, prior);

    public static ModelKind Kind { get; } = new(ModelName, "Neural collaborative filtering: matrix factorisation fused with a small neural network (He et al. 2017).",
        () => new NeuMfOptions(), (data, options, run) => NeuMfTrainer.Train(data, (NeuMfOptions)options, run), Read);

    public override string Name => ModelName;

    public override IdMap Items { get; }

    public IReadOnlyDictionary<string, double> Options => _options.ToDictionary();

    internal NeuMfNetwork Network { get; }

    internal Matrix ItemFactors => _items;

    internal NeuMfPrior Prior => _prior;

    internal NeuMfFoldIn FoldIn => new(Network, _items, _prior, _options.Negatives);

    public override void Score(History history, Span<float> scores)
    {
        var person = FoldIn.Solve(PositiveItems.In(history, _options.PositiveFrom, Items.Count));
        var at = new NeuMfBatch(Network, Math.Min(Block, Items.Count));
        for (var from = 0; from < Items.Count; from += Block)
        {
            var rows = Math.Min(Block, Items.Count - from);
            for (var row = 0; row < rows; row++)
            {
                person.CopyTo(at.Users[row]);
                _items[from + row].CopyTo(at.Items[row]);
            }

            Network.Forward(at, rows, threads: 1);
            at.Logits.Values.AsSpan(0, rows).CopyTo(scores[from..]);
        }
    }

    /// <summary>
    /// Shares by <see cref="IntegratedGradients"/> from the mean user's factors to the person's: an item of the history gets what it moved the person by in the fold-in,
    /// times the mean gradient of the score on the way.
    /// </summary>
    public override Explanation Explain(History history, int item)
    {
        var positives = PositiveItems.In(history, _options.PositiveFrom, Items.Count);
        var parts = new Matrix(positives.Length, _prior.Mean.Length);
        var person = FoldIn.Solve(positives, parts);
        var points = IntegratedGradients.Points;
        var at = new NeuMfBatch(Network, points.Length + 2);
        Place(at, 0, item, person, 0);
        Place(at, 1, item, person, 1);
        for (var n = 0; n < points.Length; n++)
            Place(at, n + 2, item, person, points[n].At);
        Network.Forward(at, points.Length + 2, threads: 1);
        Array.Fill(at.ByLogits.Values, 1);
        Network.Back(at, points.Length + 2);

        var gradient = new float[_prior.Mean.Length];
        for (var n = 0; n < points.Length; n++)
            Dense.AddScaled(points[n].Weight, at.ByUsers[n + 2], gradient);
        var amounts = positives.Select((_, n) => Dense.Dot(gradient, parts[n])).ToArray();
        IntegratedGradients.SpreadRest(amounts, at.Logits.Values[1] - at.Logits.Values[0]);
        return Shares.Explanation(at.Logits.Values[0], positives.Zip(amounts, (from, amount) => new Contribution(from, amount)));
    }

    /// <summary>The pair of an item and who stands at t on the way from the mean user to the person.</summary>
    void Place(NeuMfBatch at, int row, int item, float[] person, float t)
    {
        _items[item].CopyTo(at.Items[row]);
        for (var f = 0; f < person.Length; f++)
            at.Users[row][f] = _prior.Mean[f] + t * (person[f] - _prior.Mean[f]);
    }

    /// <summary>Nearest by the cosine of their factors.</summary>
    public override IReadOnlyList<Neighbour> Similar(int item, int count)
    {
        var best = new BestItems(Math.Min(count, Items.Count));
        for (var other = 0; other < Items.Count; other++)
            if (other != item && TensorPrimitives.CosineSimilarity<float>(_items[item], _items[other]) is var cosine && float.IsFinite(cosine))
                best.Offer(other, cosine);
        return best.TakeNeighbours();
    }

    public void Write(ModelWriter writer)
    {
        writer.AddItems(Items);
        writer.AddOptions(_options);
        writer.Add("item_factors", _items.Values);
        writer.Add("prior_mean", _prior.Mean);
        writer.Add("prior_deviation", _prior.Deviation);
        foreach (var (name, parameter) in Names.Zip(Network.Parameters))
            writer.Add(name, parameter.Value.Values);
    }

    static readonly string[] Names = ["first", "first_bias", "second", "second_bias", "last", "last_bias"];

    static NeuMfModel Read(ModelReader reader)
    {
        var options = reader.GetOptions(new NeuMfOptions());
        var items = reader.GetItems();
        var (width, hidden, half) = (2 * options.Factors, options.Hidden, options.Hidden / 2);
        Matrix Get(string name, int rows, int columns) => new(rows, columns, reader.Get<float>(name, checked(rows * columns)));
        DenseLayer Layer(string name, int inputs, int outputs) => new(new Parameter(Get(name, outputs, inputs)), new Parameter(Get(name + "_bias", 1, outputs)));
        return new NeuMfModel(items, options,
            new NeuMfNetwork(Layer("first", width, hidden), Layer("second", hidden, half), Layer("last", options.Factors + half, 1)),
            Get("item_factors", items.Count, width),
            new NeuMfPrior(reader.Get<float>("prior_mean", width), reader.Get<float>("prior_deviation", width)));
    }
}
