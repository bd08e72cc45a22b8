namespace Marquee.Engine.Data;

/// <summary>
/// A two-way map between the caller's ids (any 64-bit number) and dense indices 0 … <see cref="Count"/> − 1.
/// Immutable once built and safe to read from many threads. Both directions cost O(1).
/// </summary>
public sealed class IdMap
{
    readonly long[] _ids;
    readonly Dictionary<long, int> _indices;

    /// <summary>Builds the map: the id at position i gets index i.</summary>
    /// <param name="ids">Distinct ids in index order.</param>
    /// <exception cref="ArgumentException">An id occurs twice.</exception>
    public IdMap(ReadOnlySpan<long> ids)
    {
        _ids = ids.ToArray();
        _indices = new Dictionary<long, int>(_ids.Length);
        for (var index = 0; index < _ids.Length; index++)
            if (!_indices.TryAdd(_ids[index], index))
                throw new ArgumentException($"The id {_ids[index]} occurs twice.", nameof(ids));
    }

    /// <summary>How many ids there are.</summary>
    public int Count => _ids.Length;

    /// <summary>The ids in index order.</summary>
    public ReadOnlySpan<long> Ids => _ids;

    /// <summary>The id at <paramref name="index"/>.</summary>
    public long this[int index] => _ids[index];

    /// <summary>The index of <paramref name="id"/>, or −1 when it is not in the map.</summary>
    public int IndexOf(long id) => _indices.TryGetValue(id, out var index) ? index : -1;
}
