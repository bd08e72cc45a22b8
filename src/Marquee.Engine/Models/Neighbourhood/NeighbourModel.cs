using Marquee.Engine.Data;
using Marquee.Engine.Persistence;

namespace Marquee.Engine.Models.Neighbourhood;

/// <summary>
/// What the models share that score an item by the sum of its nearness to the history's positive items: score_i = Σ_j s_ij over those j that are among the nearest of i.
/// A millionth of the item's popularity breaks ties and speaks alone when nothing is known.
/// </summary>
public abstract class NeighbourModel : Model, IPersistentModel
{
    const float TieBreak = 1e-6f;
    readonly NeighbourTable _nearest, _followers;
    readonly float[] _popularity;
    readonly ModelOptions _options;
    readonly float _positiveFrom;

    private protected NeighbourModel(IdMap items, NeighbourTable nearest, float[] popularity, ModelOptions options, double positiveFrom) =>
        (Items, _nearest, _followers, _popularity, _options, _positiveFrom) = (items, nearest, nearest.Reversed(), popularity, options, (float)positiveFrom);

    /// <inheritdoc/>
    public sealed override IdMap Items { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Options => _options.ToDictionary();

    /// <inheritdoc/>
    public sealed override void Score(History history, Span<float> scores)
    {
        for (var item = 0; item < Items.Count; item++)
            scores[item] = TieBreak * _popularity[item];
        for (var i = 0; i < history.Count; i++)
        {
            if (!Positives.Counts(history.Values[i], _positiveFrom))
                continue;
            var followers = _followers.Of(history.Items[i]);
            var similarities = _followers.SimilaritiesOf(history.Items[i]);
            for (var k = 0; k < followers.Length; k++)
                scores[followers[k]] += similarities[k];
        }
    }

    /// <inheritdoc/>
    public sealed override Explanation Explain(History history, int item)
    {
        var contributions = new List<Contribution>();
        for (var i = 0; i < history.Count; i++)
            if (Positives.Counts(history.Values[i], _positiveFrom))
                contributions.Add(new Contribution(history.Items[i], _nearest.Between(item, history.Items[i])));
        return Shares.Explanation(TieBreak * _popularity[item], contributions);
    }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Neighbour> Similar(int item, int count) => _nearest.Nearest(item, count);

    /// <inheritdoc/>
    public void Write(ModelWriter writer)
    {
        writer.AddItems(Items);
        writer.AddOptions(_options);
        writer.Add("popularity", _popularity);
        _nearest.Write(writer);
    }

    /// <summary>The share of users who had each item.</summary>
    private protected static float[] PopularityOf(SparseRows positive) =>
        Array.ConvertAll(Positives.CountByItem(positive, 0), n => (float)n / Math.Max(1, positive.RowCount));
}
