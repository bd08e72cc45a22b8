using System.Reflection;
using System.Runtime.InteropServices;

namespace Marquee.Data;

/// <summary>
/// Chooses the SQLite that the process runs on: the system's <c>libsqlite3.so.0</c>, which the distribution patches, when it is
/// at least as new as the one that came with the package; else the package's own, which is from 2021.
/// </summary>
public static class SqliteLibrary
{
    const string System = "libsqlite3.so.0";
    const int BundledVersion = 3_035_005;

    static readonly Lock Gate = new();
    static bool loaded;

    /// <summary>The library in use, such as <c>3.40.1 (system libsqlite3.so.0)</c>.</summary>
    public static string InUse
    {
        get
        {
            Load();
            return $"{SQLitePCL.raw.sqlite3_libversion().utf8_to_string()} ({(IsSystem ? $"system {System}" : "bundled e_sqlite3")})";
        }
    }

    /// <summary>Whether the system's library is in use, not the bundled one.</summary>
    public static bool IsSystem { get; private set; }

    internal static void Load()
    {
        lock (Gate)
        {
            if (loaded)
                return;
            NativeLibrary.SetDllImportResolver(typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly, Resolve);
            SQLitePCL.Batteries_V2.Init();
            loaded = true;
        }
    }

    static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != "e_sqlite3" || !NativeLibrary.TryLoad(System, out var library))
            return 0;
        if (VersionOf(library) >= BundledVersion)
        {
            IsSystem = true;
            return library;
        }

        NativeLibrary.Free(library);
        return 0;
    }

    static int VersionOf(nint library) => NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var address)
        ? Marshal.GetDelegateForFunctionPointer<VersionNumber>(address)()
        : 0;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    delegate int VersionNumber();
}
