using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Marquee.Engine.Kernels;

/// <summary>
/// One step of Bayesian personalised ranking for a user, an item they had and one they had not (Rendle et al. 2009, section 4.2 and figure 4):
/// e = 1 / (1 + exp(x_ui − x_uj)); w ← w + η (e (h_i − h_j) − λ w); h_i ← h_i + η (e w − λ h_i); h_j ← h_j + η (−e w − λ h_j).
/// </summary>
static unsafe class BprStep
{
    /// <summary>Takes the step and gives −ln σ(x_ui − x_uj) before it.</summary>
    /// <param name="rate">The learning rate η.</param>
    /// <param name="decay">The regularisation λ of factors.</param>
    /// <param name="biasLead">b_i − b_j.</param>
    /// <param name="w">The user's factors.</param>
    /// <param name="hi">The factors of the item had.</param>
    /// <param name="hj">The factors of the item not had.</param>
    /// <param name="width">Their length, a multiple of sixteen.</param>
    /// <param name="error">e, for the biases.</param>
    public static double Take(float rate, float decay, float biasLead, float* w, float* hi, float* hj, int width, out float error) => Simd.Level switch
    {
        SimdLevel.Vector512 => Take<Lanes512, Vector512<float>>(rate, decay, biasLead, w, hi, hj, width, out error),
        SimdLevel.Vector256 => Take<Lanes256, Vector256<float>>(rate, decay, biasLead, w, hi, hj, width, out error),
        _ => Take<LanesScalar, float>(rate, decay, biasLead, w, hi, hj, width, out error),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static double Take<L, V>(float rate, float decay, float biasLead, float* w, float* hi, float* hj, int width, out float error) where L : struct, ILanes<V> where V : struct
    {
        var minus = L.All(-1);
        var sum = L.All(0);
        for (var i = 0; i < width; i += L.Count)
            sum = L.MultiplyAdd(L.Load(w + i), L.MultiplyAdd(minus, L.Load(hj + i), L.Load(hi + i)), sum);

        var lead = biasLead + L.Sum(sum);
        error = 1 / (1 + MathF.Exp(lead));
        var (up, down, shrink) = (L.All(rate * error), L.All(-rate * error), L.All(-rate * decay));
        for (var i = 0; i < width; i += L.Count)
        {
            V mine = L.Load(w + i), had = L.Load(hi + i), not = L.Load(hj + i);
            L.Store(w + i, L.MultiplyAdd(up, L.MultiplyAdd(minus, not, had), L.MultiplyAdd(shrink, mine, mine)));
            L.Store(hi + i, L.MultiplyAdd(up, mine, L.MultiplyAdd(shrink, had, had)));
            L.Store(hj + i, L.MultiplyAdd(down, mine, L.MultiplyAdd(shrink, not, not)));
        }

        // −ln σ(x) = ln(1 + e^−x), which overflows for very wrong leads where it is −x.
        return lead < -30 ? -lead : Math.Log(1 + Math.Exp(-lead));
    }
}
