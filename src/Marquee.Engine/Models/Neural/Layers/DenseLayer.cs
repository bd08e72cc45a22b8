using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Neural.Layers;

/// <summary>y = W x + b. W has one row an output, so that a single output is one product with the row.</summary>
sealed class DenseLayer(Parameter weights, Parameter bias)
{
    public Parameter Weights { get; } = weights;

    public Parameter Bias { get; } = bias;

    public int Inputs => Weights.Value.Columns;

    public int Outputs => Weights.Value.Rows;

    public IEnumerable<Parameter> Parameters => [Weights, Bias];

    public static DenseLayer Random(int inputs, int outputs, Random random) => new(Parameter.Random(outputs, inputs, random), Parameter.Zero(1, outputs));

    /// <summary>For one x.</summary>
    public void Forward(ReadOnlySpan<float> x, Span<float> y)
    {
        Dense.MatrixVector(Weights.Value.Values, Inputs, x, y);
        Dense.AddScaled(1, Bias.Value.Values, y);
    }

    /// <summary>For the first <paramref name="rows"/> rows.</summary>
    public void Forward(Matrix x, Matrix y, int rows, int threads)
    {
        for (var row = 0; row < rows; row++)
            Bias.Value.Values.CopyTo(y[row]);
        Gemm.Add(1, x.First(rows), Weights.Value.View.Transposed, y.First(rows), threads);
    }

    /// <summary>Adds to the gradients of W and b what the gradient by y says, and gives the gradient by x where it is asked for: ∂W = ∂yᵀ x, ∂b = Σ ∂y, ∂x = ∂y W.</summary>
    public void Backward(Matrix x, Matrix byY, Matrix? byX, int rows, int threads)
    {
        Gemm.Add(1, byY.First(rows).Transposed, x.First(rows), Weights.Gradient.View, threads);
        for (var row = 0; row < rows; row++)
            Dense.AddScaled(1, byY[row], Bias.Gradient.Values);
        if (byX is not null)
            Back(byY, byX, rows, threads);
    }

    /// <summary>The gradient by x alone; the layer stays as it is, so that trained models may ask for it from many threads.</summary>
    public void Back(Matrix byY, Matrix byX, int rows, int threads)
    {
        byX.Clear();
        Gemm.Add(1, byY.First(rows), Weights.Value.View, byX.First(rows), threads);
    }

    /// <summary>The gradient by x alone, for one x: Wᵀ ∂y.</summary>
    public void Back(ReadOnlySpan<float> byY, Span<float> byX)
    {
        byX.Clear();
        for (var output = 0; output < Outputs; output++)
            Dense.AddScaled(byY[output], Weights.Value[output], byX);
    }
}
