using System.IO.Compression;
using System.Text.Json;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Importers.Own;
using Marquee.Platform.Errors;

namespace Marquee.Features.Exports;

/// <summary>A finished export.</summary>
/// <param name="Records">How many records of the library it was made from.</param>
/// <param name="Left">How many of them the form cannot hold.</param>
sealed record Exported(string FileName, string ContentType, byte[] Bytes, int Records, int Left, IReadOnlyList<ForeignFile> Files);

/// <summary>Gives a library back: whole, or in the form of another service.</summary>
sealed class ExportLibrary(Database database, TimeProvider clock)
{
    public const string Whole = "marquee";

    /// <summary>The forms there are, with what each is good for.</summary>
    public static readonly IReadOnlyList<(string Key, string Name, string Words)> Formats =
    [
        (Whole, "Everything", "One zip: every record as JSON Lines, tables beside it, and a description of both. Any Marquee reads it back."),
        ("letterboxd", "For Letterboxd", "Viewings, ratings, tags and reviews of films, in files of 1,000 rows as Letterboxd’s importer takes them."),
        ("imdb", "Like IMDb", "Your ratings, as IMDb’s own list has them."),
        ("trakt", "For Trakt", "Viewings, watchlist and ratings in the table that trakt.tv imports."),
    ];

    /// <exception cref="Invalid">There is no such form.</exception>
    public static void Check(string format)
    {
        if (Formats.All(known => known.Key != format))
            throw new Invalid("format_invalid", $"A library is exported as {string.Join(", ", Formats.Select(known => known.Key))}.", "format");
    }

    /// <param name="profile">Whose library; null: somebody's who has none yet.</param>
    /// <param name="sight">How far it may look: a kid takes nothing out that it may not meet.</param>
    /// <param name="name">What stands in the manifest.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Exported> HandleAsync(ProfileId? profile, TitleSight sight, string name, string format, CancellationToken cancel)
    {
        Check(format);
        var records = new ExportRecords([], []);
        var about = new ExportProfile([], null);
        if (profile is { } known)
        {
            await using var connection = await database.OpenAsync(cancel);
            records = await ExportRecords.OfAsync(connection, database.Dialect, known, sight, cancel);
            about = await ExportProfile.OfAsync(connection, known, cancel);
        }

        var count = records.Items.Count + records.Lists.Count;
        if (format == Whole)
            return new Exported("marquee.zip", "application/zip", Zip(records, about, name), count, 0, []);
        List<ForeignFile> files = format switch { "letterboxd" => [.. ForOthers.Letterboxd(records)], "imdb" => [ForOthers.Imdb(records)], _ => [ForOthers.Trakt(records)] };
        var left = files.Sum(file => file.Left);
        return files.Count == 1
            ? new Exported(files[0].Name, "text/csv; charset=utf-8", files[0].Bytes, count, left, files)
            : new Exported($"{format}.zip", "application/zip", Zip(files.Select(file => (file.Name, file.Bytes))), count, left, files);
    }

    byte[] Zip(ExportRecords records, ExportProfile about, string name)
    {
        var tables = ExportTables.Of(records).ToList();
        var manifest = JsonSerializer.SerializeToUtf8Bytes(new
        {
            format = Whole,
            version = 1,
            profile = name,
            exported_at = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            files = tables.Select(table => new { name = table.Name, records = table.Rows }).Prepend(new { name = "profile.json", records = 1 })
                .Prepend(new { name = "items.jsonl", records = records.Lists.Count + records.Items.Count }),
        }, Indented);
        return Zip([("manifest.json", manifest), ("schema.json", ExportSchema.Bytes), ("items.jsonl", Lines(records)), ("profile.json", JsonSerializer.SerializeToUtf8Bytes(about.Words, Indented)),
            .. about.Picture is { } picture ? [picture] : Array.Empty<(string, byte[])>(), .. tables.Select(table => (table.Name, table.Bytes))]);
    }

    static byte[] Lines(ExportRecords records)
    {
        using var stream = new MemoryStream();
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        foreach (var list in records.Lists)
            Write(() => MarqueeRecords.Write(json, list));
        foreach (var item in records.Items)
            Write(() => MarqueeRecords.Write(json, item));
        return stream.ToArray();

        void Write(Action one)
        {
            one();
            json.Flush();
            json.Reset();
            stream.WriteByte((byte)'\n');
        }
    }

    static byte[] Zip(IEnumerable<(string Name, byte[] Bytes)> files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, bytes) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }

        return stream.ToArray();
    }

    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
}
