using System.Buffers;
using System.Numerics.Tensors;
using System.Text;
using Marquee.Engine.Data;
using Marquee.Engine.Persistence;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Models.Blend;

/// <summary>
/// A weighted sum of models, each one's scores first brought to mean 0 and deviation 1 over all items for the person at hand, and softened: Σ w_m(h) f(z_m). Predicts ratings through the first member that does, <c>svd</c> in a trained blend.
/// </summary>
public sealed class BlendModel : Model, IRatingPredictor, IUserRatingPredictor, IPersistentModel
{
    internal const string ModelName = "blend";
    internal const string RatingMember = "svd";
    readonly BlendOptions _options;
    readonly Model _ratings;

    internal BlendModel(IReadOnlyList<BlendMember> members, BlendOptions options)
    {
        Members = members;
        _options = options;
        _ratings = members.Select(m => m.Model).FirstOrDefault(m => m is IRatingPredictor and IUserRatingPredictor)
            ?? throw new InvalidOptionException($"A blend needs a member that predicts ratings, such as {RatingMember}.");
    }

    internal static ModelKind Kind { get; } = new(ModelName, "The best of several models: their scores weighed as held-out viewing says.",
        () => new BlendOptions(), (data, options, run) => new BlendTrainer(data, (BlendOptions)options, run).Train(), Read);

    /// <summary>Blends models that are there already, over the same items in the same order; at least one must predict ratings. Shares them: no memory of its own.</summary>
    /// <exception cref="InvalidOptionException">No member predicts ratings, or the members know different items.</exception>
    public static BlendModel Of(IReadOnlyList<BlendMember> members) =>
        members.Skip(1).All(m => m.Model.Items.Ids.SequenceEqual(members[0].Model.Items.Ids))
            ? new BlendModel(members, new BlendOptions { Softness = 0 })
            : throw new InvalidOptionException("The members of a blend must know the same items.");

    /// <summary>The models and their weights. Training leaves out the models that add nothing, except the one that predicts ratings.</summary>
    public IReadOnlyList<BlendMember> Members { get; }

    /// <inheritdoc/>
    public override string Name => ModelName;

    /// <inheritdoc/>
    public override IdMap Items => _ratings.Items;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Options => _options.ToDictionary();

    /// <summary>The same models under other weights, for somebody who mixes their own; a member that is not named keeps silent.</summary>
    /// <exception cref="InvalidOptionException">A weight is negative or not a number, or names no member.</exception>
    public BlendModel With(IReadOnlyDictionary<string, float> weights)
    {
        foreach (var (name, weight) in weights)
            if (!(weight >= 0 && float.IsFinite(weight)) || Members.All(m => m.Name != name))
                throw new InvalidOptionException($"A blend of {string.Join(", ", Members.Select(m => m.Name))} cannot give '{name}' the weight {weight}.");
        return new BlendModel([.. Members.Select(m => m with { Weight = weights.GetValueOrDefault(m.Name), PerLength = 0 })], _options);
    }

    /// <inheritdoc/>
    public override void Score(History history, Span<float> scores)
    {
        scores = scores[..Items.Count];
        scores.Clear();
        var own = ArrayPool<float>.Shared.Rent(scores.Length);
        foreach (var (member, weight) in Speaking(history))
        {
            var softened = own.AsSpan(0, scores.Length);
            ScoreMember(member, history, softened).Apply(softened);
            TensorPrimitives.MultiplyAdd(softened, weight, scores, scores);
        }

        ArrayPool<float>.Shared.Return(own);
    }

    /// <summary>Scores every item and keeps what each member added: as <see cref="Score(History, Span{float})"/>, for when the source of a recommendation is to be named.</summary>
    public BlendScores ScoreByMember(History history)
    {
        var total = new float[Items.Count];
        var members = new List<ScoredMember>(Members.Count);
        foreach (var (member, weight) in Speaking(history))
        {
            var own = new float[Items.Count];
            var standard = ScoreMember(member, history, own);
            standard.Apply(own.AsSpan());
            TensorPrimitives.Multiply(own, weight, own);
            TensorPrimitives.Add(total, own, total);
            members.Add(new ScoredMember(member.Model, weight, standard, own));
        }

        return new BlendScores(history, total, members);
    }

    IEnumerable<(BlendMember Member, float Weight)> Speaking(History history)
    {
        var length = ProfileLength.Of(history);
        return Members.Select(m => (m, m.WeightFor(length))).Where(m => m.Item2 > 0);
    }

    Standardization ScoreMember(BlendMember member, History history, Span<float> scores)
    {
        member.Model.Score(history, scores);
        return Standardization.Of(scores, _options.Softness);
    }

    /// <inheritdoc/>
    public override Explanation Explain(History history, int item) => ScoreByMember(history).Explain(item);

    /// <summary>The neighbours the members name, each similarity as a share of that member's nearest, weighed and added up.</summary>
    public override IReadOnlyList<Neighbour> Similar(int item, int count)
    {
        var similarities = new Dictionary<int, float>();
        foreach (var member in Members.Where(m => m.Weight > 0))
            if (member.Model.Similar(item, 2 * count) is [{ Similarity: > 0 and var nearest }, ..] neighbours)
                foreach (var (other, similarity) in neighbours)
                    similarities[other] = similarities.GetValueOrDefault(other) + member.Weight * similarity / nearest;
        var best = new BestItems(Math.Min(count, Items.Count));
        foreach (var (other, similarity) in similarities)
            best.Offer(other, similarity);
        return Array.ConvertAll(best.Take(), n => new Neighbour(n.Item, n.Score));
    }

    /// <inheritdoc/>
    public float Predict(History history, int item) => ((IRatingPredictor)_ratings).Predict(history, item);

    /// <inheritdoc/>
    public Func<int, float> PredictorFor(History history) => ((IRatingPredictor)_ratings).PredictorFor(history);

    /// <summary>
    /// The range of an item's rating that a member is this sure of, widened where it must be to hold what <see cref="Predict"/> says; null when no member knows how sure it is. The person is folded in once.
    /// For use by one thread.
    /// </summary>
    /// <param name="history">What the person did.</param>
    /// <param name="probability">Between 0 and 1, both excluded.</param>
    public Func<int, RatingRange>? RangesFor(History history, double probability)
    {
        if (Members.Select(m => m.Model).OfType<IUncertainRatingPredictor>().FirstOrDefault() is not { } unsure)
            return null;
        var (ranges, expected) = (unsure.RangesFor(history, probability), PredictorFor(history));
        return item =>
        {
            var (range, rating) = (ranges(item), expected(item));
            return new RatingRange(Math.Min(range.Low, rating), Math.Max(range.High, rating));
        };
    }

    /// <inheritdoc/>
    public Explanation ExplainRating(History history, int item) => ((IRatingPredictor)_ratings).ExplainRating(history, item);

    /// <inheritdoc/>
    public float PredictKnown(int user, int item) => ((IUserRatingPredictor)_ratings).PredictKnown(user, item);

    /// <inheritdoc/>
    public void Write(ModelWriter writer)
    {
        writer.AddOptions(_options);
        writer.Add("members", Encoding.UTF8.GetBytes(string.Join('\n', Members.Select(m => m.Name))));
        writer.Add("weights", Members.Select(m => m.Weight).ToArray());
        writer.Add("weights_per_length", Members.Select(m => m.PerLength).ToArray());
        foreach (var member in Members)
            writer.Add(member.Name, (IPersistentModel)member.Model);
    }

    static BlendModel Read(ModelReader reader)
    {
        var names = Encoding.UTF8.GetString(reader.Get<byte>("members")).Split('\n');
        var (weights, perLength) = (reader.Get<float>("weights", names.Length), reader.Get<float>("weights_per_length", names.Length));
        if (names.FirstOrDefault(n => ModelKinds.All.All(k => k.Name != n)) is not null)
            throw new InvalidModelFileException(reader.Header.Model, $"it blends {string.Join(", ", names)}, which this program cannot");
        return new BlendModel([.. names.Select((name, m) => new BlendMember(ModelKinds.Find(name).Read(reader.Inner(name)), weights[m], perLength[m]))], reader.GetOptions(new BlendOptions()));
    }
}
