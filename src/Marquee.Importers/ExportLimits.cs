namespace Marquee.Importers;

/// <summary>How much a file may ask of the machine. The defaults leave room for the largest real exports many times over.</summary>
public sealed record ExportLimits
{
    public static ExportLimits Default { get; } = new();

    /// <summary>Size of the file as it was sent, in bytes.</summary>
    public long FileBytes { get; init; } = 100 * 1024 * 1024;

    /// <summary>Size of everything in an archive once unpacked, in bytes.</summary>
    public long UnpackedBytes { get; init; } = 1024 * 1024 * 1024;

    /// <summary>Unpacked size over packed size, from <see cref="RatioCountsFrom"/> on. Real exports stay below 20.</summary>
    public double Ratio { get; init; } = 100;

    /// <summary>Unpacked bytes below which the ratio does not matter: a small file of equal lines packs very well.</summary>
    public long RatioCountsFrom { get; init; } = 20 * 1024 * 1024;

    /// <summary>Number of files in an archive.</summary>
    public int Entries { get; init; } = 5_000;

    /// <summary>Rows in all files together. They are read one by one, so the limit guards the catalogue's time and not the memory.</summary>
    public int Rows { get; init; } = 5_000_000;

    /// <summary>Characters in one row of a table; a longer row is refused, the others are read. TV Time writes a whole list into one cell.</summary>
    public int RowCharacters { get; init; } = 1024 * 1024;

    /// <summary>Bytes in one record of JSON, such as a show with all its episodes; a longer one is refused, the others are read.</summary>
    public int RecordBytes { get; init; } = 8 * 1024 * 1024;
}
