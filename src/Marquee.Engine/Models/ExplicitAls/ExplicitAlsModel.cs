using Marquee.Engine.Data;
using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Factors;
using Marquee.Engine.Persistence;

namespace Marquee.Engine.Models.ExplicitAls;

/// <summary>
/// Biased matrix factorisation learnt by alternating least squares: r̂ = μ + b_u + b_i + p·q_i. Scores are predicted ratings before they are held within the scale.
/// Folding a person in is the step that training takes for a user, so that the answer is linear in the ratings and falls apart into them exactly.
/// </summary>
public sealed class ExplicitAlsModel : Model, IRatingPredictor, IUserRatingPredictor, IPersistentModel
{
    internal const string ModelName = "explicit-als";
    readonly RatingScale _scale;
    readonly FactorRows _items;
    readonly FactorRows _users;
    readonly ExplicitAlsOptions _options;

    internal ExplicitAlsModel(IdMap items, RatingScale scale, FactorRows itemFactors, FactorRows userFactors, ExplicitAlsOptions options) =>
        (Items, _scale, _items, _users, _options) = (items, scale, itemFactors, userFactors, options);

    internal static ModelKind Kind { get; } = new(ModelName, "Predicted ratings by biased matrix factorisation, solved by alternating least squares (Zhou et al. 2008).",
        () => new ExplicitAlsOptions(), (data, options, run) => ExplicitAlsTrainer.Train(data, (ExplicitAlsOptions)options, run), Read);

    /// <inheritdoc/>
    public override string Name => ModelName;

    /// <inheritdoc/>
    public override IdMap Items { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Options => _options.ToDictionary();

    /// <inheritdoc/>
    public override void Score(History history, Span<float> scores)
    {
        var (factors, bias) = FoldIn(history).Solve();
        for (var item = 0; item < Items.Count; item++)
            scores[item] = _scale.Mean + _items.Bias[item] + bias + Dense.Dot(factors, _items[item]);
    }

    /// <inheritdoc/>
    public override Explanation Explain(History history, int item) => Shares.Explanation(_scale.Mean + _items.Bias[item], FoldIn(history).Explain(item));

    /// <inheritdoc/>
    public float Predict(History history, int item)
    {
        var (factors, bias) = FoldIn(history).Solve();
        return _scale.Clamp(_scale.Mean + _items.Bias[item] + bias + Dense.Dot(factors, _items[item]));
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

    /// <summary>Nearest by the cosine of their factors.</summary>
    public override IReadOnlyList<Neighbour> Similar(int item, int count) => _items.Similar(item, count);

    /// <inheritdoc/>
    public void Write(ModelWriter writer)
    {
        writer.AddItems(Items);
        writer.AddOptions(_options);
        writer.Add("scale", _scale.ToArray());
        writer.Add("item_factors", _items.Values);
        writer.Add("item_bias", _items.Bias);
    }

    RatingFoldIn FoldIn(History history) => new(history, _items, _scale.Mean, ratings => new Penalty(_options.Regularization * ratings, _options.BiasDamping));

    static ExplicitAlsModel Read(ModelReader reader)
    {
        var items = reader.GetItems();
        var options = reader.GetOptions(new ExplicitAlsOptions());
        var factors = new FactorRows(items.Count, options.Factors, reader.Get<float>("item_factors", items.Count * FactorRows.WidthOf(options.Factors)), reader.Get<float>("item_bias", items.Count));
        return new ExplicitAlsModel(items, RatingScale.From(reader.Get<float>("scale", 4)), factors, FactorRows.Zero(0, options.Factors), options);
    }
}
