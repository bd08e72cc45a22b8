using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Als;

/// <summary>weight · YᵀY for tall factors Y. The rows are cut into a fixed number of stretches summed in order, so that threads change nothing.</summary>
static unsafe class FactorGram
{
    const int Stretches = 16;

    /// <summary>Writes it to <paramref name="gram"/>, <paramref name="width"/> squared.</summary>
    public static void Of(float* factors, int rows, int width, float weight, float* gram, int threads)
    {
        var square = width * width;
        using var partial = Slab.Of(Stretches * square);
        var sums = partial.Data;
        Crew.Run(threads, Stretches, stretch =>
        {
            var from = (int)((long)rows * stretch / Stretches);
            var to = (int)((long)rows * (stretch + 1) / Stretches);
            var own = sums + (long)stretch * square;
            new Span<float>(own, square).Clear();
            PanelGram.Add(weight, factors + (long)from * width, width, to - from, 0, width, width, own, width);
        });

        new Span<float>(gram, square).Clear();
        for (var stretch = 0; stretch < Stretches; stretch++)
            for (var row = 0; row < width; row++)
                Dense.AddScaled(1, sums + (long)stretch * square + (long)row * width + row, gram + (long)row * width + row, width - row);
        for (var row = 0; row < width; row++)
            for (var column = 0; column < row; column++)
                gram[(long)row * width + column] = gram[(long)column * width + row];
    }
}
