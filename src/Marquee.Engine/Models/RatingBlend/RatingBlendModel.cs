using System.Buffers;
using System.Text;
using Marquee.Engine.Data;
using Marquee.Engine.Models.Factors;
using Marquee.Engine.Persistence;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Models.RatingBlend;

/// <summary>
/// Predicted ratings of several models, weighed as <see cref="RatingStack"/> learnt on ratings that none of them had seen. Every member's prediction is held within the scale before it is
/// weighed. The explanation is the weighed sum of the members'; what a member lost at the edge of the scale belongs to the base. Scores are predictions before they are held within the scale.
/// </summary>
public sealed class RatingBlendModel : Model, IRatingPredictor, ITimedRatingPredictor, IPersistentModel
{
    internal const string ModelName = "rating-blend";
    readonly RatingScale _scale;
    readonly Model[] _members;
    readonly RatingStack _stack;
    readonly int[] _ofItem, _ofUser;
    readonly RatingBlendOptions _options;

    internal RatingBlendModel(IdMap items, RatingScale scale, Model[] members, RatingStack stack, int[] ofItem, int[] ofUser, RatingBlendOptions options) =>
        (Items, _scale, _members, _stack, _ofItem, _ofUser, _options) = (items, scale, members, stack, ofItem, ofUser, options);

    internal static ModelKind Kind { get; } = new(ModelName, "The best of several models of ratings: their predictions weighed as held-out ratings say.",
        () => new RatingBlendOptions(), (data, options, run) => new RatingBlendTrainer(data, (RatingBlendOptions)options, run).Train(), Read);

    /// <inheritdoc/>
    public override string Name => ModelName;

    /// <inheritdoc/>
    public override IdMap Items { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Options => _options.ToDictionary();

    /// <summary>The models that are weighed.</summary>
    public IReadOnlyList<Model> Members => _members;

    /// <summary>What the member at that place counts for a person and a title with so many ratings; may be negative.</summary>
    public double WeightOf(int member, int ofPerson, int ofTitle) => _stack.Weight(member, ofPerson, ofTitle);

    /// <inheritdoc/>
    public override void Score(History history, Span<float> scores)
    {
        scores = scores[..Items.Count];
        var ratings = RatingsIn(history);
        for (var item = 0; item < scores.Length; item++)
            scores[item] = (float)_stack.Weight(_members.Length, ratings, _ofItem[item]);
        var own = ArrayPool<float>.Shared.Rent(scores.Length + 1);
        for (var m = 0; m < _members.Length; m++)
        {
            _members[m].Score(history, own.AsSpan(0, scores.Length));
            for (var item = 0; item < scores.Length; item++)
                scores[item] += (float)_stack.Weight(m, ratings, _ofItem[item]) * _scale.Clamp(own[item]);
        }

        ArrayPool<float>.Shared.Return(own);
    }

    /// <inheritdoc/>
    public float Predict(History history, int item) => PredictorFor(history)(item);

    /// <inheritdoc/>
    public Func<int, float> PredictorFor(History history)
    {
        var ratings = RatingsIn(history);
        var members = Array.ConvertAll(_members, m => ((IRatingPredictor)m).PredictorFor(history));
        var said = new float[members.Length];
        return item =>
        {
            for (var m = 0; m < said.Length; m++)
                said[m] = members[m](item);
            return _scale.Clamp(_stack.Predict(said, ratings, _ofItem[item]));
        };
    }

    /// <inheritdoc/>
    public override Explanation Explain(History history, int item)
    {
        var ratings = RatingsIn(history);
        var start = _stack.Weight(_members.Length, ratings, _ofItem[item]);
        var amounts = new SortedDictionary<int, double>();
        for (var m = 0; m < _members.Length; m++)
        {
            var weight = _stack.Weight(m, ratings, _ofItem[item]);
            var explanation = ((IRatingPredictor)_members[m]).ExplainRating(history, item);
            var whole = explanation.Base + explanation.Contributions.Sum(c => (double)c.Amount);
            start += weight * (explanation.Base + _scale.Clamp(whole) - whole);
            foreach (var (from, amount) in explanation.Contributions)
                amounts[from] = amounts.GetValueOrDefault(from) + weight * amount;
        }

        return Shares.Explanation(start, amounts.Select(a => new Contribution(a.Key, (float)a.Value)));
    }

    /// <inheritdoc/>
    public Explanation ExplainRating(History history, int item) => Explain(history, item);

    /// <inheritdoc/>
    public float PredictKnown(int user, int item) => PredictKnown(user, item, 0);

    /// <inheritdoc/>
    public float PredictKnown(int user, int item, long time)
    {
        var said = Array.ConvertAll(_members, m => m is ITimedRatingPredictor timed ? timed.PredictKnown(user, item, time) : ((IUserRatingPredictor)m).PredictKnown(user, item));
        return _scale.Clamp(_stack.Predict(said, user < 0 || user >= _ofUser.Length ? 0 : _ofUser[user], item < 0 ? 0 : _ofItem[item]));
    }

    /// <summary>The neighbours the members name, each similarity as a share of that member's nearest, added up.</summary>
    public override IReadOnlyList<Neighbour> Similar(int item, int count)
    {
        var similarities = new Dictionary<int, float>();
        foreach (var member in _members)
            if (member.Similar(item, 2 * count) is [{ Similarity: > 0 and var nearest }, ..] neighbours)
                foreach (var (other, similarity) in neighbours)
                    similarities[other] = similarities.GetValueOrDefault(other) + similarity / nearest;
        var best = new BestItems(Math.Min(count, Items.Count));
        foreach (var (other, similarity) in similarities)
            best.Offer(other, similarity);
        return best.TakeNeighbours();
    }

    static int RatingsIn(History history)
    {
        var count = 0;
        foreach (var value in history.Values)
            count += float.IsFinite(value) ? 1 : 0;
        return count;
    }

    /// <inheritdoc/>
    public void Write(ModelWriter writer)
    {
        writer.AddItems(Items);
        writer.AddOptions(_options);
        writer.Add("scale", _scale.ToArray());
        writer.Add("members", Encoding.UTF8.GetBytes(string.Join('\n', _members.Select(m => m.Name))));
        writer.Add("stack", _stack.Values);
        writer.Add("ratings_by_item", _ofItem);
        foreach (var member in _members)
            writer.Add(member.Name, (IPersistentModel)member);
    }

    static RatingBlendModel Read(ModelReader reader)
    {
        var items = reader.GetItems();
        var names = Encoding.UTF8.GetString(reader.Get<byte>("members")).Split('\n');
        if (names.Any(name => RatingBlendOptions.Members.All(m => m.Name != name)))
            throw new InvalidModelFileException(reader.Header.Model, $"it weighs {string.Join(", ", names)}, which this program cannot");
        var members = Array.ConvertAll(names, name => ModelKinds.Find(name).Read(reader.Inner(name)));
        if (members.Any(m => m.Items.Count != items.Count))
            throw new InvalidModelFileException(reader.Header.Model, "its members know different items");
        return new RatingBlendModel(items, RatingScale.From(reader.Get<float>("scale", 4)), members, new RatingStack(reader.Get<double>("stack", 3 * (names.Length + 1))),
            reader.Get<int>("ratings_by_item", items.Count), [], reader.GetOptions(new RatingBlendOptions()));
    }
}
