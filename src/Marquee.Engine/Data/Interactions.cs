namespace Marquee.Engine.Data;

/// <summary>
/// What a population of users did with a set of items: one value (a rating, or 1 for a play) for each user and item
/// that met, kept as compressed sparse rows by user and, once somebody asks, by item. Immutable and safe to read from many threads.
/// </summary>
/// <param name="users">The users' ids, in row order.</param>
/// <param name="items">The items' ids, in column order.</param>
/// <param name="byUser">One row a user, one column an item.</param>
public sealed class Interactions(IdMap users, IdMap items, SparseRows byUser)
{
    readonly Lazy<SparseRows> _byItem = new(byUser.Transpose);

    /// <summary>Makes interactions of rows in any order; see <see cref="InteractionsBuilder"/>.</summary>
    /// <exception cref="InvalidInteractionException">A value is not finite.</exception>
    public static Interactions Of(params IEnumerable<Interaction> rows)
    {
        var builder = new InteractionsBuilder();
        foreach (var row in rows)
            builder.Add(row);
        return builder.Build();
    }

    /// <summary>The users, in row order of <see cref="ByUser"/>.</summary>
    public IdMap Users { get; } = users;

    /// <summary>The items, in column order of <see cref="ByUser"/>.</summary>
    public IdMap Items { get; } = items;

    /// <summary>One row a user; the columns are items.</summary>
    public SparseRows ByUser { get; } = byUser;

    /// <summary>One row an item; the columns are users. Made at the first call in O(interactions), then kept.</summary>
    public SparseRows ByItem => _byItem.Value;

    /// <summary>The number of interactions: distinct pairs of user and item.</summary>
    public int Count => ByUser.Count;

    /// <summary>Every interaction under the caller's ids, users and within them items ascending.</summary>
    public IEnumerable<Interaction> Rows()
    {
        for (var row = 0; row < ByUser.RowCount; row++)
            for (var entry = ByUser.Starts[row]; entry < ByUser.Starts[row + 1]; entry++)
                yield return new Interaction(Users[row], Items[ByUser.Columns[entry]], ByUser.Values[entry], ByUser.Times?[entry] ?? 0);
    }
}
