using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Neural.Layers;

/// <summary>
/// y = g ∘ x̂ + b with x̂ = (x − mean) / deviation of the row (Ba, Kiros and Hinton 2016, equation 4): each row at one size, whatever flowed in.
/// </summary>
sealed class LayerNorm(Parameter gain, Parameter bias)
{
    /// <summary>Added to the variance, lest a row of equal numbers be divided by nothing.</summary>
    const double Least = 1e-5;

    public Parameter Gain { get; } = gain;

    public Parameter Bias { get; } = bias;

    public IEnumerable<Parameter> Parameters => [Gain, Bias];

    public static LayerNorm Plain(int width)
    {
        var gain = Parameter.Zero(1, width);
        gain.Value.Values.AsSpan().Fill(1);
        return new LayerNorm(gain, Parameter.Zero(1, width));
    }

    /// <param name="x">What comes in.</param>
    /// <param name="kept">Receives what the way back needs.</param>
    /// <param name="y">Receives the answer.</param>
    /// <param name="rows">How many rows count.</param>
    /// <param name="threads">How many may work.</param>
    public void Forward(Matrix x, Normalised kept, Matrix y, int rows, int threads) => Crew.Run(threads, Work.Pieces(rows), piece =>
    {
        foreach (var row in Work.RowsOf(piece, rows))
        {
            Span<float> from = x[row], normal = kept.Rows[row], to = y[row];
            var (sum, squares) = (0.0, 0.0);
            foreach (var value in from)
                sum += value;
            var mean = (float)(sum / from.Length);
            foreach (var value in from)
                squares += (value - mean) * (value - mean);
            var scale = kept.Scales[row] = (float)(1 / Math.Sqrt(squares / from.Length + Least));
            for (var n = 0; n < from.Length; n++)
                to[n] = (normal[n] = scale * (from[n] - mean)) * Gain.Value.Values[n] + Bias.Value.Values[n];
        }
    });

    /// <summary>Adds the gradient by x to <paramref name="byX"/>, and those by g and b to theirs: ∂x = (∂x̂ − mean(∂x̂) − x̂ mean(∂x̂ ∘ x̂)) / deviation.</summary>
    public void Backward(Normalised kept, Matrix byY, Matrix byX, int rows, int threads)
    {
        for (var row = 0; row < rows; row++)
        {
            Dense.AddScaled(1, byY[row], Bias.Gradient.Values);
            Span<float> normal = kept.Rows[row], by = byY[row], byGain = Gain.Gradient.Values;
            for (var n = 0; n < by.Length; n++)
                byGain[n] += by[n] * normal[n];
        }

        Crew.Run(threads, Work.Pieces(rows), piece =>
        {
            foreach (var row in Work.RowsOf(piece, rows))
            {
                Span<float> normal = kept.Rows[row], by = byY[row], to = byX[row], gain = Gain.Value.Values;
                var (mean, along) = (0f, 0f);
                for (var n = 0; n < by.Length; n++)
                {
                    mean += by[n] * gain[n];
                    along += by[n] * gain[n] * normal[n];
                }

                (mean, along) = (mean / by.Length, along / by.Length);
                for (var n = 0; n < by.Length; n++)
                    to[n] += kept.Scales[row] * (by[n] * gain[n] - mean - normal[n] * along);
            }
        });
    }
}

/// <summary>Rows brought to mean 0 and deviation 1, and what each was multiplied with.</summary>
sealed class Normalised(int rows, int width)
{
    public Matrix Rows { get; } = new(rows, width);

    public float[] Scales { get; } = new float[rows];
}
