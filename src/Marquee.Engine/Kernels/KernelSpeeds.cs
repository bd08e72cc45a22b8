namespace Marquee.Engine.Kernels;

/// <summary>How fast one kernel ran.</summary>
/// <param name="Kernel">Which, with its size.</param>
/// <param name="Variant">In which width.</param>
/// <param name="Threads">On how many threads.</param>
/// <param name="Gflops">10⁹ useful operations a second; a multiply-add counts as two, work on padding and on the half that symmetry saves does not count.</param>
/// <param name="Peak">The machine's limit in the same moments: <see cref="MachineLimits.PeakGflops"/> of the variant on as many threads.</param>
public sealed record KernelSpeed(string Kernel, SimdLevel Variant, int Threads, double Gflops, double Peak)
{
    /// <summary>The share of the machine's limit.</summary>
    public double Share => Gflops / Peak;
}

/// <summary>Measures the kernels beside the machine's limits. Kernel and limit take turns, and the best of each is kept: others on the machine slow both. Work of
/// one thread is timed by the processor's seconds of this process, which hardly feel others; work of several by the clock on the wall, so that waiting for each other counts.</summary>
public static unsafe class KernelSpeeds
{
    const int Rounds = 12;

    /// <summary>Measures every kernel in every variant this processor has; about half a minute. Forces variants meanwhile, so nothing else should run in the process.</summary>
    public static IEnumerable<KernelSpeed> Measure(int threads, CancellationToken cancellation = default)
    {
        var before = Simd.Level;
        try
        {
            foreach (var variant in Enum.GetValues<SimdLevel>().Where(level => level <= Simd.Widest).OrderDescending())
                foreach (var work in Works(variant == SimdLevel.Scalar ? 512 : 2048))
                    using (work.Memory)
                        foreach (var crew in work.Threaded && threads > 1 ? [1, threads] : new[] { 1 })
                        {
                            cancellation.ThrowIfCancellationRequested();
                            Simd.Force(variant);
                            yield return Measure(work, variant, crew);
                        }
        }
        finally
        {
            Simd.Force(before);
        }
    }

    static KernelSpeed Measure(Work work, SimdLevel variant, int threads)
    {
        var (gflops, peak) = (0.0, 0.0);
        work.Run(threads);
        for (var round = 0; round < Rounds; round++)
        {
            peak = Math.Max(peak, MachineLimits.PeakGflops(variant, threads));
            var clock = KernelClock.Start(threads);
            for (var repeat = 0; repeat < work.Repeats; repeat++)
                work.Run(threads);
            gflops = Math.Max(gflops, work.Operations * work.Repeats / clock.Seconds / 1e9);
        }

        return new KernelSpeed(work.Name, variant, threads, gflops, peak);
    }

    static IEnumerable<Work> Works(int size)
    {
        yield return Dot(128);
        yield return Product(size);
        yield return SymmetricProduct(size);
        yield return Panel(200, 32);
        yield return Panel(200, 64);
        yield return Panel(200, 128);
        yield return Factor(32);
        yield return Factor(128);
        yield return Inverse(size / 2);
        yield return Top(size, 64);
    }

    static Work Dot(int n)
    {
        var memory = Random(2 * n);
        return new Work($"dot {n}", 2.0 * n, 100_000, false, memory, _ => Dense.Dot(memory.Data, memory.Data + n, n));
    }

    static Work Product(int n)
    {
        var memory = Random(3 * n * n);
        return new Work($"gemm {n}", 2.0 * n * n * n, 1, true, memory, threads => Gemm.Add(1e-6f, Square(memory, 0, n), Square(memory, 1, n), Square(memory, 2, n), threads));
    }

    static Work SymmetricProduct(int n)
    {
        var memory = Random(2 * n * n);
        return new Work($"syrk {n}", (double)n * n * (n + 1), 1, true, memory, threads => Gemm.AddUpper(1e-6f, Square(memory, 0, n).Transposed, Square(memory, 0, n), Square(memory, 1, n), threads));
    }

    static Work Panel(int rows, int n)
    {
        var memory = Random(rows * n + n * n);
        return new Work($"panel gram {rows}×{n}", (double)rows * n * (n + 1), 1000, false, memory,
            _ => PanelGram.Add(1e-6f, memory.Data, n, rows, 0, n, n, memory.Data + rows * n, n));
    }

    static Work Factor(int n)
    {
        var memory = Random(2 * n * n);
        Diagonal(memory.Data, n);
        return new Work($"cholesky {n}", n / 3.0 * n * n, 1000, false, memory, _ =>
        {
            new Span<float>(memory.Data, n * n).CopyTo(new Span<float>(memory.Data + n * n, n * n));
            Cholesky.Factor(memory.Data + n * n, n, n, n);
        });
    }

    static Work Inverse(int n)
    {
        // The inverse of the inverse is the matrix again: it can be turned over as often as wanted.
        var memory = Random(n * n);
        Diagonal(memory.Data, n);
        return new Work($"spd inverse {n}", (double)n * n * n, 1, true, memory, threads => SpdInverse.Invert(new Span<float>(memory.Data, n * n), n, threads));
    }

    static Work Top(int people, int factors)
    {
        var memory = Random(2 * people * factors);
        return new Work($"score and top 10 {people}×{people}×{factors}", 2.0 * people * people * factors, 1, true, memory, threads => ScoreTop.Rank(
            new MatrixView(memory.Data, people, factors, factors), new MatrixView(memory.Data + people * factors, people, factors, factors), 10, null, threads, default));
    }

    static MatrixView Square(Slab memory, int place, int n) => new(memory.Data + (long)place * n * n, n, n, n);

    static void Diagonal(float* matrix, int n)
    {
        for (var i = 0; i < n; i++)
            matrix[(long)i * n + i] += n;
    }

    static Slab Random(int length)
    {
        var random = new Random(1);
        var memory = Slab.Of(length);
        for (var i = 0; i < length; i++)
            memory.Data[i] = random.NextSingle() - 0.5f;
        return memory;
    }

    sealed record Work(string Name, double Operations, int Repeats, bool Threaded, Slab Memory, Action<int> Run);
}
