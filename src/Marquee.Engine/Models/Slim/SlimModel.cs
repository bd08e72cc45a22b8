using Marquee.Engine.Data;
using Marquee.Engine.Persistence;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Models.Slim;

/// <summary>A trained SLIM: score_j = Σ w_ij over the positive items i of the history. Folding in is that sum, over the history's rows of a sparse matrix.</summary>
public sealed class SlimModel : Model, IPersistentModel
{
    internal const string ModelName = "slim";
    readonly SlimOptions _options;
    readonly float[] _shares;
    readonly SparseRows _weights;

    /// <param name="items">All items.</param>
    /// <param name="options">As trained.</param>
    /// <param name="shares">The share of users who had each item.</param>
    /// <param name="weights">w_ij at row i, column j.</param>
    internal SlimModel(IdMap items, SlimOptions options, float[] shares, SparseRows weights) =>
        (Items, _options, _shares, _weights) = (items, options, shares, weights);

    internal static ModelKind Kind { get; } = new(ModelName, "Sparse item-to-item weights, an elastic net for each item (Ning and Karypis 2011).",
        () => new SlimOptions(), (data, options, run) => SlimTrainer.Train(data, (SlimOptions)options, run), Read);

    /// <inheritdoc/>
    public override string Name => ModelName;

    /// <inheritdoc/>
    public override IdMap Items { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Options => _options.ToDictionary();

    /// <inheritdoc/>
    public override void Score(History history, Span<float> scores)
    {
        scores = scores[..Items.Count];
        var positives = PositiveItems.In(history, _options.PositiveFrom, Items.Count);
        if (positives.Length == 0)
        {
            _shares.CopyTo(scores);
            return;
        }

        scores.Clear();
        foreach (var item in positives)
        {
            var columns = _weights.ColumnsOf(item);
            var weights = _weights.ValuesOf(item);
            for (var entry = 0; entry < columns.Length; entry++)
                scores[columns[entry]] += weights[entry];
        }
    }

    /// <inheritdoc/>
    public override Explanation Explain(History history, int item)
    {
        var positives = PositiveItems.In(history, _options.PositiveFrom, Items.Count);
        return positives.Length == 0
            ? new Explanation(_shares[item], [])
            : Shares.Explanation(0, positives.Select(i => new Contribution(i, Weight(i, item))));
    }

    /// <summary>Nearest by the sum of the weights in both directions; only items that have one.</summary>
    public override IReadOnlyList<Neighbour> Similar(int item, int count)
    {
        var best = new BestItems(Math.Min(count, Items.Count));
        for (var other = 0; other < Items.Count; other++)
            if (other != item && Weight(item, other) + Weight(other, item) is > 0 and var both)
                best.Offer(other, both);
        return best.TakeNeighbours();
    }

    /// <inheritdoc/>
    public void Write(ModelWriter writer)
    {
        writer.AddItems(Items);
        writer.AddOptions(_options);
        writer.Add("shares", _shares);
        writer.Add("starts", _weights.Starts);
        writer.Add("columns", _weights.Columns);
        writer.Add("weights", _weights.Values);
    }

    static SlimModel Read(ModelReader reader)
    {
        var items = reader.GetItems();
        var starts = reader.Get<int>("starts", items.Count + 1);
        var weights = new SparseRows(starts, reader.Get<int>("columns", starts[^1]), reader.Get<float>("weights", starts[^1]), null, items.Count);
        return new SlimModel(items, reader.GetOptions(new SlimOptions()), reader.Get<float>("shares", items.Count), weights);
    }

    float Weight(int from, int to)
    {
        var place = _weights.ColumnsOf(from).BinarySearch(to);
        return place < 0 ? 0 : _weights.ValuesOf(from)[place];
    }
}
