using Marquee.Engine.Data;
using Marquee.Engine.Models.Baselines;
using Marquee.Engine.Models.Neighbourhood;
using Marquee.Engine.Persistence;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Models.SlopeOne;

/// <summary>
/// Weighted slope one: r̂_uj = Σ c_ji (r_ui + dev_ji) / Σ c_ji over the items i the person rated, dev_ji the mean of r_vj − r_vi over the c_ji people v who rated both
/// (Lemire and Maclachlan 2005, "Slope one predictors for online rating-based collaborative filtering", section 4.2). Kept are each item's partners with the largest c.
/// Where none of them was rated, the biases speak. Scores are predictions before they are held within the scale.
/// </summary>
public sealed class SlopeOneModel : Model, IRatingPredictor, IUserRatingPredictor, IPersistentModel
{
    internal const string ModelName = "slope-one";
    readonly NeighbourTable _partners;
    readonly float[] _deviations;
    readonly int[] _offsets;
    readonly int[] _ratings;
    readonly RatingBaseline _baseline;
    readonly SparseRows? _trained;
    readonly SlopeOneOptions _options;

    internal SlopeOneModel(IdMap items, NeighbourTable partners, float[] deviations, int[] ratings, RatingBaseline baseline, SparseRows? trained, SlopeOneOptions options)
    {
        (Items, _partners, _deviations, _ratings, _baseline, _trained, _options) = (items, partners, deviations, ratings, baseline, trained, options);
        _offsets = new int[items.Count + 1];
        for (var item = 0; item < items.Count; item++)
            _offsets[item + 1] = _offsets[item] + partners.Of(item).Length;
    }

    internal static ModelKind Kind { get; } = new(ModelName, "Predicted ratings from the average difference between two titles' ratings.",
        () => new SlopeOneOptions(), (data, options, run) => SlopeOneTrainer.Train(data, (SlopeOneOptions)options, run), Read);

    /// <inheritdoc/>
    public override string Name => ModelName;

    /// <inheritdoc/>
    public override IdMap Items { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Options => _options.ToDictionary();

    /// <inheritdoc/>
    public override void Score(History history, Span<float> scores)
    {
        using var ratings = PlacedRatings.Of(history.Items, history.Values, Items.Count);
        var bias = _baseline.UserBiasOf(history);
        for (var item = 0; item < Items.Count; item++)
            scores[item] = PredictFrom(ratings, item) ?? _baseline.Of(item) + bias;
    }

    /// <inheritdoc/>
    public float Predict(History history, int item)
    {
        using var ratings = PlacedRatings.Of(history.Items, history.Values, Items.Count);
        return _baseline.Clamp(PredictFrom(ratings, item) ?? _baseline.Of(item) + _baseline.UserBiasOf(history));
    }

    /// <inheritdoc/>
    public float PredictKnown(int user, int item)
    {
        if (_trained is null || user < 0 || user >= _trained.RowCount || item < 0)
            return _baseline.Clamp(_baseline.Of(user, item));
        using var ratings = PlacedRatings.Of(_trained.ColumnsOf(user), _trained.ValuesOf(user), Items.Count);
        return _baseline.Clamp(PredictFrom(ratings, item) ?? _baseline.Of(user, item));
    }

    float? PredictFrom(PlacedRatings ratings, int item)
    {
        var partners = _partners.Of(item);
        var counts = _partners.SimilaritiesOf(item);
        var deviations = _deviations.AsSpan(_offsets[item]);
        var (sum, weight) = (0.0, 0.0);
        for (var k = 0; k < partners.Length; k++)
            if (ratings[partners[k]] is var rating && !float.IsNaN(rating))
            {
                sum += counts[k] * (rating + (double)deviations[k]);
                weight += counts[k];
            }

        return weight == 0 ? null : (float)(sum / weight);
    }

    /// <summary>Each rating's share is c_ji (r_i + dev_ji − μ − b_j) / Σ c: how far it speaks for more than the item usually gets.</summary>
    public override Explanation Explain(History history, int item)
    {
        using var ratings = PlacedRatings.Of(history.Items, history.Values, Items.Count);
        var start = _baseline.Of(item);
        var shares = new List<Contribution>();
        var weight = 0.0;
        for (var k = _offsets[item]; k < _offsets[item + 1]; k++)
        {
            var (partner, count) = _partners[k];
            if (float.IsNaN(ratings[partner]))
                continue;
            weight += count;
            shares.Add(new Contribution(partner, count * (ratings[partner] + _deviations[k] - start)));
        }

        return weight == 0
            ? Shares.Explanation(start, _baseline.ExplainUserBias(history))
            : Shares.Explanation(start, shares.Select(s => s with { Amount = (float)(s.Amount / weight) }));
    }

    /// <inheritdoc/>
    public Explanation ExplainRating(History history, int item) => Explain(history, item);

    /// <summary>Nearest by how often two items are rated together: c_ij / √(c_i c_j).</summary>
    public override IReadOnlyList<Neighbour> Similar(int item, int count)
    {
        var best = new BestItems(Math.Min(count, Items.Count));
        foreach (var (other, together) in _partners.Nearest(item, int.MaxValue))
            best.Offer(other, together / MathF.Sqrt((float)_ratings[item] * _ratings[other]));
        return Array.ConvertAll(best.Take(), n => new Neighbour(n.Item, n.Score));
    }

    /// <inheritdoc/>
    public void Write(ModelWriter writer)
    {
        writer.AddItems(Items);
        writer.AddOptions(_options);
        _baseline.Write(writer);
        _partners.Write(writer);
        writer.Add("deviations", _deviations);
        writer.Add("ratings", _ratings);
    }

    static SlopeOneModel Read(ModelReader reader)
    {
        var items = reader.GetItems();
        var partners = NeighbourTable.Read(reader, items.Count);
        return new SlopeOneModel(items, partners, reader.Get<float>("deviations", partners.Count), reader.Get<int>("ratings", items.Count),
            RatingBaseline.Read(reader, items.Count), null, reader.GetOptions(new SlopeOneOptions()));
    }
}
