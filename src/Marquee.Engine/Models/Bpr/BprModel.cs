using Marquee.Engine.Data;
using Marquee.Engine.Models.Factors;
using Marquee.Engine.Persistence;

namespace Marquee.Engine.Models.Bpr;

/// <summary>
/// Bayesian personalised ranking by matrix factorisation: x_ui = b_i + w_u·h_i, learnt so that what a person had stands above what they had not
/// (Rendle, Freudenthaler, Gantner and Schmidt-Thieme 2009, "BPR: Bayesian personalized ranking from implicit feedback").
/// A person is folded in by climbing the same objective with the items fixed.
/// </summary>
public sealed class BprModel : Model, IPersistentModel
{
    internal const string ModelName = "bpr";
    const int SampleSize = 128;
    readonly FactorRows _items;
    readonly BprOptions _options;

    internal BprModel(IdMap items, FactorRows factors, BprOptions options) => (Items, _items, _options) = (items, factors, options);

    internal static ModelKind Kind { get; } = new(ModelName, "Matrix factorisation that learns to put what was watched above what was not.",
        () => new BprOptions(), (data, options, run) => BprTrainer.Train(data, (BprOptions)options, run), Read);

    /// <inheritdoc/>
    public override string Name => ModelName;

    /// <inheritdoc/>
    public override IdMap Items { get; }

    internal FactorRows ItemFactors => _items;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Options => _options.ToDictionary();

    /// <inheritdoc/>
    public override void Score(History history, Span<float> scores)
    {
        var positive = PositiveItems.In(history, _options.PositiveFrom, Items.Count);
        _items.Score(FoldIn(positive).Solve(positive), 0, scores);
    }

    /// <inheritdoc/>
    public override Explanation Explain(History history, int item)
    {
        var positive = PositiveItems.In(history, _options.PositiveFrom, Items.Count);
        return Shares.Explanation(_items.Bias[item], FoldIn(positive).Explain(positive, item));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Neighbour> Similar(int item, int count) => _items.Similar(item, count);

    /// <summary>The cosine of two items' factors, from −1 to 1: how alike they are to people's taste, for diversification.</summary>
    public float Cosine(int a, int b) => _items.Cosine(a, b);

    /// <summary>The sample is spread evenly over the items, the person's own left out: the same for every request, so that equal histories get equal scores.</summary>
    BprFoldIn FoldIn(int[] positive)
    {
        var size = Math.Min(SampleSize, Items.Count);
        var sample = Enumerable.Range(0, size).Select(n => (int)((long)n * Items.Count / size)).Where(item => Array.BinarySearch(positive, item) < 0).ToArray();
        return new BprFoldIn(_items, sample, _options.Regularization);
    }

    /// <inheritdoc/>
    public void Write(ModelWriter writer)
    {
        writer.AddItems(Items);
        writer.AddOptions(_options);
        writer.Add("item_factors", _items.Values);
        writer.Add("item_bias", _items.Bias);
    }

    static BprModel Read(ModelReader reader)
    {
        var items = reader.GetItems();
        var options = reader.GetOptions(new BprOptions());
        var factors = reader.Get<float>("item_factors", items.Count * FactorRows.WidthOf(options.Factors));
        return new BprModel(items, new FactorRows(items.Count, options.Factors, factors, reader.Get<float>("item_bias", items.Count)), options);
    }
}
