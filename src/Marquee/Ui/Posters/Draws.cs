namespace Marquee.Ui.Posters;

/// <summary>
/// mulberry32: the stream of draws that decides everything on a poster. Integer arithmetic only, so that every
/// implementation in every language sees the same numbers. The order of draws is part of the format.
/// </summary>
sealed class Draws(uint seed)
{
    uint _state = seed;

    /// <summary>The next number, 0 ≤ u &lt; 1.</summary>
    public double Next()
    {
        unchecked
        {
            _state += 0x6D2B79F5u;
            var t = (_state ^ (_state >> 15)) * (1 | _state);
            t = (t + (t ^ (t >> 7)) * (61 | t)) ^ t;
            return (t ^ (t >> 14)) / 4294967296.0;
        }
    }

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Whole(int low, int high) => low + (int)Math.Floor(Next() * (high - low + 1));

    public double Between(double low, double high) => low + Next() * (high - low);

    public T Pick<T>(IReadOnlyList<T> from) => from[(int)Math.Floor(Next() * from.Count)];
}
