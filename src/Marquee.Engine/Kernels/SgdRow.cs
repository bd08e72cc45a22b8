using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Marquee.Engine.Kernels;

/// <summary>What stays the same while one epoch walks over the ratings.</summary>
/// <param name="Rate">The learning rate η.</param>
/// <param name="BiasRate">η times the regularisation of a bias.</param>
/// <param name="Width">Floats from one row of factors to the next: a multiple of sixteen, the tail zero (and it stays zero).</param>
readonly record struct SgdStep(float Rate, float BiasRate, int Width);

/// <summary>
/// Stochastic gradient descent of biased matrix factorisation over the ratings of one user (Koren, Bell and Volinsky 2009, eq. 5):
/// e = r − b_u − b_i − p·q; p ← p + η (e q − λ_u p); q ← q + η (e p − λ_i q); b ← b + η (e − λ b).
/// The user's row stays in the first-level cache from rating to rating, and each step reads and writes one row of the items' factors.
/// </summary>
static unsafe class SgdRow
{
    /// <summary>An error counts at most this much, in standard deviations of the ratings: an outlier cannot blow the factors up.</summary>
    const float LargestError = 4;

    /// <summary>Takes one step for each rating and gives the sum of squared errors before the steps.</summary>
    /// <param name="step">The epoch's rates.</param>
    /// <param name="p">The user's factors.</param>
    /// <param name="userBias">The user's bias.</param>
    /// <param name="keepUser">1 − η λ_u.</param>
    /// <param name="items">The items rated.</param>
    /// <param name="ratings">Their ratings, less the mean, in standard deviations.</param>
    /// <param name="count">How many ratings.</param>
    /// <param name="q">All items' factors.</param>
    /// <param name="itemBias">All items' biases.</param>
    /// <param name="itemDecay">λ_i of all items.</param>
    public static double Run(in SgdStep step, float* p, ref float userBias, float keepUser, int* items, float* ratings, int count, float* q, float* itemBias, float* itemDecay) => Simd.Level switch
    {
        SimdLevel.Vector512 => Run<Lanes512, Vector512<float>>(step, p, ref userBias, keepUser, items, ratings, count, q, itemBias, itemDecay),
        SimdLevel.Vector256 => Run<Lanes256, Vector256<float>>(step, p, ref userBias, keepUser, items, ratings, count, q, itemBias, itemDecay),
        _ => Run<LanesScalar, float>(step, p, ref userBias, keepUser, items, ratings, count, q, itemBias, itemDecay),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static double Run<L, V>(SgdStep step, float* p, ref float userBias, float keepUser, int* items, float* ratings, int count, float* q, float* itemBias, float* itemDecay)
        where L : struct, ILanes<V> where V : struct
    {
        var (rate, biasRate, width) = step;
        var none = L.All(0);
        var keepP = L.All(keepUser);
        var bias = userBias;
        var squares = 0.0;
        for (var n = 0; n < count; n++)
        {
            var item = items[n];
            var row = q + (long)item * width;

            // Two sums side by side; the width is a multiple of sixteen, so pairs of vectors and one left over are all there is.
            V s0 = none, s1 = none;
            var i = 0;
            for (; i <= width - 2 * L.Count; i += 2 * L.Count)
            {
                s0 = L.MultiplyAdd(L.Load(p + i), L.Load(row + i), s0);
                s1 = L.MultiplyAdd(L.Load(p + i + L.Count), L.Load(row + i + L.Count), s1);
            }

            if (i < width)
                s0 = L.MultiplyAdd(L.Load(p + i), L.Load(row + i), s0);

            var error = ratings[n] - bias - itemBias[item] - L.Sum(L.Add(s0, s1));
            squares += error * error;
            error = MathF.Min(MathF.Max(error, -LargestError), LargestError);
            var towards = L.All(rate * error);
            var keepQ = L.All(1 - rate * itemDecay[item]);
            for (i = 0; i < width; i += L.Count)
            {
                V mine = L.Load(p + i), its = L.Load(row + i);
                L.Store(p + i, L.MultiplyAdd(towards, its, L.MultiplyAdd(keepP, mine, none)));
                L.Store(row + i, L.MultiplyAdd(towards, mine, L.MultiplyAdd(keepQ, its, none)));
            }

            bias += rate * error - biasRate * bias;
            itemBias[item] += rate * error - biasRate * itemBias[item];
        }

        userBias = bias;
        return squares;
    }
}
