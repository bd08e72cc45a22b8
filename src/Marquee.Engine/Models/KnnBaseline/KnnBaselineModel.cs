using Marquee.Engine.Data;
using Marquee.Engine.Models.Baselines;
using Marquee.Engine.Models.Neighbourhood;
using Marquee.Engine.Persistence;

namespace Marquee.Engine.Models.KnnBaseline;

/// <summary>
/// Item-based rating prediction around baselines: r̂_ui = b_ui + Σ s_ij (r_uj − b_uj) / (δ + Σ s_ij) over the k items j nearest to i that the person rated
/// (Koren 2010, "Factor in the neighbors", eq. 3), s the shrunk Pearson correlation around the baselines. Scores are predictions before they are held within the scale.
/// </summary>
public sealed class KnnBaselineModel : Model, IRatingPredictor, IUserRatingPredictor, IPersistentModel
{
    internal const string ModelName = "knn-baseline";
    readonly NeighbourTable _nearest;
    readonly RatingBaseline _baseline;
    readonly SparseRows? _trained;
    readonly KnnBaselineOptions _options;

    internal KnnBaselineModel(IdMap items, NeighbourTable nearest, RatingBaseline baseline, SparseRows? trained, KnnBaselineOptions options) =>
        (Items, _nearest, _baseline, _trained, _options) = (items, nearest, baseline, trained, options);

    internal static ModelKind Kind { get; } = new(ModelName, "Predicted ratings from your ratings of similar titles.",
        () => new KnnBaselineOptions(), (data, options, run) => KnnBaselineTrainer.Train(data, (KnnBaselineOptions)options, run), Read);

    /// <inheritdoc/>
    public override string Name => ModelName;

    /// <inheritdoc/>
    public override IdMap Items { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Options => _options.ToDictionary();

    /// <inheritdoc/>
    public override void Score(History history, Span<float> scores)
    {
        var bias = _baseline.UserBiasOf(history);
        using var residuals = PlacedRatings.Residuals(history, _baseline, bias);
        for (var item = 0; item < Items.Count; item++)
            scores[item] = _baseline.Of(item) + bias + Lean(item, residuals);
    }

    /// <inheritdoc/>
    public float Predict(History history, int item)
    {
        var bias = _baseline.UserBiasOf(history);
        using var residuals = PlacedRatings.Residuals(history, _baseline, bias);
        return _baseline.Clamp(_baseline.Of(item) + bias + Lean(item, residuals));
    }

    /// <inheritdoc/>
    public float PredictKnown(int user, int item)
    {
        if (_trained is null || user < 0 || user >= _trained.RowCount || item < 0)
            return _baseline.Clamp(_baseline.Of(user, item));
        using var residuals = PlacedRatings.Of(_trained.ColumnsOf(user), _trained.ValuesOf(user), Items.Count);
        return _baseline.Clamp(_baseline.Of(user, item) + Lean(item, residuals));
    }

    /// <summary>
    /// With w_j = s_ij / (δ + Σ s) and d_j = r_j − μ − b_j, and b_u = Σ d_j / (λ + n), the prediction is μ + b_i + Σ (w_j + (1 − Σ w) / (λ + n)) d_j: linear in the ratings.
    /// </summary>
    public override Explanation Explain(History history, int item)
    {
        using var residuals = PlacedRatings.Residuals(history, _baseline, userBias: 0);
        var weights = Weights(item, residuals);
        var rated = history.Items.ToArray().Where(i => !float.IsNaN(residuals[i])).ToArray();
        var rest = (1 - weights.Values.Sum()) / (_options.UserDamping + rated.Length);
        var contributions = new Contribution[rated.Length];
        for (var n = 0; n < rated.Length; n++)
            contributions[n] = new Contribution(rated[n], (float)((weights.GetValueOrDefault(rated[n]) + rest) * residuals[rated[n]]));
        return Shares.Explanation(_baseline.Of(item), contributions);
    }

    /// <inheritdoc/>
    public Explanation ExplainRating(History history, int item) => Explain(history, item);

    /// <inheritdoc/>
    public override IReadOnlyList<Neighbour> Similar(int item, int count) => _nearest.Nearest(item, count);

    /// <summary>How far the person's ratings of similar items move the prediction.</summary>
    float Lean(int item, PlacedRatings residuals)
    {
        var nearest = _nearest.Of(item);
        var similarities = _nearest.SimilaritiesOf(item);
        var (sum, norm, found) = (0f, (float)_options.Damping, 0);
        for (var k = 0; k < nearest.Length && found < _options.Neighbours; k++)
            if (residuals[nearest[k]] is var residual && !float.IsNaN(residual))
            {
                sum += similarities[k] * residual;
                norm += similarities[k];
                found++;
            }

        return found == 0 ? 0 : sum / norm;
    }

    /// <summary>The weight w_j of each item that <see cref="Lean"/> uses.</summary>
    Dictionary<int, double> Weights(int item, PlacedRatings residuals)
    {
        var weights = new Dictionary<int, double>();
        foreach (var (neighbour, similarity) in _nearest.Nearest(item, int.MaxValue))
            if (weights.Count < _options.Neighbours && !float.IsNaN(residuals[neighbour]))
                weights.Add(neighbour, similarity);
        var norm = _options.Damping + weights.Values.Sum();
        return weights.ToDictionary(w => w.Key, w => w.Value / norm);
    }

    /// <inheritdoc/>
    public void Write(ModelWriter writer)
    {
        writer.AddItems(Items);
        writer.AddOptions(_options);
        _baseline.Write(writer);
        _nearest.Write(writer);
    }

    static KnnBaselineModel Read(ModelReader reader)
    {
        var items = reader.GetItems();
        return new KnnBaselineModel(items, NeighbourTable.Read(reader, items.Count), RatingBaseline.Read(reader, items.Count), null, reader.GetOptions(new KnnBaselineOptions()));
    }
}
