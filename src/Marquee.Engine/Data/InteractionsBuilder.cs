using System.Runtime.CompilerServices;

namespace Marquee.Engine.Data;

/// <summary>
/// Gathers interactions in any order and turns them into <see cref="Interactions"/>. Users and items get their indices in ascending order of
/// their ids, so the same set of rows gives the same matrix however it was shuffled. Of two rows with the same user and item the later one counts,
/// and of two at the same time the last added. Not safe for use from several threads.
/// </summary>
public sealed class InteractionsBuilder
{
    readonly IdGatherer _users = new();
    readonly IdGatherer _items = new();
    readonly EntryList _entries = new();

    /// <summary>How many rows were added so far, duplicates included.</summary>
    public int Count => _entries.Count;

    /// <summary>Adds one row.</summary>
    /// <param name="user">The user's id, any 64-bit number.</param>
    /// <param name="item">The item's id, any 64-bit number.</param>
    /// <param name="value">A rating in the scale of the source, or 1 for a play.</param>
    /// <param name="time">When, in Unix seconds; 0 when unknown.</param>
    /// <exception cref="InvalidInteractionException">The value is not finite; the message names the row.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(long user, long item, float value = 1, long time = 0)
    {
        if (!float.IsFinite(value))
            throw new InvalidInteractionException(_entries.Count + 1L, value);
        _entries.Add(new Entry(_users.IndexOf(user), _items.IndexOf(item), value, time));
    }

    /// <summary>Makes an item known though nobody may have met it yet: models of what items are made of can still recommend it.</summary>
    public void AddItem(long item) => _items.IndexOf(item);

    /// <summary>Adds one row.</summary>
    /// <inheritdoc cref="Add(long, long, float, long)"/>
    public void Add(Interaction row) => Add(row.User, row.Item, row.Value, row.Time);

    /// <summary>
    /// Makes the matrix and empties the builder. The rows are moved, a block at a time, so that no two copies of them live at once for longer than needed;
    /// O(rows · log(longest user)).
    /// </summary>
    public Interactions Build()
    {
        var (users, userPlaces) = _users.Sort();
        var (items, itemPlaces) = _items.Sort();
        var rows = RowSorter.Arrange(_entries, userPlaces, itemPlaces);
        return new Interactions(users, items, rows);
    }
}

/// <summary>A row that cannot be an interaction.</summary>
/// <param name="row">The row's number, from 1 in the order of adding.</param>
/// <param name="value">What it said.</param>
public sealed class InvalidInteractionException(long row, float value)
    : ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Row {row} has the value {value}; a value must be a finite number."))
{
    /// <summary>The row's number, from 1 in the order of adding.</summary>
    public long Row { get; } = row;
}
