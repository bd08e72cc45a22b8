using System.IO.Compression;
using System.Text;

namespace Marquee.Importers.Tests;

/// <summary>Ways to hand a file to the importers.</summary>
static class Reads
{
    public static IReadOnlyList<ExportRow> Rows(string text, string fileName, FilmListKind readAs = FilmListKind.ByName) =>
        Rows(Encoding.UTF8.GetBytes(text), fileName, readAs);

    public static IReadOnlyList<ExportRow> Rows(byte[] bytes, string fileName, FilmListKind readAs = FilmListKind.ByName)
    {
        using var stream = new MemoryStream(bytes);
        using var export = HistoryExport.Open(stream, fileName, readAs);
        return [.. export.Rows(TestContext.Current.CancellationToken)];
    }

    public static IReadOnlyList<ImportedItem> Items(string text, string fileName) => [.. Rows(text, fileName).OfType<ImportedItem>()];

    public static (string Source, IReadOnlyList<string> Files, IReadOnlyList<string> Remarks) Recognise(byte[] bytes, string fileName)
    {
        using var stream = new MemoryStream(bytes);
        using var export = HistoryExport.Open(stream, fileName);
        return (export.SourceKey, export.Files, export.Remarks);
    }

    public static ExportRefused Refusal(byte[] bytes, string fileName, ExportLimits? limits = null) => Assert.Throws<ExportRefused>(() =>
    {
        using var stream = new MemoryStream(bytes);
        using var export = HistoryExport.Open(stream, fileName, limits: limits);
        foreach (var _ in export.Rows())
        {
        }
    });

    public static byte[] Zip(params (string Name, string Text)[] files) =>
        Zip([.. files.Select(file => (file.Name, Encoding.UTF8.GetBytes(file.Text)))]);

    public static byte[] Zip(params (string Name, byte[] Bytes)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, bytes) in files)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(bytes);
            }
        return stream.ToArray();
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static string Fixture(string name) => File.ReadAllText(Path.Combine(Catalogues.Root, "tests", "Importers.Tests", "Fixtures", name));
}
