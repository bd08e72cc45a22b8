using System.Runtime.CompilerServices;

namespace Marquee.Engine.Ranking;

/// <summary>
/// Keeps the best <paramref name="capacity"/> of the items offered: a binary heap whose root is the worst one kept, so that
/// most offers cost one comparison. For use by one thread; emptied by <see cref="Take()"/> and then usable again.
/// </summary>
sealed class BestItems(int capacity)
{
    readonly RankedItem[] _heap = new RankedItem[capacity];
    int _count;

    public int Count => _count;

    /// <summary>Whether an offer would be kept now.</summary>
    public bool WouldKeep(int item, float score) =>
        _count < _heap.Length || (_count > 0 && new RankedItem(item, score).IsBefore(_heap[0]));

    /// <summary>A score must be above this to be kept, unless it is equal and its item lower: −∞ until the list is full.</summary>
    public float Threshold => _count < _heap.Length ? float.NegativeInfinity : _count == 0 ? float.PositiveInfinity : _heap[0].Score;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Offer(int item, float score)
    {
        var offered = new RankedItem(item, score);
        if (_count < _heap.Length)
        {
            _heap[_count] = offered;
            Rise(_count++);
        }
        else if (_count > 0 && offered.IsBefore(_heap[0]))
        {
            _heap[0] = offered;
            Sink(_count);
        }
    }

    /// <summary>The items kept, best first.</summary>
    public RankedItem[] Take()
    {
        var best = new RankedItem[_count];
        Take(best);
        return best;
    }

    /// <summary>Moves the items kept, best first, to the front of <paramref name="best"/> and says how many they were.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Take(Span<RankedItem> best)
    {
        var taken = _count;
        while (_count > 0)
        {
            best[_count - 1] = _heap[0];
            _heap[0] = _heap[--_count];
            Sink(_count);
        }

        return taken;
    }

    /// <summary>The items kept as neighbours, nearest first.</summary>
    public IReadOnlyList<Neighbour> TakeNeighbours() => Array.ConvertAll(Take(), kept => new Neighbour(kept.Item, kept.Score));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Rise(int place)
    {
        while (place > 0)
        {
            var parent = (place - 1) / 2;
            if (!_heap[parent].IsBefore(_heap[place]))
                return;
            (_heap[parent], _heap[place]) = (_heap[place], _heap[parent]);
            place = parent;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Sink(int count)
    {
        for (var place = 0; ;)
        {
            var child = 2 * place + 1;
            if (child >= count)
                return;
            if (child + 1 < count && _heap[child].IsBefore(_heap[child + 1]))
                child++;
            if (!_heap[place].IsBefore(_heap[child]))
                return;
            (_heap[child], _heap[place]) = (_heap[place], _heap[child]);
            place = child;
        }
    }
}
