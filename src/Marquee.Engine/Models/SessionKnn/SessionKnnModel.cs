using System.Buffers;
using Marquee.Engine.Data;
using Marquee.Engine.Models.Sequential;
using Marquee.Engine.Persistence;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Models.SessionKnn;

/// <summary>
/// "People who watched what you just watched went on to": nearest neighbours of the end of a history, titles near the shared ones counting most
/// (Jannach and Ludewig 2017, "When recurrent neural networks meet the neighborhood for session-based recommendation"; the decay over the session and the rarity are those of
/// their V-SKNN, 2018; the distance within a neighbour's session is that of Garg et al. 2019, "Sequence and time aware neighborhood"). A person's whole sequence is their session.
/// With h(a) the title of age a in the history (0 is the latest), n the viewers of a title, N people, s_v the sequence of person v:
/// <code>
/// c_h(a)  = δ^a (ln((N + 1) / n_h(a)))^η                       for a &lt; W
/// near(v) = Σ_{j ∈ v} c_j / |v|^θ                               the k nearest speak
/// score_i = (n_i + κ)^−β Σ_v near(v) Σ_p c_{s_vp} ε^(|q−p|−1) · (1 if p &lt; q, ρ if p &gt; q)      where s_vq = i
/// </code>
/// A millionth of the item's popularity breaks ties and speaks alone when nothing is known. A score costs the events of the neighbours.
/// </summary>
public sealed class SessionKnnModel : Model, IPersistentModel
{
    internal const string ModelName = "session-knn";
    const float TieBreak = 1e-6f;
    const int KnownPowers = 1024;
    readonly Sequences _sequences;
    readonly SparseRows _places;
    readonly LikeMindedPeople _people;
    readonly float[] _heldBack;
    readonly double[] _faded;
    readonly SessionKnnOptions _options;

    internal SessionKnnModel(IdMap items, Sequences sequences, SessionKnnOptions options)
    {
        (Items, _sequences, _options) = (items, sequences, options);
        _places = sequences.Places(items.Count);
        _people = new LikeMindedPeople(sequences, _places, options);
        _heldBack = [.. Enumerable.Range(0, items.Count).Select(item => (float)Math.Pow(Math.Max(1, _places.CountIn(item)) + options.Smoothing, -options.Beta))];
        _faded = [.. Enumerable.Range(0, KnownPowers).Select(steps => Math.Pow(options.Distance, steps))];
    }

    internal static ModelKind Kind { get; } = new(ModelName, "What people went on to watch who had watched what you watched last.",
        () => new SessionKnnOptions(), (data, options, run) => SessionKnnTrainer.Train(data, (SessionKnnOptions)options, run), Read);

    /// <inheritdoc/>
    public override string Name => ModelName;

    /// <inheritdoc/>
    public override IdMap Items { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Options => _options.ToDictionary();

    /// <inheritdoc/>
    public override void Score(History history, Span<float> scores)
    {
        var latestFirst = Sequences.LatestFirst(history, _options.PositiveFrom, Items.Count);
        var weights = ArrayPool<float>.Shared.Rent(Items.Count + 1);
        weights.AsSpan().Clear();
        for (var age = 0; age < latestFirst.Length; age++)
            weights[latestFirst[age]] = _people.Weight(latestFirst[age], age);

        scores[..Items.Count].Clear();
        foreach (var (person, nearness) in _people.Nearest(latestFirst))
            AddSequence(_sequences.Of(person), nearness, weights, scores);
        ArrayPool<float>.Shared.Return(weights);

        for (var item = 0; item < Items.Count; item++)
            scores[item] = scores[item] * _heldBack[item] + Start(item);
    }

    /// <summary>Carries the weights of the shared titles along a neighbour's sequence, once forward and once back, so that all pairs cost one pass each.</summary>
    void AddSequence(ReadOnlySpan<int> titles, double nearness, float[] weights, Span<float> scores)
    {
        // In doubles: carried over hundreds of titles, floats would sink into denormal numbers, which are slow.
        var carried = 0.0;
        for (var q = 0; q < titles.Length; q++)
        {
            scores[titles[q]] += (float)(nearness * carried);
            carried = carried * _options.Distance + weights[titles[q]];
        }

        carried = 0;
        for (var q = titles.Length - 1; q >= 0 && _options.Backward > 0; q--)
        {
            scores[titles[q]] += (float)(nearness * _options.Backward * carried);
            carried = carried * _options.Distance + weights[titles[q]];
        }
    }

    /// <inheritdoc/>
    public override Explanation Explain(History history, int item) => ExplainerFor(history)(item);

    /// <inheritdoc/>
    public override Func<int, Explanation> ExplainerFor(History history)
    {
        var latestFirst = Sequences.LatestFirst(history, _options.PositiveFrom, Items.Count);
        // Age plus one of each title of the history, 0 for all others.
        var ages = ArrayPool<int>.Shared.Rent(Items.Count + 1);
        ages.AsSpan().Clear();
        for (var age = 0; age < latestFirst.Length; age++)
            ages[latestFirst[age]] = age + 1;
        // Where each neighbour watched what is shared: few places, looked for once and not for every item.
        var nearest = Array.ConvertAll(_people.Nearest(latestFirst), near => (near.Item, Nearness: (double)near.Score, Shared: Shared(near.Item, ages)));
        ArrayPool<int>.Shared.Return(ages);
        return item => Explain(item, nearest, latestFirst);
    }

    Explanation Explain(int item, (int Person, double Nearness, Meeting[] Shared)[] nearest, int[] latestFirst)
    {
        var amounts = new double[latestFirst.Length];
        foreach (var (person, nearness, shared) in nearest)
        {
            var q = _sequences.Of(person).IndexOf(item);
            if (q < 0)
                continue;
            foreach (var (p, age, weight) in shared)
                if (p != q)
                    amounts[age] += _heldBack[item] * nearness * weight * Faded(Math.Abs(q - p) - 1) * (p < q ? 1 : _options.Backward);
        }

        return Shares.Explanation(Start(item), latestFirst.Select((title, age) => new Contribution(title, (float)amounts[age])));
    }

    /// <summary>What is left of a title's say so many titles further: powers are looked up, one is asked for by every meeting of every neighbour.</summary>
    double Faded(int steps) => steps < _faded.Length ? _faded[steps] : Math.Pow(_options.Distance, steps);

    /// <summary>Where a neighbour met titles of the history: the place in their sequence, the age in the history, and the title's weight.</summary>
    Meeting[] Shared(int person, int[] ages)
    {
        var titles = _sequences.Of(person);
        var shared = new List<Meeting>();
        for (var p = 0; p < titles.Length; p++)
            if (ages[titles[p]] > 0 && ages[titles[p]] - 1 is var age)
                shared.Add(new Meeting(p, age, _people.Weight(titles[p], age)));
        return [.. shared];
    }

    readonly record struct Meeting(int Place, int Age, double Weight);

    /// <summary>What the people who watched <paramref name="item"/> watched near it.</summary>
    public override IReadOnlyList<Neighbour> Similar(int item, int count)
    {
        var scores = new float[Items.Count];
        Score(History.Of([new Event(item, float.NaN)]), scores);
        var best = new BestItems(Math.Min(count, Items.Count));
        for (var other = 0; other < scores.Length; other++)
            if (other != item && scores[other] > Start(other))
                best.Offer(other, scores[other]);
        return best.TakeNeighbours();
    }

    float Start(int item) => TieBreak * _places.CountIn(item) / Math.Max(1, _sequences.Count);

    /// <inheritdoc/>
    public void Write(ModelWriter writer)
    {
        writer.AddItems(Items);
        writer.AddOptions(_options);
        writer.Add("person_starts", _sequences.Starts);
        writer.Add("person_items", _sequences.Items);
    }

    static SessionKnnModel Read(ModelReader reader)
    {
        var items = reader.GetItems();
        var (starts, titles) = (reader.Get<int>("person_starts"), reader.Get<int>("person_items"));
        if (starts is [] || starts[0] != 0 || starts[^1] != titles.Length || starts.Zip(starts.Skip(1)).Any(p => p.First > p.Second) || titles.Any(i => (uint)i >= (uint)items.Count))
            throw new InvalidModelFileException(reader.Header.Model, "its sequences are damaged");
        return new SessionKnnModel(items, new Sequences(starts, titles), reader.GetOptions(new SessionKnnOptions()));
    }
}
