using Marquee.Engine.Data;
using Marquee.Engine.Models.Neighbourhood;
using Marquee.Engine.Models.Sequential;
using Marquee.Engine.Persistence;

namespace Marquee.Engine.Models.Transitions;

/// <summary>
/// "What people watched next": a Markov chain with skipping (Shani, Heckerman and Brafman 2005, "An MDP-based recommender system"), or sequential rules
/// (Ludewig and Jannach 2018, "Evaluation of session-based recommendation algorithms"), over the latest titles of a history. With s_u the titles of person u in the order of time,
/// n the viewers of a title, window W and decay δ:
/// <code>
/// t_ji    = (Σ_u Σ_{0 &lt; q−p ≤ W} δ^(q−p−1) ([s_up = j, s_uq = i] + ρ [s_up = i, s_uq = j])) / ((n_j + λ) (n_i + κ)^β)
/// score_i = Σ_{a &lt; W} δ^a t_{h(a) i}      where h(0) is what was watched last, h(1) what before it, …
/// </code>
/// So the last title watched moves the next request more than any other. A millionth of the item's popularity breaks ties and speaks alone when nothing is known.
/// Times matter only by their order; of events at one second the one with the higher id counts as later.
/// </summary>
public sealed class TransitionsModel : Model, IPersistentModel
{
    internal const string ModelName = "transitions";
    const float TieBreak = 1e-6f;
    readonly NeighbourTable _followers;
    readonly float[] _popularity;
    readonly TransitionsOptions _options;

    internal TransitionsModel(IdMap items, NeighbourTable followers, float[] popularity, TransitionsOptions options) =>
        (Items, _followers, _popularity, _options) = (items, followers, popularity, options);

    internal static ModelKind Kind { get; } = new(ModelName, "What people watched next after the titles you watched last.",
        () => new TransitionsOptions(), (data, options, run) => TransitionsTrainer.Train(data, (TransitionsOptions)options, run), Read);

    /// <inheritdoc/>
    public override string Name => ModelName;

    /// <inheritdoc/>
    public override IdMap Items { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Options => _options.ToDictionary();

    /// <inheritdoc/>
    public override void Score(History history, Span<float> scores)
    {
        for (var item = 0; item < Items.Count; item++)
            scores[item] = TieBreak * _popularity[item];
        foreach (var (from, weight) in Speaking(history))
        {
            var followers = _followers.Of(from);
            var likelihoods = _followers.SimilaritiesOf(from);
            for (var k = 0; k < followers.Length; k++)
                scores[followers[k]] += weight * likelihoods[k];
        }
    }

    /// <inheritdoc/>
    public override Explanation Explain(History history, int item) => ExplainerFor(history)(item);

    /// <inheritdoc/>
    public override Func<int, Explanation> ExplainerFor(History history)
    {
        var speaking = Speaking(history).ToArray();
        return item => Shares.Explanation(TieBreak * _popularity[item], speaking.Select(s => new Contribution(s.Item, s.Weight * _followers.Between(s.Item, item))));
    }

    /// <summary>What is likeliest to be watched next after <paramref name="item"/>.</summary>
    public override IReadOnlyList<Neighbour> Similar(int item, int count) => _followers.Nearest(item, count);

    IEnumerable<(int Item, float Weight)> Speaking(History history) =>
        Sequences.LatestFirst(history, _options.PositiveFrom, Items.Count).Take(_options.Window).Select((item, age) => (item, (float)Math.Pow(_options.Decay, age)));

    /// <inheritdoc/>
    public void Write(ModelWriter writer)
    {
        writer.AddItems(Items);
        writer.AddOptions(_options);
        writer.Add("popularity", _popularity);
        _followers.Write(writer);
    }

    static TransitionsModel Read(ModelReader reader)
    {
        var items = reader.GetItems();
        return new TransitionsModel(items, NeighbourTable.Read(reader, items.Count), reader.Get<float>("popularity", items.Count), reader.GetOptions(new TransitionsOptions()));
    }
}
