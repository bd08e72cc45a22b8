using System.Runtime.InteropServices;

namespace Marquee.Engine.Kernels;

/// <summary>A stretch of floats outside the garbage collector's heap, aligned to a cache line so that no vector load straddles two. Not cleared.</summary>
sealed unsafe class Slab : IDisposable
{
    const int CacheLine = 64;

    [ThreadStatic] static Slab? t_ofThread;

    Slab(int length)
    {
        Length = length;
        Data = (float*)NativeMemory.AlignedAlloc((nuint)Math.Max(length, 1) * sizeof(float), CacheLine);
    }

    ~Slab() => Free();

    public int Length { get; }

    public float* Data { get; private set; }

    public static Slab Of(int length) => new(length);

    /// <summary>Scratch of at least that length that belongs to this thread and stays between calls; for kernels that call no other kernel meanwhile.</summary>
    public static Slab OfThread(int length)
    {
        if (t_ofThread is { } kept && kept.Length >= length)
            return kept;
        t_ofThread?.Dispose();
        return t_ofThread = new Slab(length);
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    void Free()
    {
        NativeMemory.AlignedFree(Data);
        Data = null;
    }
}
