using Marquee.Engine.Data;

namespace Marquee.Engine.Models.Blend;

/// <summary>One user kept out of the training: what is folded in, and the titles that should then come up.</summary>
sealed record HeldOutUser(History FoldIn, int[] HeldOut);

/// <summary>
/// The training data of a blend cut by users: nobody in <see cref="Users"/> is in <see cref="Training"/>. A random fifth of each one's events is held out,
/// of which the positive ones should be found.
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
        var chosen = able.Take(Math.Min(options.FitUsers, rows.RowCount / ShareOfUsers)).Order().ToArray();

        var users = chosen.Select(user => Cut(rows, user, (float)options.PositiveFrom, random)).Where(u => u.HeldOut.Length > 0).ToArray();
        return new HoldOut(new Interactions(all.Users, all.Items, Without(rows, chosen)), users);
    }

    static HeldOutUser Cut(SparseRows rows, int user, float positiveFrom, Random random)
    {
        var entries = Enumerable.Range(rows.Starts[user], rows.CountIn(user)).ToArray();
        random.Shuffle(entries);
        var held = Math.Max(1, entries.Length / ShareOfEvents);
        return new HeldOutUser(
            History.Of(entries[held..].Select(e => new Event(rows.Columns[e], rows.Values[e], rows.Times?[e] ?? 0))),
            [.. entries[..held].Where(e => Positives.Counts(rows.Values[e], positiveFrom)).Select(e => rows.Columns[e]).Order()]);
    }

    /// <summary>The same matrix with those rows emptied: users and items keep their indices.</summary>
    static SparseRows Without(SparseRows rows, int[] users)
    {
        var gone = users.ToHashSet();
        var kept = Enumerable.Range(0, rows.RowCount).Where(user => !gone.Contains(user)).Sum(rows.CountIn);
        var starts = new int[rows.RowCount + 1];
        var (columns, values, times) = (new int[kept], new float[kept], rows.Times is null ? null : new long[kept]);
        for (var user = 0; user < rows.RowCount; user++)
        {
            var count = gone.Contains(user) ? 0 : rows.CountIn(user);
            Array.Copy(rows.Columns, rows.Starts[user], columns, starts[user], count);
            Array.Copy(rows.Values, rows.Starts[user], values, starts[user], count);
            if (times is not null)
                Array.Copy(rows.Times!, rows.Starts[user], times, starts[user], count);
            starts[user + 1] = starts[user] + count;
        }

        return new SparseRows(starts, columns, values, times, rows.ColumnCount);
    }
}
