using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Neural.Layers;

/// <summary>
/// y = b + weight · Σ of the rows of the bag's items: a dense layer over an input that is nearly all zeros, so only the rows of what is there are gathered.
/// </summary>
sealed class BagLayer(Parameter rows, Parameter bias)
{
    /// <summary>Outputs in a piece of the way back: all bags are scattered to these columns by one thread, in order.</summary>
    const int Piece = 64;

    public Parameter Rows { get; } = rows;

    public Parameter Bias { get; } = bias;

    public int Outputs => Rows.Value.Columns;

    public IEnumerable<Parameter> Parameters => [Rows, Bias];

    public static BagLayer Random(int items, int outputs, Random random) => new(Parameter.Random(items, outputs, random), Parameter.Zero(1, outputs));

    /// <summary>For one bag, without the bias.</summary>
    public void Sum(ReadOnlySpan<int> items, float weight, Span<float> y)
    {
        y.Clear();
        foreach (var item in items)
            Dense.AddScaled(weight, Rows.Value[item], y);
    }

    public void Forward(ItemBags bags, Matrix y, int threads) => Crew.Run(threads, bags.Count, row =>
    {
        Sum(bags[row], bags.Weights[row], y[row]);
        Dense.AddScaled(1, Bias.Value.Values, y[row]);
    });

    public void Backward(ItemBags bags, Matrix byY, int threads)
    {
        for (var row = 0; row < bags.Count; row++)
            Dense.AddScaled(1, byY[row], Bias.Gradient.Values);
        Crew.Run(threads, (Outputs + Piece - 1) / Piece, piece =>
        {
            var (from, count) = (piece * Piece, Math.Min(Piece, Outputs - piece * Piece));
            for (var row = 0; row < bags.Count; row++)
                foreach (var item in bags[row])
                    Dense.AddScaled(bags.Weights[row], byY[row].Slice(from, count), Rows.Gradient[item].Slice(from, count));
        });
    }
}
