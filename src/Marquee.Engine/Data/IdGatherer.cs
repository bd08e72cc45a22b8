using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Marquee.Engine.Data;

/// <summary>Numbers ids in order of first sight, and afterwards in ascending order.</summary>
sealed class IdGatherer
{
    readonly Dictionary<long, int> _seen = [];
    readonly List<long> _ids = [];
    long _lastId;
    int _lastIndex = -1;

    /// <summary>The index of <paramref name="id"/> in order of first sight. Files come sorted by user more often than not, so the last id is tried first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int IndexOf(long id)
    {
        if (_lastIndex >= 0 && id == _lastId)
            return _lastIndex;
        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(_seen, id, out var known);
        if (!known)
        {
            index = _ids.Count;
            _ids.Add(id);
        }

        (_lastId, _lastIndex) = (id, index);
        return index;
    }

    /// <summary>The map in ascending order of ids, and for each index of first sight its place there. Empties the gatherer.</summary>
    public (IdMap Map, int[] Places) Sort()
    {
        var ids = _ids.ToArray();
        var seenAt = new int[ids.Length];
        for (var index = 0; index < seenAt.Length; index++)
            seenAt[index] = index;
        Array.Sort(ids, seenAt);

        var places = new int[ids.Length];
        for (var place = 0; place < places.Length; place++)
            places[seenAt[place]] = place;

        _seen.Clear();
        _ids.Clear();
        _lastIndex = -1;
        return (new IdMap(ids), places);
    }
}
