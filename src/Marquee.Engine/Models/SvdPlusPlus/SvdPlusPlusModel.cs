using Marquee.Engine.Data;
using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Factors;
using Marquee.Engine.Persistence;

namespace Marquee.Engine.Models.SvdPlusPlus;

/// <summary>
/// SVD++: r̂ = μ + b_u + b_i + q_i·(p_u + |N(u)|^−½ Σ_{j∈N(u)} y_j) (Koren 2008, "Factorization meets the neighborhood", eq. 15). What was watched says something even without a rating.
/// A person is folded in as in <see cref="Svd.SvdModel"/>, with the implicit part known beforehand. Scores are predicted ratings before they are held within the scale.
/// </summary>
public sealed class SvdPlusPlusModel : Model, IRatingPredictor, IUserRatingPredictor, IPersistentModel
{
    internal const string ModelName = "svd++";
    readonly RatingScale _scale;
    readonly FactorRows _items, _implicits, _users;
    readonly SvdPlusPlusOptions _options;

    internal SvdPlusPlusModel(IdMap items, RatingScale scale, FactorRows itemFactors, FactorRows implicits, FactorRows userFactors, SvdPlusPlusOptions options) =>
        (Items, _scale, _items, _implicits, _users, _options) = (items, scale, itemFactors, implicits, userFactors, options);

    internal static ModelKind Kind { get; } = new(ModelName, "Predicted ratings by matrix factorisation that also learns from what was watched without a rating.",
        () => new SvdPlusPlusOptions(), (data, options, run) => SvdPlusPlusTrainer.Train(data, (SvdPlusPlusOptions)options, run), Read);

    /// <inheritdoc/>
    public override string Name => ModelName;

    /// <inheritdoc/>
    public override IdMap Items { get; }

    internal FactorRows ItemFactors => _items;

    internal FactorRows ImplicitFactors => _implicits;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Options => _options.ToDictionary();

    /// <inheritdoc/>
    public override void Score(History history, Span<float> scores)
    {
        var (factors, bias) = FoldIn(history).Solve(Implicit(history));
        _items.Score(factors, _scale.Mean + bias, scores);
    }

    /// <inheritdoc/>
    public float Predict(History history, int item)
    {
        var (factors, bias) = FoldIn(history).Solve(Implicit(history));
        return _scale.Clamp(_scale.Mean + _items.Bias[item] + bias + Dense.Dot(factors, _items[item]));
    }

    /// <summary>A rating adds as in the fold-in; having watched item k adds |N|^−½ g·y_k, g being what the ratings leave open of q_i.</summary>
    public override Explanation Explain(History history, int item)
    {
        var amounts = FoldIn(history).Explain(item, out var open).ToDictionary(c => c.Item, c => c.Amount);
        var share = 1 / MathF.Sqrt(Math.Max(1, history.Count));
        foreach (var watched in history.Items)
            amounts[watched] = amounts.GetValueOrDefault(watched) + share * Dense.Dot(open, _implicits[watched]);
        return Shares.Explanation(_scale.Mean + _items.Bias[item], amounts.Select(a => new Contribution(a.Key, a.Value)));
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

    RatingFoldIn FoldIn(History history) => new(history, _items, _scale.Mean, ratings => _options.Shrinkage.OfPerson(ratings, _scale.Deviation));

    float[] Implicit(History history)
    {
        var factors = new float[_implicits.Width];
        SvdPlusPlusTrainer.AddImplicit(history.Items, _implicits, factors);
        return factors;
    }

    /// <inheritdoc/>
    public void Write(ModelWriter writer)
    {
        writer.AddItems(Items);
        writer.AddOptions(_options);
        writer.Add("scale", _scale.ToArray());
        writer.Add("item_factors", _items.Values);
        writer.Add("item_bias", _items.Bias);
        writer.Add("implicit_factors", _implicits.Values);
    }

    static SvdPlusPlusModel Read(ModelReader reader)
    {
        var items = reader.GetItems();
        var options = reader.GetOptions(new SvdPlusPlusOptions());
        var length = items.Count * FactorRows.WidthOf(options.Factors);
        return new SvdPlusPlusModel(items, RatingScale.From(reader.Get<float>("scale", 4)),
            new FactorRows(items.Count, options.Factors, reader.Get<float>("item_factors", length), reader.Get<float>("item_bias", items.Count)),
            new FactorRows(items.Count, options.Factors, reader.Get<float>("implicit_factors", length), new float[items.Count]), FactorRows.Zero(0, options.Factors), options);
    }
}
