using System.Buffers;
using Marquee.Engine.Data;
using Marquee.Engine.Models.Neighbourhood;
using Marquee.Engine.Persistence;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Models.UserKnn;

/// <summary>
/// "People like you watched": the score of item i is Σ s(h, v) over those of the k users v nearest to the history h who had i (Herlocker et al. 1999, for positive events).
/// s is the cosine n / √(|h| |v|), shrunk by n / (n + λ) where n items are shared; each shared item carries an equal part of it, which is what explains a score.
/// Nothing is learnt but the positive events themselves, which the model keeps. A millionth of the item's popularity breaks ties and speaks alone when nothing is known.
/// </summary>
public sealed class UserKnnModel : Model, IPersistentModel
{
    internal const string ModelName = "user-knn";
    const float TieBreak = 1e-6f;
    readonly SparseRows _byUser, _byItem;
    readonly UserKnnOptions _options;

    internal UserKnnModel(IdMap items, SparseRows byUser, UserKnnOptions options) =>
        (Items, _byUser, _byItem, _options) = (items, byUser, byUser.Transpose(), options);

    internal static ModelKind Kind { get; } = new(ModelName, "Titles watched by the people whose history is most like yours.",
        () => new UserKnnOptions(), (data, options, run) => UserKnnTrainer.Train(data, (UserKnnOptions)options, run), Read);

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
            scores[item] = Start(item);
        foreach (var (user, similarity) in Nearest(PositiveItems.In(history, _options.PositiveFrom, Items.Count)))
            foreach (var item in _byUser.ColumnsOf(user))
                scores[item] += similarity;
    }

    /// <inheritdoc/>
    public override Explanation Explain(History history, int item) => ExplainerFor(history)(item);

    /// <inheritdoc/>
    public override Func<int, Explanation> ExplainerFor(History history)
    {
        var positive = PositiveItems.In(history, _options.PositiveFrom, Items.Count);
        // Who is near, and what each of them shares, is looked for once and not for every item.
        var near = Nearest(positive).Select(one =>
        {
            var theirs = _byUser.ColumnsOf(one.Item).ToArray();
            return (Theirs: theirs, Similarity: one.Score, Shared: positive.Where(i => Array.BinarySearch(theirs, i) >= 0).ToArray());
        }).ToArray();
        return item =>
        {
            var amounts = new SortedDictionary<int, float>();
            foreach (var (theirs, similarity, shared) in near)
                if (Array.BinarySearch(theirs, item) >= 0)
                    foreach (var from in shared)
                        amounts[from] = amounts.GetValueOrDefault(from) + similarity / shared.Length;
            return Shares.Explanation(Start(item), amounts.Select(a => new Contribution(a.Key, a.Value)));
        };
    }

    /// <summary>Nearest by the cosine of who watched them, with the same shrinkage.</summary>
    public override IReadOnlyList<Neighbour> Similar(int item, int count)
    {
        var best = new BestItems(Math.Min(count, Items.Count));
        new CosineRows(_byItem, _byUser, (float)_options.Shrinkage).Offer(item, best);
        return Array.ConvertAll(best.Take(), n => new Neighbour(n.Item, n.Score));
    }

    float Start(int item) => TieBreak * _byItem.CountIn(item) / Math.Max(1, _byUser.RowCount);

    RankedItem[] Nearest(int[] positive)
    {
        var shared = ArrayPool<int>.Shared.Rent(_byUser.RowCount + 1);
        shared.AsSpan().Clear();
        foreach (var item in positive)
            foreach (var user in _byItem.ColumnsOf(item))
                shared[user]++;

        var best = new BestItems(Math.Min(_options.Neighbours, _byUser.RowCount));
        for (var user = 0; user < _byUser.RowCount; user++)
            if (shared[user] is > 0 and var n)
                best.Offer(user, n / MathF.Sqrt((float)positive.Length * _byUser.CountIn(user)) * n / (n + (float)_options.Shrinkage));
        ArrayPool<int>.Shared.Return(shared);
        return best.Take();
    }

    /// <inheritdoc/>
    public void Write(ModelWriter writer)
    {
        writer.AddItems(Items);
        writer.AddOptions(_options);
        writer.Add("user_starts", _byUser.Starts);
        writer.Add("user_items", _byUser.Columns);
    }

    static UserKnnModel Read(ModelReader reader)
    {
        var items = reader.GetItems();
        var (starts, columns) = (reader.Get<int>("user_starts"), reader.Get<int>("user_items"));
        if (starts is [] || starts[0] != 0 || starts[^1] != columns.Length || starts.Zip(starts.Skip(1)).Any(p => p.First > p.Second) || columns.Any(i => (uint)i >= (uint)items.Count))
            throw new InvalidModelFileException(reader.Header.Model, "its table of events is damaged");
        return new UserKnnModel(items, new SparseRows(starts, columns, new float[columns.Length], null, items.Count), reader.GetOptions(new UserKnnOptions()));
    }
}
