using Marquee.Engine.Data;

namespace Marquee.Engine.Models.Content;

/// <summary>
/// How much an event says for or against an item: 1 for the highest rating, 0 for one a standard deviation below the mean, negative for lower ones.
/// People watch what they expect to like, so a rating somewhat below the mean is still a liking.
/// </summary>
sealed record Liking(float Neutral, float Highest, float Unrated)
{
    public static Liking Of(SparseRows byUser, double unrated)
    {
        var (sum, squares, count, highest) = (0.0, 0.0, 0, float.NegativeInfinity);
        foreach (var value in byUser.Values)
            if (float.IsFinite(value))
            {
                sum += value;
                squares += (double)value * value;
                count++;
                highest = Math.Max(highest, value);
            }

        if (count == 0)
            return new Liking(0, 0, (float)unrated);
        var mean = sum / count;
        var deviation = Math.Sqrt(Math.Max(0, squares / count - mean * mean));
        return new Liking((float)(mean - deviation), highest, (float)unrated);
    }

    /// <summary>From −1 to 1. Where all ratings of the training were equal, every rating counts 1.</summary>
    public float Weigh(float value) =>
        !float.IsFinite(value) ? Unrated
        : Highest - Neutral < 1e-6f ? 1
        : Math.Clamp((value - Neutral) / (Highest - Neutral), -1, 1);
}
