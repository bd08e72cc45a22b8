using Marquee.Engine.Data;
using Marquee.Engine.Models.Factors;

namespace Marquee.Engine.Models.Content;

/// <summary>
/// How much an event says for or against an item: 1 for the highest rating, 0 for one a standard deviation below the mean, negative for lower ones.
/// People watch what they expect to like, so a rating somewhat below the mean is still a liking. Where all ratings were equal, each counts 1.
/// </summary>
sealed record Liking(float Neutral, float Highest, float Unrated)
{
    public static Liking Of(SparseRows byUser, double unrated)
    {
        var scale = RatingScale.Of(byUser.RatedOnly());
        return new Liking(scale.Mean - scale.Deviation, scale.Highest, (float)unrated);
    }

    /// <summary>From −1 to 1.</summary>
    public float Weigh(float value) =>
        !float.IsFinite(value) ? Unrated
        : Highest <= Neutral ? 1
        : Math.Clamp((value - Neutral) / (Highest - Neutral), -1, 1);
}
