namespace Marquee.Engine.Ranking;

/// <summary>Candidates of a list in the order of their scores, with the scores brought to 0 … 1 (all 0 when they are equal), and which of them were taken.</summary>
sealed class Relevance
{
    readonly RankedItem[] _sorted;
    readonly bool[] _taken;
    readonly double _lowest, _range;

    public Relevance(IEnumerable<RankedItem> candidates)
    {
        _sorted = [.. candidates];
        Array.Sort(_sorted, (a, b) => a.IsBefore(b) ? -1 : b.IsBefore(a) ? 1 : 0);
        _taken = new bool[_sorted.Length];
        _lowest = _sorted.Length == 0 ? 0 : _sorted[^1].Score;
        _range = _sorted.Length == 0 ? 1 : Math.Max(_sorted[0].Score - _lowest, 1e-12);
    }

    public int Count => _sorted.Length;

    public RankedItem this[int place] => _sorted[place];

    public double Of(int place) => (_sorted[place].Score - _lowest) / _range;

    public bool IsTaken(int place) => _taken[place];

    public RankedItem Take(int place)
    {
        _taken[place] = true;
        return _sorted[place];
    }
}
