using Marquee.Engine.Data;
using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Factors;
using Marquee.Engine.Persistence;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Models.BayesMf;

/// <summary>
/// Bayesian matrix factorisation by Gibbs sampling (Salakhutdinov and Mnih 2008, "Bayesian probabilistic matrix factorization using Markov chain Monte Carlo", with biases):
/// r ~ N(μ + b_u + b_i + p_u·q_i, 1/α), where people, items, α and the precisions of the priors are all drawn. A prediction is the mean over the samples (eq. 10), and the samples say how
/// sure it is. Instead of a full Wishart matrix the factors of a side share one precision and the bias has its own, with priors around 0, so that a person of whom nothing is known
/// gets the items' biases. Folding a person in takes, in every sample, the mean of their distribution given their ratings: linear in the ratings, which explains it.
/// </summary>
public sealed class BayesMfModel : Model, IUncertainRatingPredictor, IUserRatingPredictor, IPersistentModel
{
    internal const string ModelName = "bayes-mf";
    readonly RatingScale _scale;
    readonly IReadOnlyList<PosteriorSample> _samples;
    readonly BayesMfOptions _options;

    internal BayesMfModel(IdMap items, RatingScale scale, IReadOnlyList<PosteriorSample> samples, BayesMfOptions options) =>
        (Items, _scale, _samples, _options) = (items, scale, samples, options);

    internal static ModelKind Kind { get; } = new(ModelName, "Predicted ratings with how sure they are, by Bayesian matrix factorisation.",
        () => new BayesMfOptions(), (data, options, run) => BayesMfTrainer.Train(data, (BayesMfOptions)options, run), Read);

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
        scores.Clear();
        var one = new float[Items.Count];
        foreach (var sample in _samples)
        {
            var (factors, bias) = FoldIn(history, sample).Solve();
            sample.Items.Score(factors, _scale.Mean + bias, one);
            Dense.AddScaled(1f / _samples.Count, one, scores);
        }
    }

    /// <inheritdoc/>
    public override Explanation Explain(History history, int item)
    {
        var amounts = new SortedDictionary<int, double>();
        foreach (var sample in _samples)
            foreach (var (from, amount) in FoldIn(history, sample).Explain(item))
                amounts[from] = amounts.GetValueOrDefault(from) + amount / _samples.Count;
        return Shares.Explanation(_scale.Mean + BiasOf(item), amounts.Select(a => new Contribution(a.Key, (float)a.Value)));
    }

    /// <inheritdoc/>
    public float Predict(History history, int item) => PredictorFor(history)(item);

    /// <inheritdoc/>
    public Func<int, float> PredictorFor(History history)
    {
        var spread = SpreadFor(history);
        return item => _scale.Clamp(spread(item).Average(part => part.Mean));
    }

    /// <inheritdoc/>
    public RatingRange PredictRange(History history, int item, double probability) => RangesFor(history, probability)(item);

    /// <inheritdoc/>
    public Func<int, RatingRange> RangesFor(History history, double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(probability is > 0 and < 1, true, nameof(probability));
        var spread = SpreadFor(history);
        var tail = (1 - probability) / 2;
        return item => spread(item) is var mixture
            ? new RatingRange(_scale.Clamp(NormalMixture.Quantile(mixture, tail)), _scale.Clamp(NormalMixture.Quantile(mixture, 1 - tail)))
            : default;
    }

    /// <inheritdoc/>
    public Explanation ExplainRating(History history, int item) => Explain(history, item);

    /// <inheritdoc/>
    public float PredictKnown(int user, int item) => _scale.Clamp(_scale.Mean + _samples.Average(sample =>
    {
        var (known, there) = (user >= 0 && user < sample.Users.Count, item >= 0);
        var rating = (known ? sample.Users.Bias[user] : 0) + (there ? sample.Items.Bias[item] : 0);
        return known && there ? rating + Dense.Dot(sample.Users[user], sample.Items[item]) : rating;
    }));

    /// <summary>Nearest by the cosine of their factors, averaged over the samples.</summary>
    public override IReadOnlyList<Neighbour> Similar(int item, int count)
    {
        var best = new BestItems(Math.Min(count, Items.Count));
        for (var other = 0; other < Items.Count; other++)
            if (other != item)
                best.Offer(other, _samples.Average(sample => sample.Items.Cosine(item, other)));
        return best.TakeNeighbours();
    }

    /// <summary>The rating as each sample sees it: its expectation, and its variance from the scatter of ratings and from what is not known of the person, who is folded into each sample once.</summary>
    Func<int, (double Mean, double Variance)[]> SpreadFor(History history)
    {
        var people = _samples.Select(sample => (Sample: sample, Person: FoldIn(history, sample))).Select(s => (s.Sample, s.Person, Solved: s.Person.Solve())).ToArray();
        return item => Array.ConvertAll(people, one => (
            (double)(_scale.Mean + one.Sample.Items.Bias[item] + one.Solved.Bias + Dense.Dot(one.Solved.Factors, one.Sample.Items[item])),
            one.Sample.Variance * (1 + one.Person.Openness(item, one.Sample.Penalty))));
    }

    RatingFoldIn FoldIn(History history, PosteriorSample sample) => new(history, sample.Items, _scale.Mean, _ => sample.Penalty);

    float BiasOf(int item) => _samples.Average(sample => sample.Items.Bias[item]);

    /// <inheritdoc/>
    public void Write(ModelWriter writer)
    {
        writer.AddItems(Items);
        writer.AddOptions(_options);
        writer.Add("scale", _scale.ToArray());
        writer.Add("item_factors", _samples.SelectMany(sample => sample.Items.Values).ToArray());
        writer.Add("item_bias", _samples.SelectMany(sample => sample.Items.Bias).ToArray());
        writer.Add("precisions", _samples.SelectMany(sample => new[] { sample.Variance, sample.Penalty.Factors, sample.Penalty.Bias }).ToArray());
    }

    static BayesMfModel Read(ModelReader reader)
    {
        var items = reader.GetItems();
        var options = reader.GetOptions(new BayesMfOptions());
        var length = items.Count * FactorRows.WidthOf(options.Factors);
        var factors = reader.Get<float>("item_factors", options.Samples * length);
        var biases = reader.Get<float>("item_bias", options.Samples * items.Count);
        var precisions = reader.Get<double>("precisions", options.Samples * 3);
        var samples = Enumerable.Range(0, options.Samples).Select(n => new PosteriorSample(
            new FactorRows(items.Count, options.Factors, factors[(n * length)..((n + 1) * length)], biases[(n * items.Count)..((n + 1) * items.Count)]),
            FactorRows.Zero(0, options.Factors), precisions[3 * n], new Penalty(precisions[3 * n + 1], precisions[3 * n + 2])));
        return new BayesMfModel(items, RatingScale.From(reader.Get<float>("scale", 4)), [.. samples], options);
    }
}
