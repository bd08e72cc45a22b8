namespace Marquee.Engine.Evaluation.Measures;

/// <summary>
/// RMSE: √ mean (prediction − rating)². In the unit of the ratings, 0 or more, lower is better; large errors weigh more than in <see cref="MeanAbsoluteError"/>.
/// </summary>
public static class RootMeanSquaredError
{
    /// <summary>RMSE of errors (prediction − rating); NaN when there are none.</summary>
    public static double Of(ReadOnlySpan<float> errors)
    {
        var sum = 0.0;
        foreach (var error in errors)
            sum += (double)error * error;
        return Math.Sqrt(sum / errors.Length);
    }
}
