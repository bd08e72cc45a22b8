using Marquee.Engine.Data;

namespace Marquee.Engine.Models.Sequential;

/// <summary>
/// What everybody watched in the order of time: person u holds the places <c>Starts[u] … Starts[u + 1] − 1</c> of <see cref="Items"/>, earliest first.
/// Events at one second (a page of titles rated at once), and all events of a source without times, stand in the order of their items' ids.
/// </summary>
sealed class Sequences(int[] starts, int[] items)
{
    public int[] Starts => starts;

    public int[] Items => items;

    public int Count => starts.Length - 1;

    public ReadOnlySpan<int> Of(int person) => items.AsSpan(starts[person]..starts[person + 1]);

    public static Sequences Of(SparseRows byUser)
    {
        var items = (int[])byUser.Columns.Clone();
        if (byUser.Times is { } times)
            for (var user = 0; user < byUser.RowCount; user++)
                SortByTime(times.AsSpan(byUser.Starts[user], byUser.CountIn(user)), items.AsSpan(byUser.Starts[user], byUser.CountIn(user)));
        return new Sequences(byUser.Starts, items);
    }

    /// <summary>The positive items of one history, the latest first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An item is not one of the model's.</exception>
    public static int[] LatestFirst(History history, double from, int itemCount)
    {
        if (history.Count > 0)
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(history.Items[^1], itemCount, nameof(history));
        var items = new List<int>(history.Count);
        var times = new List<long>(history.Count);
        for (var at = 0; at < history.Count; at++)
            if (Positives.Counts(history.Values[at], (float)from))
            {
                items.Add(history.Items[at]);
                times.Add(history.Times[at]);
            }

        int[] ordered = [.. items];
        SortByTime([.. times], ordered);
        Array.Reverse(ordered);
        return ordered;
    }

    /// <summary>Where each item stands: by item, the places in <see cref="Items"/>, ascending.</summary>
    public SparseRows Places(int itemCount) =>
        new SparseRows([.. Enumerable.Range(0, items.Length + 1)], items, new float[items.Length], null, itemCount).Transpose();

    /// <summary>The person of each place.</summary>
    public int[] People()
    {
        var people = new int[items.Length];
        for (var person = 0; person < Count; person++)
            people.AsSpan(starts[person]..starts[person + 1]).Fill(person);
        return people;
    }

    static void SortByTime(ReadOnlySpan<long> times, Span<int> items)
    {
        // Items ascend within a row, so that the pair orders ties by item whatever the sort does with equals.
        var keys = new (long Time, int Item)[items.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = (times[i], items[i]);
        keys.AsSpan().Sort(items);
    }
}
