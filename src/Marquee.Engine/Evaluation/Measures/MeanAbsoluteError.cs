namespace Marquee.Engine.Evaluation.Measures;

/// <summary>MAE: mean |prediction − rating|. In the unit of the ratings, 0 or more, lower is better.</summary>
public static class MeanAbsoluteError
{
    /// <summary>MAE of errors (prediction − rating); NaN when there are none.</summary>
    public static double Of(ReadOnlySpan<float> errors)
    {
        var sum = 0.0;
        foreach (var error in errors)
            sum += Math.Abs((double)error);
        return sum / errors.Length;
    }
}
