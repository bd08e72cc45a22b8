using System.Numerics.Tensors;
using Marquee.Engine.Models.Neural.Layers;

namespace Marquee.Engine.Models.Neural.SasRec;

/// <summary>
/// x ← x + drop(attention(norm x)), then x ← x + drop(W₂ relu(W₁ norm x)): Kang and McAuley 2018, equations 2 to 5, with the norm before each part as their section 3.3 has it.
/// </summary>
sealed class SasRecBlock(LayerNorm before, DenseLayer ask, CausalAttention attention, DenseLayer answer, LayerNorm between, DenseLayer wide, DenseLayer narrow)
{
    public LayerNorm Before { get; } = before;

    public DenseLayer Ask { get; } = ask;

    public CausalAttention Attention { get; } = attention;

    public DenseLayer Answer { get; } = answer;

    public LayerNorm Between { get; } = between;

    public DenseLayer Wide { get; } = wide;

    public DenseLayer Narrow { get; } = narrow;

    public IEnumerable<Parameter> Parameters =>
        [.. Before.Parameters, .. Ask.Parameters, .. Attention.Parameters, .. Answer.Parameters, .. Between.Parameters, .. Wide.Parameters, .. Narrow.Parameters];

    public static SasRecBlock Random(int width, int heads, int longest, Random random) => new(
        LayerNorm.Plain(width),
        DenseLayer.Random(width, 3 * width, random),
        CausalAttention.Plain(heads, longest),
        DenseLayer.Random(width, width, random),
        LayerNorm.Plain(width),
        DenseLayer.Random(width, 2 * width, random),
        DenseLayer.Random(2 * width, width, random));

    /// <param name="x">Changed in place.</param>
    /// <param name="at">Room, which keeps what the way back needs.</param>
    /// <param name="lines">Which rows make a sequence.</param>
    /// <param name="dropout">The share dropped.</param>
    /// <param name="seed">By which chance.</param>
    /// <param name="threads">How many may work.</param>
    public void Forward(Matrix x, Room at, Timelines lines, double dropout, ulong seed, int threads)
    {
        var rows = lines.Rows;
        Before.Forward(x, at.Before, at.BeforeOut, rows, threads);
        Ask.Forward(at.BeforeOut, at.Asked, rows, threads);
        Attention.Forward(at.Asked, lines, at.Weights, at.Attended, threads);
        Answer.Forward(at.Attended, at.Part, rows, threads);
        Join(x, at.Part, rows, dropout, seed, threads);

        Between.Forward(x, at.Between, at.BetweenOut, rows, threads);
        Wide.Forward(at.BetweenOut, at.Hidden, rows, threads);
        Relu.Forward(at.Hidden.Values.AsSpan(0, rows * at.Hidden.Columns));
        Narrow.Forward(at.Hidden, at.Part, rows, threads);
        Join(x, at.Part, rows, dropout, seed + 1, threads);
    }

    /// <summary>The gradient by what came out becomes that by what came in; each parameter's is added to.</summary>
    public void Backward(Matrix byX, Room at, Timelines lines, double dropout, ulong seed, int threads)
    {
        var (rows, width) = (lines.Rows, byX.Columns);
        byX.Values.AsSpan(0, rows * width).CopyTo(at.Part.Values);
        Dropout.Apply(at.Part, rows, dropout, seed + 1, threads);
        Narrow.Backward(at.Hidden, at.Part, at.ByHidden, rows, threads);
        Relu.Backward(at.Hidden.Values, at.ByHidden.Values.AsSpan(0, rows * at.Hidden.Columns));
        Wide.Backward(at.BetweenOut, at.ByHidden, at.Part, rows, threads);
        Between.Backward(at.Between, at.Part, byX, rows, threads);

        byX.Values.AsSpan(0, rows * width).CopyTo(at.Part.Values);
        Dropout.Apply(at.Part, rows, dropout, seed, threads);
        Answer.Backward(at.Attended, at.Part, at.ByAttended, rows, threads);
        Attention.Backward(at.Asked, lines, at.Weights, at.ByAttended, at.ByAsked, threads);
        Ask.Backward(at.BeforeOut, at.ByAsked, at.Part, rows, threads);
        Before.Backward(at.Before, at.Part, byX, rows, threads);
    }

    static void Join(Matrix x, Matrix part, int rows, double dropout, ulong seed, int threads)
    {
        Dropout.Apply(part, rows, dropout, seed, threads);
        var count = rows * x.Columns;
        TensorPrimitives.Add(x.Values.AsSpan(0, count), part.Values.AsSpan(0, count), x.Values.AsSpan(0, count));
    }

    /// <summary>What flows through a block, and back.</summary>
    public sealed class Room(int rows, int sequences, int width, CausalAttention attention, bool learning)
    {
        public Normalised Before { get; } = new(rows, width);

        public Matrix BeforeOut { get; } = new(rows, width);

        public Matrix Asked { get; } = new(rows, 3 * width);

        public Matrix Weights { get; } = new(1, CausalAttention.RoomFor(sequences, attention.Longest, attention.Heads));

        public Matrix Attended { get; } = new(rows, width);

        public Matrix Part { get; } = new(rows, width);

        public Normalised Between { get; } = new(rows, width);

        public Matrix BetweenOut { get; } = new(rows, width);

        public Matrix Hidden { get; } = new(rows, 2 * width);

        public Matrix ByHidden { get; } = new(learning ? rows : 0, 2 * width);

        public Matrix ByAttended { get; } = new(learning ? rows : 0, width);

        public Matrix ByAsked { get; } = new(learning ? rows : 0, 3 * width);
    }
}
