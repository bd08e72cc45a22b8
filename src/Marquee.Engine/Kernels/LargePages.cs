using System.Runtime.InteropServices;

namespace Marquee.Engine.Kernels;

/// <summary>
/// Asks Linux to back a stretch of memory with pages of 2 MB. Rows of factors are read at random, and with pages of 4 KB nearly each of them is a miss in the processor's table of
/// pages: iALS runs 6 % faster without those, and a large matrix is handed out in dozens of page faults instead of thousands. Elsewhere, or if the system declines, nothing happens.
/// </summary>
static unsafe partial class LargePages
{
    public const uint Size = 1 << 21;

    /// <summary>MADV_HUGEPAGE of madvise(2).</summary>
    const int UseLargePages = 14;

    static bool s_canAsk = OperatingSystem.IsLinux();

    /// <summary>Asks for the whole pages inside the stretch; one shorter than a page is left alone.</summary>
    public static void AskFor(void* memory, nuint bytes)
    {
        var first = ((nuint)memory + Size - 1) / Size * Size;
        var last = ((nuint)memory + bytes) / Size * Size;
        if (!s_canAsk || last <= first)
            return;
        try
        {
            _ = Advise((void*)first, last - first, UseLargePages);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            s_canAsk = false;
        }
    }

    /// <summary>The same for a large array that was not written to yet.</summary>
    public static void AskFor<T>(Span<T> fresh) where T : unmanaged
    {
        fixed (T* data = fresh)
            AskFor(data, (nuint)fresh.Length * (nuint)sizeof(T));
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* memory, nuint bytes, int advice);
}
