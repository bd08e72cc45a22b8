namespace Marquee.Importers;

/// <summary>How much a file may ask of the machine. The defaults leave room for the largest real exports many times over.</summary>
public sealed record ExportLimits
{
    public static ExportLimits Default { get; } = new();

    /// <summary>Size of the file as it was sent, in bytes.</summary>
    public long FileBytes { get; init; } = 50 * 1024 * 1024;

    /// <summary>Size of everything in an archive once unpacked, in bytes.</summary>
    public long UnpackedBytes { get; init; } = 200 * 1024 * 1024;

    /// <summary>Unpacked size over packed size, from <see cref="RatioCountsFrom"/> on. Real exports stay below 20.</summary>
    public double Ratio { get; init; } = 100;

    /// <summary>Unpacked bytes below which the ratio does not matter: a small file of equal lines packs very well.</summary>
    public long RatioCountsFrom { get; init; } = 20 * 1024 * 1024;

    /// <summary>Number of files in an archive.</summary>
    public int Entries { get; init; } = 5_000;

    /// <summary>Rows in all files together: three viewings a day for four hundred years.</summary>
    public int Rows { get; init; } = 500_000;

    /// <summary>Characters in one row; a longer row is refused, the others are read.</summary>
    public int RowCharacters { get; init; } = 64 * 1024;
}
