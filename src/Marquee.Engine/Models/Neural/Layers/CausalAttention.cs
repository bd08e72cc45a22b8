using System.Numerics.Tensors;
using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Neural.Layers;

/// <summary>
/// Softmax attention to what came before (Vaswani et al. 2017, equation 1, masked), by heads that each see their own columns:
/// <code>
/// a_ij = softmax over j ≤ i of (q_i · k_j / √width + α_{i−j} + γ_{gap(i, j)})        y_i = Σ_j a_ij v_j
/// </code>
/// α, learnt by how many places lie between (Raffel et al. 2020, section 2.1), stands in for positions, so that every place of a sequence teaches the same numbers;
/// γ tells an evening from a year (Zhai et al. 2024, "Actions speak louder than words", their relative bias by time).
/// </summary>
sealed unsafe class CausalAttention(Parameter byAge, Parameter byGap)
{
    /// <summary>α: one row a head, one column a distance in places.</summary>
    public Parameter ByAge { get; } = byAge;

    /// <summary>γ: one row a head, one column a distance in time.</summary>
    public Parameter ByGap { get; } = byGap;

    public int Heads => ByAge.Value.Rows;

    public int Longest => ByAge.Value.Columns;

    public IEnumerable<Parameter> Parameters => [ByAge, ByGap];

    public static CausalAttention Plain(int heads, int longest) => new(Parameter.Zero(heads, longest), Parameter.Zero(heads, Timelines.Gaps));

    /// <param name="asked">One row a place: q, then k, then v, each of all heads.</param>
    /// <param name="lines">Which rows make a sequence.</param>
    /// <param name="weights">Receives a_ij: a sequence of n has n rows and columns of it for each head, at <see cref="WeightsOf"/>.</param>
    /// <param name="y">Receives the answers.</param>
    /// <param name="threads">How many may work.</param>
    public void Forward(Matrix asked, Timelines lines, Matrix weights, Matrix y, int threads)
    {
        var width = y.Columns / Heads;
        Crew.Run(threads, lines.Count * Heads, piece =>
        {
            var part = new Part(asked, lines, piece / Heads, piece % Heads, width, Heads);
            var a = new MatrixView(weights.Data + WeightsOf(piece), part.Length, part.Length, part.Length);
            new Span<float>(a.Data, part.Length * part.Length).Clear();
            Gemm.Add(1 / MathF.Sqrt(width), part.Queries, part.Keys.Transposed, a);
            for (var i = 0; i < part.Length; i++)
            {
                var row = new Span<float>(a.At(i, 0), part.Length);
                for (var j = 0; j <= i; j++)
                    row[j] += ByAge.Value[part.Head][i - j] + ByGap.Value[part.Head][lines.GapOf(part.First + i, part.First + j)];
                SoftMax(row[..(i + 1)]);
                row[(i + 1)..].Clear();
            }

            var into = part.Of(y);
            for (var i = 0; i < part.Length; i++)
                new Span<float>(into.At(i, 0), width).Clear();
            Gemm.Add(1, a, part.Values, into);
        });
    }

    /// <summary>Gives the gradient by what was asked, adds those by α and γ to theirs. <paramref name="weights"/> is used up.</summary>
    public void Backward(Matrix asked, Timelines lines, Matrix weights, Matrix byY, Matrix byAsked, int threads)
    {
        var width = byY.Columns / Heads;
        var (ages, gaps) = (new float[lines.Count * Heads][], new float[lines.Count * Heads][]);
        byAsked.Clear();
        Crew.Run(threads, lines.Count * Heads, piece =>
        {
            var part = new Part(asked, lines, piece / Heads, piece % Heads, width, Heads);
            var by = new Part(byAsked, lines, piece / Heads, piece % Heads, width, Heads);
            var a = new MatrixView(weights.Data + WeightsOf(piece), part.Length, part.Length, part.Length);
            Gemm.Add(1, a.Transposed, part.Of(byY), by.Values);

            var (byA, age, gap) = (new float[part.Length * part.Length], ages[piece] = new float[Longest], gaps[piece] = new float[Timelines.Gaps]);
            fixed (float* room = byA)
                Gemm.Add(1, part.Of(byY), part.Values.Transposed, new MatrixView(room, part.Length, part.Length, part.Length));
            for (var i = 0; i < part.Length; i++)
            {
                // The softmax: ∂s = a (∂a − Σ a ∂a), in place of a; to the right of the diagonal a is 0 and stays so.
                Span<float> row = new(a.At(i, 0), i + 1), slope = byA.AsSpan(i * part.Length, i + 1);
                var mean = Dense.Dot(row, slope);
                for (var j = 0; j <= i; j++)
                {
                    var s = row[j] *= slope[j] - mean;
                    age[i - j] += s;
                    gap[lines.GapOf(part.First + i, part.First + j)] += s;
                }
            }

            Gemm.Add(1 / MathF.Sqrt(width), a, part.Keys, by.Queries);
            Gemm.Add(1 / MathF.Sqrt(width), a.Transposed, part.Queries, by.Keys);
        });

        // Sequence after sequence, so that the sum does not depend on who was ready first.
        for (var piece = 0; piece < ages.Length; piece++)
        {
            Dense.AddScaled(1, ages[piece], ByAge.Gradient[piece % Heads]);
            Dense.AddScaled(1, gaps[piece], ByGap.Gradient[piece % Heads]);
        }
    }

    /// <summary>How much room weights take for sequences of these lengths.</summary>
    public static int RoomFor(int sequences, int longest, int heads) => checked(sequences * longest * longest * heads);

    /// <summary>Where the weights of a sequence and head begin.</summary>
    int WeightsOf(int piece) => piece * Longest * Longest;

    static void SoftMax(Span<float> x)
    {
        TensorPrimitives.Subtract(x, TensorPrimitives.Max<float>(x), x);
        TensorPrimitives.Exp(x, x);
        TensorPrimitives.Multiply(x, 1 / TensorPrimitives.Sum<float>(x), x);
    }

    /// <summary>What one head sees of one sequence.</summary>
    readonly struct Part(Matrix asked, Timelines lines, int sequence, int head, int width, int heads)
    {
        public int Head => head;

        public int First => lines.Starts[sequence];

        public int Length => lines.LengthOf(sequence);

        public MatrixView Queries => Third(0);

        public MatrixView Keys => Third(1);

        public MatrixView Values => Third(2);

        public MatrixView Of(Matrix y) => new(y.View.At(First, head * width), Length, width, y.Columns);

        MatrixView Third(int third) => new(asked.View.At(First, (third * heads + head) * width), Length, width, asked.Columns);
    }
}
