using Marquee.Engine.Data;

namespace Marquee.Engine.Models.TimeSvd;

/// <summary>The time of the ratings cut into seasons of equal length. Times that are unknown (0) have no season.</summary>
sealed record Seasons(long First, long Last, int Count)
{
    public const int None = -1;

    public static Seasons Of(SparseRows rated, int count)
    {
        var known = (rated.Times ?? []).Where(time => time != 0).ToArray();
        return known.Length == 0 ? new Seasons(0, 0, count) : new Seasons(known.Min(), known.Max(), count);
    }

    /// <summary>The season of a time; before the first and after the last there are the first and the last.</summary>
    public int Of(long time) => time == 0 || Last <= First ? None : (int)Math.Clamp((double)(time - First) / ((double)Last - First) * Count, 0, Count - 1);
}
