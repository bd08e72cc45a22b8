using Marquee.Engine.Data;
using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Factors;
using Marquee.Engine.Persistence;

namespace Marquee.Engine.Models.Svd;

/// <summary>
/// Biased matrix factorisation: r̂ = μ + b_u + b_i + p·q_i (Koren, Bell and Volinsky 2009, eq. 4). Scores are predicted ratings before they are held within the scale.
/// A person is folded in by the ridge regression that training converges to when the items stand still: the bias is one more factor, whose item side is 1,
/// and x = (Σ q̃ q̃ᵀ + Λ)⁻¹ Σ q̃ d with d = r − μ − b_i. That is linear in the ratings, so a prediction falls apart into them exactly.
/// </summary>
public sealed class SvdModel : Model, IRatingPredictor, IUserRatingPredictor, IPersistentModel
{
    internal const string ModelName = "svd";
    readonly RatingScale _scale;
    readonly FactorRows _items;
    readonly FactorRows _users;
    readonly SvdOptions _options;

    internal SvdModel(IdMap items, RatingScale scale, FactorRows itemFactors, FactorRows userFactors, SvdOptions options) =>
        (Items, _scale, _items, _users, _options) = (items, scale, itemFactors, userFactors, options);

    internal static ModelKind Kind { get; } = new(ModelName, "Predicted ratings by biased matrix factorisation.",
        () => new SvdOptions(), (data, options, run) => SvdTrainer.Train(data, (SvdOptions)options, run), Read);

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
        var (factors, bias) = FoldIn(history).Solve();
        _items.Score(factors, _scale.Mean + bias, scores);
    }

    /// <inheritdoc/>
    public override Explanation Explain(History history, int item) => ExplainerFor(history)(item);

    /// <inheritdoc/>
    public override Func<int, Explanation> ExplainerFor(History history)
    {
        var person = FoldIn(history);
        return item => Shares.Explanation(_scale.Mean + _items.Bias[item], person.Explain(item));
    }

    /// <inheritdoc/>
    public float Predict(History history, int item) => PredictorFor(history)(item);

    /// <inheritdoc/>
    public Func<int, float> PredictorFor(History history)
    {
        var (factors, bias) = FoldIn(history).Solve();
        return item => _scale.Clamp(_scale.Mean + _items.Bias[item] + bias + Dense.Dot(factors, _items[item]));
    }

    /// <inheritdoc/>
    public Explanation ExplainRating(History history, int item) => Explain(history, item);

    /// <inheritdoc/>
    public float PredictKnown(int user, int item)
    {
        var (known, there) = (user >= 0 && user < _users.Count, item >= 0);
        var rating = _scale.Mean + (known ? _users.Bias[user] : 0) + (there ? _items.Bias[item] : 0);
        return _scale.Clamp(known && there ? rating + Dense.Dot(_users[user], _items[item]) : rating);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Neighbour> Similar(int item, int count) => _items.Similar(item, count);

    /// <summary>The cosine of two items' factors, from −1 to 1: how alike they are to people's taste, for diversification.</summary>
    public float Cosine(int a, int b) => _items.Cosine(a, b);

    /// <summary>What keeps the numbers of a person with that many ratings small.</summary>
    internal Penalty PenaltyFor(int ratings) => _options.Shrinkage.OfPerson(ratings, _scale.Deviation);

    RatingFoldIn FoldIn(History history) => new(history, _items, _scale.Mean, PenaltyFor);

    /// <inheritdoc/>
    public void Write(ModelWriter writer)
    {
        writer.AddItems(Items);
        writer.AddOptions(_options);
        writer.Add("scale", _scale.ToArray());
        writer.Add("item_factors", _items.Values);
        writer.Add("item_bias", _items.Bias);
    }

    static SvdModel Read(ModelReader reader)
    {
        var items = reader.GetItems();
        var options = reader.GetOptions(new SvdOptions());
        var factors = reader.Get<float>("item_factors", items.Count * FactorRows.WidthOf(options.Factors));
        return new SvdModel(items, RatingScale.From(reader.Get<float>("scale", 4)),
            new FactorRows(items.Count, options.Factors, factors, reader.Get<float>("item_bias", items.Count)), FactorRows.Zero(0, options.Factors), options);
    }
}
