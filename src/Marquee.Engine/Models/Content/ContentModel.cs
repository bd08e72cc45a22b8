using System.Buffers;
using Marquee.Engine.Data;
using Marquee.Engine.Persistence;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Models.Content;

/// <summary>
/// What an item is made of: the score of item i is Σ w_j cos(i, j) over the history, where w_j is positive for what was liked and negative for what was not (<see cref="Liking"/>).
/// Works for an item that nobody has watched yet. A millionth of the item's popularity breaks ties and speaks alone when nothing is known.
/// </summary>
public sealed class ContentModel : Model, IPersistentModel
{
    internal const string ModelName = "content";
    const float TieBreak = 1e-6f;
    readonly TermVectors _vectors;
    readonly Liking _liking;
    readonly float[] _popularity;
    readonly ContentOptions _options;

    internal ContentModel(IdMap items, TermVectors vectors, Liking liking, float[] popularity, ContentOptions options) =>
        (Items, _vectors, _liking, _popularity, _options) = (items, vectors, liking, popularity, options);

    internal static ModelKind Kind { get; } = new(ModelName, "Titles made of what you like: genres, keywords, people, words.",
        () => new ContentOptions(), (data, options, run) => ContentTrainer.Train(data, (ContentOptions)options, run), Read);

    /// <inheritdoc/>
    public override string Name => ModelName;

    /// <inheritdoc/>
    public override IdMap Items { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Options => _options.ToDictionary();

    /// <inheritdoc/>
    public override void Score(History history, Span<float> scores)
    {
        var profile = ArrayPool<float>.Shared.Rent(_vectors.Names.Length + 1);
        Profile(history, profile);
        for (var item = 0; item < scores.Length; item++)
            scores[item] = TieBreak * _popularity[item] + _vectors.Dot(profile, item);
        ArrayPool<float>.Shared.Return(profile);
    }

    /// <inheritdoc/>
    public override Explanation Explain(History history, int item)
    {
        var contributions = new List<Contribution>(history.Count);
        for (var i = 0; i < history.Count; i++)
            contributions.Add(new Contribution(history.Items[i], _liking.Weigh(history.Values[i]) * Cosine(history.Items[i], item)));
        return Shares.Explanation(TieBreak * _popularity[item], contributions);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Neighbour> Similar(int item, int count)
    {
        var profile = ArrayPool<float>.Shared.Rent(_vectors.Names.Length + 1);
        profile.AsSpan().Clear();
        _vectors.AddTo(profile, item, 1);
        var best = new BestItems(Math.Min(count, Items.Count));
        for (var other = 0; other < Items.Count; other++)
            if (other != item && _vectors.Dot(profile, other) is > 0 and var cosine)
                best.Offer(other, cosine);
        ArrayPool<float>.Shared.Return(profile);
        return Array.ConvertAll(best.Take(), n => new Neighbour(n.Item, n.Score));
    }

    /// <summary>The features two items share, most telling first; their weights add up to the cosine of the two when all are asked for.</summary>
    public IReadOnlyList<SharedFeature> SharedFeatures(int a, int b, int count) => Named(_vectors.Shared(a, b), count);

    /// <summary>The features that speak loudest for a person, most telling first.</summary>
    public IReadOnlyList<SharedFeature> Taste(History history, int count)
    {
        var profile = new float[_vectors.Names.Length];
        Profile(history, profile);
        return Named(profile.Index().Where(t => t.Item > 0), count);
    }

    /// <summary>The cosine of two items, from 0 to 1: also the distance that diversification uses.</summary>
    public float Cosine(int a, int b) => _vectors.Dot(a, b);

    SharedFeature[] Named(IEnumerable<(int Term, float Weight)> terms, int count) =>
        [.. terms.OrderByDescending(t => t.Weight).ThenBy(t => t.Term).Take(count).Select(t => new SharedFeature(_vectors.Fields[t.Term], _vectors.Names[t.Term], t.Weight))];

    void Profile(History history, Span<float> profile)
    {
        profile.Clear();
        for (var i = 0; i < history.Count; i++)
            _vectors.AddTo(profile, history.Items[i], _liking.Weigh(history.Values[i]));
    }

    /// <inheritdoc/>
    public void Write(ModelWriter writer)
    {
        writer.AddItems(Items);
        writer.AddOptions(_options);
        writer.Add("liking", new[] { _liking.Neutral, _liking.Highest, _liking.Unrated });
        writer.Add("popularity", _popularity);
        _vectors.Write(writer);
    }

    static ContentModel Read(ModelReader reader)
    {
        var items = reader.GetItems();
        var liking = reader.Get<float>("liking", 3);
        return new ContentModel(items, TermVectors.Read(reader, items.Count), new Liking(liking[0], liking[1], liking[2]),
            reader.Get<float>("popularity", items.Count), reader.GetOptions(new ContentOptions()));
    }
}

/// <summary>Something two items have in common, or that a person likes.</summary>
/// <param name="Field">The field of the documents it stands in, such as <see cref="ContentFields.Genre"/>.</param>
/// <param name="Term">The term, as the documents gave it.</param>
/// <param name="Weight">How much it adds.</param>
public sealed record SharedFeature(string Field, string Term, float Weight);
