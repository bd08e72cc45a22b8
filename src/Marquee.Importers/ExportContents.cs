using System.IO.Compression;
using Marquee.Importers.Reading;

namespace Marquee.Importers;

/// <summary>The files of an upload: one, or those of an archive.</summary>
internal sealed class ExportContents : IDisposable
{
    readonly ZipArchive? _archive;

    ExportContents(IReadOnlyList<ExportFile> files, ReadingChoices choices, ZipArchive? archive) =>
        (Files, Choices, _archive) = (files, choices, archive);

    public IReadOnlyList<ExportFile> Files { get; }

    // TV Time packs the keys to the account with the history; nobody here opens them.
    static readonly string[] Secrets = ["access_token.csv", "auth-prod-login.csv"];

    /// <summary>The files to look into, without what operating systems and archivers leave beside them.</summary>
    public IEnumerable<ExportFile> Tables => Files.Where(file =>
        !file.IsIn("__MACOSX") && !file.Path[^1].StartsWith("._", StringComparison.Ordinal) && !Secrets.Contains(file.Path[^1], StringComparer.OrdinalIgnoreCase));

    public ReadingChoices Choices { get; }

    public FilmListKind ReadAs => Choices.ReadAs;

    public bool IsArchive => _archive is not null;

    public static ExportContents Of(Stream bytes, string fileName, ReadingChoices choices, ExportLimits limits)
    {
        if (bytes.Length == 0)
            throw ExportRefused.EmptyFile();
        if (bytes.Length > limits.FileBytes)
            throw ExportRefused.TooLarge(limits.FileBytes);

        if (Sniff.IsZip(bytes))
        {
            var archive = ZipGuard.Open(bytes, limits);
            var files = archive.Entries
                .Where(entry => entry.Name.Length > 0)
                .Select(entry => new ExportFile(Plain(entry.FullName), () => ZipGuard.Open(entry), limits))
                .ToList();
            return new ExportContents(files, choices, archive);
        }

        if (Sniff.IsGzip(bytes))
        {
            var unpacked = GzipGuard.Check(bytes, limits);
            return new ExportContents([new ExportFile(GzipGuard.InnerName(fileName), () => GzipGuard.Open(Rewound(bytes), unpacked), limits)], choices, null);
        }

        Sniff.RefuseWhatIsNotText(bytes);
        return new ExportContents([new ExportFile(fileName, () => Rewound(bytes), limits)], choices, null);
    }

    /// <summary>The refusal for files that no source knows.</summary>
    public ExportRefused Unknown()
    {
        if (!IsArchive)
            return Files[0].Json is null ? ExportRefused.UnknownColumns(Files[0].Name, Files[0].Header) : ExportRefused.UnknownJson(Files[0].Name);
        return Files.FirstOrDefault(file => file.Name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)) is { } inner
            ? ExportRefused.NestedZip(inner.Name)
            : ExportRefused.NothingKnown([.. Files.Select(file => file.Name)]);
    }

    public void Dispose() => _archive?.Dispose();

    // Names are shown and stored; control characters in them are somebody's joke.
    static string Plain(string name) => string.Concat(name.Replace('\\', '/').Where(c => !char.IsControl(c)));

    static BorrowedStream Rewound(Stream bytes)
    {
        bytes.Position = 0;
        return new BorrowedStream(bytes, bytes.Length);
    }
}
