using System.Numerics;
using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Neural.Layers;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1): m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², θ ← θ − η √(1−β₂ᵗ)/(1−β₁ᵗ) · m / (√v + ε).
/// Weights may decay besides, apart from the gradient (Loshchilov and Hutter 2019, algorithm 2); biases do not. Every number is on its own, so threads change nothing.
/// </summary>
sealed class Adam
{
    const float Beta1 = 0.9f, Beta2 = 0.999f, Epsilon = 1e-8f;

    /// <summary>Numbers in a piece of work: four arrays of it stay in the second-level cache.</summary>
    const int Piece = 16_384;

    readonly Learnt[] _learnt;
    readonly double _decay;
    int _step;

    /// <param name="parameters">What is learnt.</param>
    /// <param name="decay">The share of a weight lost in a step, in learning rates. Matrices of one row are biases and lose none.</param>
    public Adam(IEnumerable<Parameter> parameters, double decay = 0)
    {
        _decay = decay;
        _learnt = [.. parameters.Select(p => new Learnt(p, new float[p.Value.Values.Length], new float[p.Value.Values.Length]))];
    }

    /// <summary>Takes one step down the gradients, and clears them.</summary>
    public void Step(double rate, int threads)
    {
        _step++;
        var size = (float)(rate * Math.Sqrt(1 - Math.Pow(Beta2, _step)) / (1 - Math.Pow(Beta1, _step)));
        foreach (var learnt in _learnt)
        {
            var count = learnt.First.Length;
            var keep = learnt.Parameter.Value.Rows == 1 ? 1 : (float)(1 - rate * _decay);
            Crew.Run(count < 8 * Piece ? 1 : threads, (count + Piece - 1) / Piece, piece =>
                Move(learnt, piece * Piece, Math.Min(Piece, count - piece * Piece), size, keep));
        }
    }

    static void Move(Learnt learnt, int from, int count, float size, float keep)
    {
        Span<float> value = learnt.Parameter.Value.Values.AsSpan(from, count), gradient = learnt.Parameter.Gradient.Values.AsSpan(from, count),
            first = learnt.First.AsSpan(from, count), second = learnt.Second.AsSpan(from, count);
        var n = 0;
        for (; n <= count - Vector<float>.Count; n += Vector<float>.Count)
        {
            var g = new Vector<float>(gradient[n..]);
            var m = Beta1 * new Vector<float>(first[n..]) + (1 - Beta1) * g;
            var v = Beta2 * new Vector<float>(second[n..]) + (1 - Beta2) * g * g;
            m.CopyTo(first[n..]);
            v.CopyTo(second[n..]);
            (keep * new Vector<float>(value[n..]) - size * m / (Vector.SquareRoot(v) + new Vector<float>(Epsilon))).CopyTo(value[n..]);
        }

        for (; n < count; n++)
        {
            first[n] = Beta1 * first[n] + (1 - Beta1) * gradient[n];
            second[n] = Beta2 * second[n] + (1 - Beta2) * gradient[n] * gradient[n];
            value[n] = keep * value[n] - size * first[n] / (MathF.Sqrt(second[n]) + Epsilon);
        }

        gradient.Clear();
    }

    sealed record Learnt(Parameter Parameter, float[] First, float[] Second);
}
