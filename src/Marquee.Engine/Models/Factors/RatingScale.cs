using System.Runtime.CompilerServices;
using Marquee.Engine.Data;

namespace Marquee.Engine.Models.Factors;

/// <summary>The ratings of a training: mean, standard deviation (1 when all are equal), and range.</summary>
sealed record RatingScale(float Mean, float Deviation, float Lowest, float Highest)
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static RatingScale Of(SparseRows ratings)
    {
        if (ratings.Count == 0)
            return new RatingScale(0, 1, 0, 0);
        var (sum, squares) = (0.0, 0.0);
        var (lowest, highest) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (var rating in ratings.Values)
        {
            sum += rating;
            squares += (double)rating * rating;
            lowest = Math.Min(lowest, rating);
            highest = Math.Max(highest, rating);
        }

        var mean = sum / ratings.Count;
        var variance = squares / ratings.Count - mean * mean;
        return new RatingScale((float)mean, lowest == highest || variance <= 0 ? 1 : (float)Math.Sqrt(variance), lowest, highest);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public float Standardize(float rating) => (rating - Mean) / Deviation;

    public float Clamp(double rating) => (float)Math.Clamp(rating, Lowest, Highest);

    public float[] ToArray() => [Mean, Deviation, Lowest, Highest];

    public static RatingScale From(float[] numbers) => new(numbers[0], numbers[1], numbers[2], numbers[3]);
}
