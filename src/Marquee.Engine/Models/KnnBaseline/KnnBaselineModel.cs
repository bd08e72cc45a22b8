using System.Buffers;
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

    KnnBaselineModel(IdMap items, NeighbourTable nearest, RatingBaseline baseline, SparseRows? trained, KnnBaselineOptions options) =>
        (Items, _nearest, _baseline, _trained, _options) = (items, nearest, baseline, trained, options);

    internal static ModelKind Kind { get; } = new(ModelName, "Predicted ratings from your ratings of similar titles.",
        () => new KnnBaselineOptions(), (data, options, run) => Train(data, (KnnBaselineOptions)options, run), Read);

    /// <inheritdoc/>
    public override string Name => ModelName;

    /// <inheritdoc/>
    public override IdMap Items { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Options => _options.ToDictionary();

    static KnnBaselineModel Train(TrainingData data, KnnBaselineOptions options, TrainingRun run)
    {
        options.Validate();
        run.Cancellation.ThrowIfCancellationRequested();
        var rated = data.Interactions.ByUser.RatedOnly();
        var baseline = RatingBaseline.Fit(rated, rated.Transpose(), options.ItemDamping, options.UserDamping);
        var residuals = baseline.Residuals(rated);
        var byItem = residuals.Transpose();
        var table = NeighbourSearch.Find(rated.ColumnCount, options.Kept, ModelName, run, () => new PearsonRows(byItem, residuals, (float)options.Shrinkage));
        return new KnnBaselineModel(data.Interactions.Items, table, baseline, residuals, options);
    }

    /// <inheritdoc/>
    public override void Score(History history, Span<float> scores)
    {
        var bias = _baseline.UserBiasOf(history);
        var residuals = Spread(history, bias);
        for (var item = 0; item < Items.Count; item++)
            scores[item] = _baseline.Of(item) + bias + Lean(item, residuals);
        ArrayPool<float>.Shared.Return(residuals);
    }

    /// <inheritdoc/>
    public float Predict(History history, int item)
    {
        var bias = _baseline.UserBiasOf(history);
        var residuals = Spread(history, bias);
        var rating = _baseline.Clamp(_baseline.Of(item) + bias + Lean(item, residuals));
        ArrayPool<float>.Shared.Return(residuals);
        return rating;
    }

    /// <inheritdoc/>
    public float PredictKnown(int user, int item)
    {
        if (_trained is null || user < 0 || user >= _trained.RowCount || item < 0)
            return _baseline.Clamp(_baseline.Of(user, item));
        var residuals = Blank();
        var items = _trained.ColumnsOf(user);
        var values = _trained.ValuesOf(user);
        for (var i = 0; i < items.Length; i++)
            residuals[items[i]] = values[i];
        var rating = _baseline.Clamp(_baseline.Of(user, item) + Lean(item, residuals));
        ArrayPool<float>.Shared.Return(residuals);
        return rating;
    }

    /// <summary>
    /// With w_j = s_ij / (δ + Σ s) and d_j = r_j − μ − b_j, and b_u = Σ d_j / (λ + n), the prediction is μ + b_i + Σ (w_j + (1 − Σ w) / (λ + n)) d_j: linear in the ratings.
    /// </summary>
    public override Explanation Explain(History history, int item)
    {
        var residuals = Spread(history, 0);
        var weights = new Dictionary<int, float>();
        var sum = Gather(item, residuals, (neighbour, similarity) => weights[neighbour] = similarity);
        var rated = history.Items.ToArray().Where(i => !float.IsNaN(residuals[i])).ToArray();
        var rest = (1 - weights.Values.Sum() / sum) / (_options.UserDamping + rated.Length);
        var contributions = Array.ConvertAll(rated, i => new Contribution(i, (float)((weights.GetValueOrDefault(i) / sum + rest) * residuals[i])));
        ArrayPool<float>.Shared.Return(residuals);
        return Shares.Explanation(_baseline.Of(item), contributions);
    }

    /// <inheritdoc/>
    public Explanation ExplainRating(History history, int item) => Explain(history, item);

    /// <inheritdoc/>
    public override IReadOnlyList<Neighbour> Similar(int item, int count) => _nearest.Nearest(item, count);

    /// <summary>How far the person's ratings of similar items move the prediction.</summary>
    float Lean(int item, float[] residuals)
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

    /// <summary>Names the rated neighbours that <see cref="Lean"/> uses, and gives what their sum is divided by.</summary>
    double Gather(int item, float[] residuals, Action<int, float> take)
    {
        var nearest = _nearest.Of(item);
        var similarities = _nearest.SimilaritiesOf(item);
        var (norm, found) = (_options.Damping, 0);
        for (var k = 0; k < nearest.Length && found < _options.Neighbours; k++)
            if (!float.IsNaN(residuals[nearest[k]]))
            {
                take(nearest[k], similarities[k]);
                norm += similarities[k];
                found++;
            }

        return found == 0 ? 1 : norm;
    }

    /// <summary>The history's ratings less their baselines, at the items' places; NaN where nothing was rated. From the pool.</summary>
    float[] Spread(History history, float bias)
    {
        var residuals = Blank();
        for (var i = 0; i < history.Count; i++)
            if (float.IsFinite(history.Values[i]))
                residuals[history.Items[i]] = history.Values[i] - _baseline.Of(history.Items[i]) - bias;
        return residuals;
    }

    float[] Blank()
    {
        var residuals = ArrayPool<float>.Shared.Rent(Items.Count + 1);
        residuals.AsSpan(0, Items.Count).Fill(float.NaN);
        return residuals;
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
