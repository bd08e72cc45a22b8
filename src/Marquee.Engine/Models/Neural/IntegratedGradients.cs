namespace Marquee.Engine.Models.Neural;

/// <summary>
/// Shares of a score by integrated gradients (Sundararajan, Taly and Yan 2017, equation 1): the gradient is averaged on the straight way from a stranger to the
/// person, and what moves the person by so much adds that much times the mean gradient, which adds up by the fundamental theorem of calculus.
/// </summary>
static class IntegratedGradients
{
    /// <summary>Pieces of the way, eight points each.</summary>
    const int Pieces = 4;

    /// <summary>Gauss and Legendre's points for eight on −1 … 1, the positive half, and their weights: exact for polynomials of degree 15.</summary>
    static readonly (double At, double Weight)[] Half =
    [
        (0.1834346424956498, 0.3626837833783620), (0.5255324099163290, 0.3137066458778873),
        (0.7966664774136267, 0.2223810344533745), (0.9602898564975363, 0.1012285362903763),
    ];

    /// <summary>Where on the way 0 … 1 to look, and what each look weighs; the weights add up to 1.</summary>
    public static (float At, float Weight)[] Points { get; } =
    [
        .. from piece in Enumerable.Range(0, Pieces)
           from point in Half
           from side in (int[])[-1, 1]
           select ((float)((piece + 0.5 + 0.5 * side * point.At) / Pieces), (float)(0.5 * point.Weight / Pieces)),
    ];

    /// <summary>What rounding and the finite number of points left over of the change goes to the amounts by their size.</summary>
    public static void SpreadRest(float[] amounts, float change)
    {
        var (rest, size) = (change - amounts.Sum(), amounts.Sum(Math.Abs));
        for (var n = 0; n < amounts.Length; n++)
            amounts[n] += rest * (size > 0 ? Math.Abs(amounts[n]) / size : 1f / amounts.Length);
    }
}
