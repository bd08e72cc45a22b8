using Marquee.Engine.Data;

namespace Marquee.Engine.Models.Blend;

/// <summary>One user kept out of the training: what is folded in, and the titles that should then come up.</summary>
sealed record HeldOutUser(History FoldIn, int[] HeldOut);

/// <summary>
/// The training data of a blend cut by users: nobody in <see cref="Users"/> is in <see cref="Training"/>, and a random fifth of each one's events is held out, of which the positive
/// ones should be found. For the next title, everybody is in the training but for the latest title of each in <see cref="Users"/>.
/// </summary>
sealed record HoldOut(Interactions Training, IReadOnlyList<HeldOutUser> Users)
{
    /// <summary>Fewer cannot say which of two weights is better.</summary>
    public const int FewestUsers = 10;
    const int FewestEvents = 5, ShareOfUsers = 5, ShareOfEvents = 5;

    public static HoldOut Of(Interactions all, BlendOptions options, int seed)
    {
        var random = new Random(seed);
        var rows = all.ByUser;
        var able = Enumerable.Range(0, rows.RowCount).Where(user => rows.CountIn(user) >= FewestEvents).ToArray();
        random.Shuffle(able);
        var most = options.Next ? rows.RowCount : rows.RowCount / ShareOfUsers;
        var chosen = able.Take(Math.Min(options.FitUsers, most)).Order().ToArray();

        var gone = new bool[rows.Count];
        var users = chosen.Select(user => options.Next ? CutLast(rows, user, (float)options.PositiveFrom, gone) : Cut(rows, user, (float)options.PositiveFrom, random, gone))
            .Where(u => u.HeldOut.Length > 0).ToArray();
        return new HoldOut(new Interactions(all.Users, all.Items, rows.Without(gone)), users);
    }

    /// <summary>Somebody unknown: a fifth of their events are to be found, and all of them are gone from the training.</summary>
    static HeldOutUser Cut(SparseRows rows, int user, float positiveFrom, Random random, bool[] gone)
    {
        var entries = Enumerable.Range(rows.Starts[user], rows.CountIn(user)).ToArray();
        random.Shuffle(entries);
        gone.AsSpan(rows.Starts[user], rows.CountIn(user)).Fill(true);
        var held = Math.Max(1, entries.Length / ShareOfEvents);
        return new HeldOutUser(
            HistoryOf(rows, entries[held..]),
            [.. entries[..held].Where(e => Positives.Counts(rows.Values[e], positiveFrom)).Select(e => rows.Columns[e]).Order()]);
    }

    /// <summary>Somebody known: their latest title is to be found, and only that is gone.</summary>
    static HeldOutUser CutLast(SparseRows rows, int user, float positiveFrom, bool[] gone)
    {
        var entries = Enumerable.Range(rows.Starts[user], rows.CountIn(user)).ToArray();
        var positive = entries.Where(e => Positives.Counts(rows.Values[e], positiveFrom)).ToArray();
        if (positive.Length == 0)
            return new HeldOutUser(History.Empty, []);
        var last = positive.MaxBy(e => (rows.Times?[e] ?? 0, e));
        gone[last] = true;
        return new HeldOutUser(HistoryOf(rows, entries.Where(e => e != last)), [rows.Columns[last]]);
    }

    static History HistoryOf(SparseRows rows, IEnumerable<int> entries) => History.Of(entries.Select(e => new Event(rows.Columns[e], rows.Values[e], rows.Times?[e] ?? 0)));
}
