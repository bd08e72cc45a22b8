using System.Numerics.Tensors;
using Marquee.Engine.Models.Neural.Layers;

namespace Marquee.Engine.Models.Neural.NeuMf;

/// <summary>
/// A pair of a user and an item through the fused network of He et al. 2017, equation 12: the elementwise product of two halves of their factors beside
/// two ReLU layers over the other halves, and one dense layer over both. A row of factors is the half for the product, then the half for the layers.
/// </summary>
sealed class NeuMfNetwork(DenseLayer first, DenseLayer second, DenseLayer last)
{
    public DenseLayer First { get; } = first;

    public DenseLayer Second { get; } = second;

    /// <summary>Over the product, then the second layer.</summary>
    public DenseLayer Last { get; } = last;

    /// <summary>Numbers in one half of a row.</summary>
    public int Factors => First.Inputs / 2;

    public IEnumerable<Parameter> Parameters => [.. First.Parameters, .. Second.Parameters, .. Last.Parameters];

    public static NeuMfNetwork Random(NeuMfOptions options, Random random) => new(
        DenseLayer.Random(2 * options.Factors, options.Hidden, random),
        DenseLayer.Random(options.Hidden, options.Hidden / 2, random),
        DenseLayer.Random(options.Factors + options.Hidden / 2, 1, random));

    /// <summary>The logit of each of the first <paramref name="rows"/> pairs, from the users and items in <paramref name="at"/>.</summary>
    public void Forward(NeuMfBatch at, int rows, int threads)
    {
        var f = Factors;
        for (var row = 0; row < rows; row++)
        {
            at.Users[row][f..].CopyTo(at.Pair[row]);
            at.Items[row][f..].CopyTo(at.Pair[row][f..]);
        }

        First.Forward(at.Pair, at.Wide, rows, threads);
        Relu.Forward(at.Wide.Values.AsSpan(0, rows * at.Wide.Columns));
        Second.Forward(at.Wide, at.Narrow, rows, threads);
        Relu.Forward(at.Narrow.Values.AsSpan(0, rows * at.Narrow.Columns));
        for (var row = 0; row < rows; row++)
        {
            TensorPrimitives.Multiply(at.Users[row][..f], at.Items[row][..f], at.Fused[row][..f]);
            at.Narrow[row].CopyTo(at.Fused[row][f..]);
        }

        Last.Forward(at.Fused, at.Logits, rows, threads);
    }

    /// <summary>From the gradient by the logits, <see cref="NeuMfBatch.ByLogits"/>, to those by users and items; the layers' own are added to.</summary>
    public void Backward(NeuMfBatch at, int rows, int threads) =>
        Back(at, rows, (layer, x, byY, byX) => layer.Backward(x, byY, byX, rows, threads));

    /// <summary>The same with the layers left alone.</summary>
    public void Back(NeuMfBatch at, int rows) => Back(at, rows, (layer, _, byY, byX) => layer.Back(byY, byX, rows, threads: 1));

    void Back(NeuMfBatch at, int rows, Action<DenseLayer, Matrix, Matrix, Matrix> through)
    {
        var f = Factors;
        through(Last, at.Fused, at.ByLogits, at.ByFused);
        for (var row = 0; row < rows; row++)
            at.ByFused[row][f..].CopyTo(at.ByNarrow[row]);
        Relu.Backward(at.Narrow.Values.AsSpan(0, rows * at.Narrow.Columns), at.ByNarrow.Values.AsSpan(0, rows * at.Narrow.Columns));
        through(Second, at.Wide, at.ByNarrow, at.ByWide);
        Relu.Backward(at.Wide.Values.AsSpan(0, rows * at.Wide.Columns), at.ByWide.Values.AsSpan(0, rows * at.Wide.Columns));
        through(First, at.Pair, at.ByWide, at.ByPair);
        for (var row = 0; row < rows; row++)
        {
            var byProduct = at.ByFused[row][..f];
            TensorPrimitives.Multiply(byProduct, at.Items[row][..f], at.ByUsers[row][..f]);
            TensorPrimitives.Multiply(byProduct, at.Users[row][..f], at.ByItems[row][..f]);
            at.ByPair[row][..f].CopyTo(at.ByUsers[row][f..]);
            at.ByPair[row][f..].CopyTo(at.ByItems[row][f..]);
        }
    }
}
