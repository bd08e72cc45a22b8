using System.IO.Compression;

namespace Marquee.Importers.Reading;

/// <summary>Opens an archive only when its table of contents is that of an export: few files, plain names, sizes that add up.</summary>
internal static class ZipGuard
{
    public static ZipArchive Open(Stream bytes, ExportLimits limits)
    {
        bytes.Position = 0;
        ZipArchive? archive = null;
        try
        {
            archive = new ZipArchive(bytes, ZipArchiveMode.Read, leaveOpen: true);
            Check(archive, limits);
            return archive;
        }
        catch (Exception e)
        {
            archive?.Dispose();
            if (e is InvalidDataException or IOException)
                throw ExportRefused.DamagedZip();
            throw;
        }
    }

    public static BorrowedStream Open(ZipArchiveEntry entry)
    {
        try
        {
            return new BorrowedStream(entry.Open(), entry.Length, owned: true);
        }
        catch (InvalidDataException)
        {
            throw ExportRefused.DamagedZip();
        }
    }

    static void Check(ZipArchive archive, ExportLimits limits)
    {
        if (archive.Entries.Count > limits.Entries)
            throw ExportRefused.TooManyFiles(limits.Entries);
        if (archive.Entries.All(entry => entry.Length == 0))
            throw ExportRefused.EmptyZip();
        if (archive.Entries.Any(entry => PointsOutside(entry.FullName)))
            throw ExportRefused.UnsafePath();
        if (archive.Entries.Any(entry => entry.IsEncrypted))
            throw ExportRefused.EncryptedZip();
        if (archive.Entries.Any(entry => entry.FullName is "[Content_Types].xml" or "mimetype"))
            throw ExportRefused.Spreadsheet();

        // Sizes may lie, and then add up to more than a long holds; decimal does not overflow.
        var unpacked = archive.Entries.Sum(entry => (decimal)entry.Length);
        var packed = archive.Entries.Sum(entry => (decimal)entry.CompressedLength);
        if (unpacked > limits.UnpackedBytes || (unpacked > limits.RatioCountsFrom && unpacked > packed * (decimal)limits.Ratio))
            throw ExportRefused.ZipBomb();
    }

    // Nothing is ever unpacked to disk, so such a name could do no harm; but no exporter writes one.
    static bool PointsOutside(string name) =>
        name.StartsWith('/') || name.StartsWith('\\') || (name.Length > 1 && name[1] == ':')
        || name.Split('/', '\\').Contains("..");
}
