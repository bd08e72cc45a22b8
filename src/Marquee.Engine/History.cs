namespace Marquee.Engine;

/// <summary>One thing a person did with one item.</summary>
/// <param name="Item">The item's index in the model's <see cref="Data.IdMap"/>.</param>
/// <param name="Value">The rating in the scale the model was trained on, or <see cref="float.NaN"/>: seen, not rated.</param>
/// <param name="Time">When, in Unix seconds; 0 when unknown.</param>
public readonly record struct Event(int Item, float Value, long Time = 0);

/// <summary>
/// What one person did, in the index space of one model: the input of a fold-in. Each item occurs once (the latest event wins),
/// items ascending. A model for implicit feedback takes every event as positive unless its options say from which value on;
/// a model for ratings leaves unrated events out. Immutable.
/// </summary>
public sealed class History
{
    readonly int[] _items;
    readonly float[] _values;
    readonly long[] _times;

    History(int[] items, float[] values, long[] times) => (_items, _values, _times) = (items, values, times);

    /// <summary>A person of whom nothing is known.</summary>
    public static History Empty { get; } = new([], [], []);

    /// <summary>Gathers events into a history. Of two events with the same item the later one counts, and of two at the same time the last given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An item is negative.</exception>
    public static History Of(IEnumerable<Event> events)
    {
        var latest = new SortedDictionary<int, Event>();
        foreach (var e in events)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(e.Item);
            if (!latest.TryGetValue(e.Item, out var earlier) || e.Time >= earlier.Time)
                latest[e.Item] = e;
        }

        return new History(
            [.. latest.Keys],
            [.. latest.Values.Select(e => e.Value)],
            [.. latest.Values.Select(e => e.Time)]);
    }

    /// <summary>The number of items.</summary>
    public int Count => _items.Length;

    /// <summary>The items, ascending and distinct.</summary>
    public ReadOnlySpan<int> Items => _items;

    /// <summary>The value of each item, or <see cref="float.NaN"/> where there is no rating.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>The time of each item in Unix seconds, 0 where unknown.</summary>
    public ReadOnlySpan<long> Times => _times;
}
