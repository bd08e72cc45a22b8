using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace Marquee.Engine.Models.Blend;

/// <summary>
/// Brings the scores of one model for one person to mean 0 and deviation 1 over all items, so that models can be added up; equal scores all become 0. Then it may soften
/// them, f(z) = asinh(s z): linear near the mean, a logarithm far from it, so that models whose best titles stand far out and models that answer in logarithms speak one language.
/// </summary>
readonly record struct Standardization(double Mean, double Scale, double Softness)
{
    const int Chunk = 512; // two such buffers stay in the first-level cache

    public static Standardization Of(ReadOnlySpan<float> scores, double softness = 0)
    {
        if (scores.IsEmpty)
            return default;
        var mean = Sum(scores, 0, squared: false) / scores.Length;
        var deviation = Math.Sqrt(Sum(scores, mean, squared: true) / scores.Length);
        // Below this, differences are rounding: blowing them up would let noise speak.
        return new Standardization(mean, deviation <= 1e-7 * Math.Max(1e-7, Math.Abs(mean)) ? 0 : 1 / deviation, softness);
    }

    /// <summary>Σ (s − from), or of its square, in doubles, eight scores at a time: one after another each addition would wait for the one before, four cycles for each of 60,000 titles and eight members.</summary>
    static double Sum(ReadOnlySpan<float> scores, double from, bool squared)
    {
        Vector256<double> low = default, high = default;
        var start = Vector256.Create(from);
        var at = 0;
        for (; at <= scores.Length - Vector256<float>.Count; at += Vector256<float>.Count)
        {
            var (a, b) = Vector256.Widen(Vector256.Create(scores.Slice(at, Vector256<float>.Count)));
            (a, b) = (a - start, b - start);
            (low, high) = squared ? (low + a * a, high + b * b) : (low + a, high + b);
        }

        var sum = Vector256.Sum(low + high);
        for (; at < scores.Length; at++)
            sum += squared ? (scores[at] - from) * (scores[at] - from) : scores[at] - from;
        return sum;
    }

    public float Apply(float score) => (float)Soften((score - Mean) * Scale);

    /// <summary>
    /// Every score in the blend's terms, in place. asinh(x) is taken as sign(x) ln(|x| + √(x² + 1)), which vectors know: the library's own takes a title at a time and cost more than
    /// all members' scores together. Next to zero it is off by 1e-7 at most.
    /// </summary>
    public void Apply(Span<float> scores)
    {
        var at = 0;
        var (mean, scale) = (Vector256.Create(Mean), Vector256.Create(Scale));
        for (; at <= scores.Length - Vector256<float>.Count; at += Vector256<float>.Count)
        {
            var eight = scores.Slice(at, Vector256<float>.Count);
            var (a, b) = Vector256.Widen(Vector256.Create<float>(eight));
            Vector256.Narrow((a - mean) * scale, (b - mean) * scale).CopyTo(eight);
        }

        for (; at < scores.Length; at++)
            scores[at] = (float)((scores[at] - Mean) * Scale);
        if (Softness == 0)
            return;

        Span<float> size = stackalloc float[Chunk], root = stackalloc float[Chunk];
        for (var start = 0; start < scores.Length; start += Chunk)
        {
            var z = scores.Slice(start, Math.Min(Chunk, scores.Length - start));
            var x = size[..z.Length];
            var y = root[..z.Length];
            TensorPrimitives.Multiply(z, (float)Softness, z);
            TensorPrimitives.Abs(z, x);
            TensorPrimitives.MultiplyAdd(x, x, 1f, y);
            TensorPrimitives.Sqrt(y, y);
            TensorPrimitives.Add(x, y, x);
            TensorPrimitives.Log(x, x);
            TensorPrimitives.CopySign(x, z, z);
        }
    }

    /// <summary>
    /// A member's explanation in the blend's terms: what its base becomes, and what each contribution is multiplied with, so that they add up to the softened score.
    /// Along the way from the base to the score every contribution is softened alike.
    /// </summary>
    public (double Base, double Slope) Apply(Explanation explanation)
    {
        var start = (explanation.Base - Mean) * Scale;
        var change = explanation.Contributions.Sum(c => (double)c.Amount) * Scale;
        var slope = Math.Abs(change) > 1e-6 ? (Soften(start + change) - Soften(start)) / change : Softness > 0 ? Softness / Math.Sqrt(1 + Softness * Softness * start * start) : 1;
        return (Soften(start), slope * Scale);
    }

    double Soften(double z) => Softness > 0 ? Math.Asinh(Softness * z) : z;
}
