using Marquee.Engine.Data;
using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Factors;
using Marquee.Engine.Models.SvdPlusPlus;
using Marquee.Engine.Persistence;

namespace Marquee.Engine.Models.TimeSvd;

/// <summary>
/// timeSVD++: r̂(t) = μ + b_u + α_u dev_u(t) + b_{u,t} + b_i + b_{i,Bin(t)} + q_i·(p_u + α_u dev_u(t) + |N(u)|^−½ Σ y_j) (Koren 2009, "Collaborative filtering with temporal dynamics",
/// sections 3 and 4, without factors of single days). Titles rise and fade, people drift and have good days.
/// A person is folded in as in <see cref="SvdPlusPlusModel"/>, each rating seen in the season it was given, and predictions are made for the season of their latest event; drift and days belong to
/// the users of the training alone. Scores are predicted ratings before they are held within the scale.
/// </summary>
public sealed class TimeSvdModel : Model, IRatingPredictor, ITimedRatingPredictor, IPersistentModel
{
    internal const string ModelName = "time-svd";
    readonly RatingScale _scale;
    readonly FactorRows _items, _implicits;
    readonly Seasons _seasons;
    readonly float[] _bySeason;
    readonly TimeSvdOptions _options;
    readonly TimeSvdUsers? _users;

    internal TimeSvdModel(IdMap items, RatingScale scale, FactorRows itemFactors, FactorRows implicits, Seasons seasons, float[] bySeason, TimeSvdOptions options, TimeSvdUsers? users) =>
        (Items, _scale, _items, _implicits, _seasons, _bySeason, _options, _users) = (items, scale, itemFactors, implicits, seasons, bySeason, options, users);

    internal static ModelKind Kind { get; } = new(ModelName, "Predicted ratings by matrix factorisation that knows how titles and people change with time.",
        () => new TimeSvdOptions(), (data, options, run) => TimeSvdTrainer.Train(data, (TimeSvdOptions)options, run), Read);

    /// <inheritdoc/>
    public override string Name => ModelName;

    /// <inheritdoc/>
    public override IdMap Items { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Options => _options.ToDictionary();

    /// <inheritdoc/>
    public override void Score(History history, Span<float> scores)
    {
        var (factors, bias) = FoldIn(history).Solve(Implicit(history));
        _items.Score(factors, _scale.Mean + bias, scores);
        var season = SeasonOf(history);
        for (var item = 0; item < Items.Count; item++)
            scores[item] += OfSeason(item, season);
    }

    /// <inheritdoc/>
    public float Predict(History history, int item) => PredictorFor(history)(item);

    /// <inheritdoc/>
    public Func<int, float> PredictorFor(History history)
    {
        var (factors, bias) = FoldIn(history).Solve(Implicit(history));
        var season = SeasonOf(history);
        return item => _scale.Clamp(_scale.Mean + _items.Bias[item] + OfSeason(item, season) + bias + Dense.Dot(factors, _items[item]));
    }

    /// <summary>As in SVD++; the season of the item belongs to the base.</summary>
    public override Explanation Explain(History history, int item)
    {
        var amounts = FoldIn(history).Explain(item, out var open).ToDictionary(c => c.Item, c => c.Amount);
        var share = 1 / MathF.Sqrt(Math.Max(1, history.Count));
        foreach (var watched in history.Items)
            amounts[watched] = amounts.GetValueOrDefault(watched) + share * Dense.Dot(open, _implicits[watched]);
        return Shares.Explanation(_scale.Mean + _items.Bias[item] + OfSeason(item, SeasonOf(history)), amounts.Select(a => new Contribution(a.Key, a.Value)));
    }

    /// <inheritdoc/>
    public Explanation ExplainRating(History history, int item) => Explain(history, item);

    /// <inheritdoc/>
    public float PredictKnown(int user, int item) => PredictKnown(user, item, 0);

    /// <inheritdoc/>
    public float PredictKnown(int user, int item, long time)
    {
        var rating = _scale.Mean + (item < 0 ? 0 : _items.Bias[item] + OfSeason(item, _seasons.Of(time))) + (_users?.Add(user, time, item < 0 ? [] : _items[item]) ?? 0);
        return _scale.Clamp(rating);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Neighbour> Similar(int item, int count) => _items.Similar(item, count);

    RatingFoldIn FoldIn(History history) => new(InSeason(history), _items, _scale.Mean, ratings => _options.Shrinkage.OfPerson(ratings, _scale.Deviation));

    /// <summary>The history with the seasons of its titles taken out of their ratings.</summary>
    History InSeason(History history) => History.Of(Enumerable.Range(0, history.Count).Select(n =>
        new Event(history.Items[n], history.Values[n] - OfSeason(history.Items[n], _seasons.Of(history.Times[n])), history.Times[n])));

    float[] Implicit(History history)
    {
        var factors = new float[_implicits.Width];
        SvdPlusPlusTrainer.AddImplicit(history.Items, _implicits, factors);
        return factors;
    }

    int SeasonOf(History history) => history.Count == 0 ? Seasons.None : _seasons.Of(history.Times.ToArray().Max());

    float OfSeason(int item, int season) => season < 0 ? 0 : _bySeason[item * _seasons.Count + season];

    /// <inheritdoc/>
    public void Write(ModelWriter writer)
    {
        writer.AddItems(Items);
        writer.AddOptions(_options);
        writer.Add("scale", _scale.ToArray());
        writer.Add("item_factors", _items.Values);
        writer.Add("item_bias", _items.Bias);
        writer.Add("implicit_factors", _implicits.Values);
        writer.Add("seasons", new[] { _seasons.First, _seasons.Last });
        writer.Add("item_seasons", _bySeason);
    }

    static TimeSvdModel Read(ModelReader reader)
    {
        var items = reader.GetItems();
        var options = reader.GetOptions(new TimeSvdOptions());
        var length = items.Count * FactorRows.WidthOf(options.Factors);
        var seasons = reader.Get<long>("seasons", 2);
        return new TimeSvdModel(items, RatingScale.From(reader.Get<float>("scale", 4)),
            new FactorRows(items.Count, options.Factors, reader.Get<float>("item_factors", length), reader.Get<float>("item_bias", items.Count)),
            new FactorRows(items.Count, options.Factors, reader.Get<float>("implicit_factors", length), new float[items.Count]),
            new Seasons(seasons[0], seasons[1], options.Seasons), reader.Get<float>("item_seasons", items.Count * options.Seasons), options, users: null);
    }
}

/// <summary>What the training keeps of its users.</summary>
sealed record TimeSvdUsers(FactorRows Users, UserTimes Times, TimeParts Parts)
{
    /// <summary>What a user adds to a rating at a time: b_u + α_u dev(t) + b_{u,t} + q·(z_u + α_u dev(t)); nothing for one who is not there.</summary>
    public float Add(int user, long time, ReadOnlySpan<float> item)
    {
        if (user < 0 || user >= Users.Count)
            return 0;
        var (drift, day) = (Times.Drift(user, time), Times.PlaceOf(user, time));
        var rating = Users.Bias[user] + Parts.Drift[user] * drift + (day < 0 ? 0 : Parts.Days[day]);
        return item.IsEmpty ? rating : rating + Dense.Dot(Users[user], item) + drift * Dense.Dot(Parts.FactorDrift[user], item);
    }
}
