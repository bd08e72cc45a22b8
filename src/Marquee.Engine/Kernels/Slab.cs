using System.Runtime.InteropServices;

namespace Marquee.Engine.Kernels;

/// <summary>A stretch of floats outside the garbage collector's heap, aligned to a cache line so that no vector load straddles two. Not cleared.</summary>
sealed unsafe class Slab : IDisposable
{
    const int CacheLine = 64;

    [ThreadStatic] static Slab? t_own;
    [ThreadStatic] static Slab? t_shared;

    Slab(int length)
    {
        Length = length;
        var bytes = (nuint)Math.Max(length, 1) * sizeof(float);
        // What would fill half a large page gets whole ones.
        var isLarge = bytes >= LargePages.Size / 2;
        if (isLarge)
            bytes = (bytes + LargePages.Size - 1) / LargePages.Size * LargePages.Size;
        Data = (float*)NativeMemory.AlignedAlloc(bytes, isLarge ? LargePages.Size : CacheLine);
        LargePages.AskFor(Data, bytes);
    }

    ~Slab() => Free();

    public int Length { get; }

    public float* Data { get; private set; }

    public static Slab Of(int length) => new(length);

    /// <summary>What a thread keeps scratch for: a kernel that shares some with its crew also works in it with its own.</summary>
    public enum Use
    {
        Own,
        Shared,
    }

    /// <summary>Scratch of at least that length that belongs to this thread and stays between calls.</summary>
    public static Slab OfThread(Use use, int length)
    {
        ref var kept = ref use == Use.Own ? ref t_own : ref t_shared;
        if (kept is null || kept.Length < length)
        {
            kept?.Dispose();
            kept = new Slab(length);
        }

        return kept;
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
