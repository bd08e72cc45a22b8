using System.Runtime.InteropServices;

namespace Marquee.Platform.Pictures;

/// <summary>
/// libvips, called directly, where the machine has it (Debian: libvips42). It draws a picture anew in the size that is needed; nothing of the file that was sent is left.
/// </summary>
public static partial class Vips
{
    const string Library = "libvips.so.42", Objects = "libgobject-2.0.so.0", Memory = "libglib-2.0.so.0";
    const int CropToCentre = 1, ShrinkOrGrow = 0, FailOnError = 2;

    static readonly Lazy<bool> Started = new(Start);

    /// <summary>Whether it is there. Its functions take a list of options of any length, which only Linux passes as it passes other arguments.</summary>
    public static bool IsThere => Started.Value;

    /// <summary>The picture in exactly that size, cropped around its centre, upright, as WebP without metadata.</summary>
    /// <returns>Null when it cannot be read.</returns>
    public static byte[]? Cropped(byte[] picture, int width, int height)
    {
        if (!IsThere) return null;
        if (Thumbnail(picture, (nuint)picture.Length, out var image, width, "height", height, "crop", CropToCentre, "size", ShrinkOrGrow, "fail_on", FailOnError, 0) != 0)
        {
            ClearErrors();
            return null;
        }

        try
        {
            if (SaveAsWebP(image, out var bytes, out var length, "Q", 82, "strip", 1, 0) != 0)
            {
                ClearErrors();
                return null;
            }

            var saved = new byte[(int)length];
            Marshal.Copy(bytes, saved, 0, saved.Length);
            Free(bytes);
            return saved;
        }
        finally
        {
            Release(image);
        }
    }

    static bool Start()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64)) return false;
        try
        {
            return Init("marquee") == 0;
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport(Library, EntryPoint = "vips_init", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Init(string name);

    [LibraryImport(Library, EntryPoint = "vips_thumbnail_buffer", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Thumbnail(
        byte[] bytes, nuint length, out nint image, int width, string heightName, int height, string cropName, int crop, string sizeName, int size, string failName, int fail, nint end);

    [LibraryImport(Library, EntryPoint = "vips_webpsave_buffer", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SaveAsWebP(nint image, out nint bytes, out nuint length, string qualityName, int quality, string stripName, int strip, nint end);

    [LibraryImport(Library, EntryPoint = "vips_error_clear")]
    private static partial void ClearErrors();

    [LibraryImport(Objects, EntryPoint = "g_object_unref")]
    private static partial void Release(nint image);

    [LibraryImport(Memory, EntryPoint = "g_free")]
    private static partial void Free(nint bytes);
}
