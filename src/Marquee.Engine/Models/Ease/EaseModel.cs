using Marquee.Engine.Data;
using Marquee.Engine.Kernels;
using Marquee.Engine.Persistence;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Models.Ease;

/// <summary>
/// A trained EASE or EDLAE: score_j = Σ B_ij over the positive items i of the history. Folding in is that sum, over the history's rows of B only.
/// </summary>
sealed class EaseModel : Model, IPersistentModel
{
    readonly EaseOptions _options;
    readonly KeptItems _kept;
    readonly float[] _shares;
    readonly float[] _variances;
    readonly float[] _weights;

    /// <param name="name">ease or edlae.</param>
    /// <param name="items">All items.</param>
    /// <param name="options">As trained.</param>
    /// <param name="kept">The items that have a row and a column in the matrix.</param>
    /// <param name="shares">The share of users who had each item.</param>
    /// <param name="variances">P_jj of each kept item.</param>
    /// <param name="weights">B, row-major.</param>
    public EaseModel(string name, IdMap items, EaseOptions options, KeptItems kept, float[] shares, float[] variances, float[] weights) =>
        (Name, Items, _options, _kept, _shares, _variances, _weights) = (name, items, options, kept, shares, variances, weights);

    public static ModelKind Ease { get; } = new("ease", "Item-to-item weights in closed form, no item predicting itself (Steck 2019).",
        EaseOptions.ForEase,
        (data, options, run) => EaseTrainer.Train("ease", data, (EaseOptions)options, run),
        reader => Read("ease", EaseOptions.ForEase(), reader));

    public static ModelKind Edlae { get; } = new("edlae", "EASE trained to predict hidden items from the rest (Steck 2020).",
        EaseOptions.ForEdlae,
        (data, options, run) => EaseTrainer.Train("edlae", data, (EaseOptions)options, run),
        reader => Read("edlae", EaseOptions.ForEdlae(), reader));

    public override string Name { get; }

    public override IdMap Items { get; }

    public IReadOnlyDictionary<string, double> Options => _options.ToDictionary();

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
        var sums = scores[.._kept.Count];
        foreach (var item in positives)
            if (_kept[item] >= 0)
                Dense.AddScaled(1, Row(_kept[item]), sums);

        _kept.Spread(scores);
    }

    public override Explanation Explain(History history, int item) => ExplainerFor(history)(item);

    /// <inheritdoc/>
    public override Func<int, Explanation> ExplainerFor(History history)
    {
        var positives = PositiveItems.In(history, _options.PositiveFrom, Items.Count);
        return item => Explain(positives, item);
    }

    Explanation Explain(int[] positives, int item)
    {
        if (positives.Length == 0)
            return new Explanation(_shares[item], []);
        var column = _kept[item];
        if (column < 0)
            return new Explanation(0, []);
        return Shares.Explanation(0, positives
            .Where(i => i != item && _kept[i] >= 0)
            .Select(i => new Contribution(i, Row(_kept[i])[column])));
    }

    /// <summary>Nearest by partial correlation, −P_ij / √(P_ii P_jj): what two items share that no third explains.</summary>
    public override IReadOnlyList<Neighbour> Similar(int item, int count)
    {
        var i = _kept[item];
        if (i < 0)
            return [];
        var row = Row(i);
        var best = new BestItems(Math.Min(count, _kept.Count));
        for (var j = 0; j < row.Length; j++)
            if (j != i)
                best.Offer(_kept.Items[j], row[j] * MathF.Sqrt(_variances[j] / _variances[i]));
        return best.TakeNeighbours();
    }

    public void Write(ModelWriter writer)
    {
        writer.AddItems(Items);
        writer.AddOptions(_options);
        writer.Add("kept", _kept.Items);
        writer.Add("shares", _shares);
        writer.Add("variances", _variances);
        writer.Add("weights", _weights);
    }

    static EaseModel Read(string name, EaseOptions options, ModelReader reader)
    {
        reader.GetOptions(options);
        var items = reader.GetItems();
        var kept = reader.Get<int>("kept");
        return new EaseModel(name, items, options, new KeptItems(kept, items.Count), reader.Get<float>("shares", items.Count),
            reader.Get<float>("variances", kept.Length), reader.Get<float>("weights", kept.Length * kept.Length));
    }

    ReadOnlySpan<float> Row(int place) => _weights.AsSpan(place * _kept.Count, _kept.Count);
}
