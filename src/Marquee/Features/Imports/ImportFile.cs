using System.Security.Cryptography;
using Marquee.Data;
using Marquee.Features.Imports.Keeping;
using Marquee.Importers;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Imports;

/// <summary>
/// Brings one export file into the current profile in one go: recognise, read, match, keep. The same file twice changes nothing, and a bad
/// row never costs a good one.
/// </summary>
sealed partial class ImportFile(
    Database database, BringHistoryIn bring, CurrentProfile current, Readiness readiness, TimeProvider clock, ILogger<ImportFile> log)
{
    /// <param name="bytes">The file, seekable.</param>
    /// <param name="fileName">The name it came under.</param>
    /// <param name="readAs">Whether a Letterboxd film list is what was watched or the watchlist, where the sender says so.</param>
    /// <param name="choices">What stands when both say something.</param>
    /// <param name="cancel">Stops before the first row is in, not after.</param>
    /// <exception cref="Invalid">It is no export that can be read; code and sentence are those of <see cref="ExportRefused"/>.</exception>
    public async Task<BatchId> HandleAsync(Stream bytes, string fileName, FilmListKind readAs, ImportChoices choices, CancellationToken cancel)
    {
        using var export = Open(bytes, fileName, readAs);
        // Somebody may be faster than the first start, which loads the sample behind the listening server.
        await readiness.WhenCatalogueIsThere.WaitAsync(cancel);
        var profile = (await current.EnsureAsync(cancel)).Id;
        var hash = await HashAsync(bytes, cancel);
        var batch = await database.WriteAsync(connection => connection.StartAsync(profile, export.SourceKey, fileName, hash, choices, clock.GetUtcNow(), cancel), cancel);

        // From here on the file is here: whoever closes the page now finds everything brought in when they come back.
        await RunAsync(new Bringing(profile, batch, export.SourceKey, choices), export, null);
        return batch;
    }

    /// <summary>Reads a file whose import has begun, to its end.</summary>
    internal async Task<ImportCount> RunAsync(Bringing bringing, HistoryExport export, Action<IReadOnlyList<PlacedRow>>? seen)
    {
        var started = clock.GetTimestamp();
        var count = new ImportCount();
        try
        {
            await bring.HandleAsync(bringing, export, count, seen, CancellationToken.None);
        }
        catch (Exception)
        {
            await EndAsync(bringing, "failed", count, "Something went wrong on our side half-way. What was read is in; drop the file again for the rest, nothing doubles.");
            throw;
        }

        await EndAsync(bringing, "done", count, string.Join(' ', [.. count.Sentences(), .. export.Remarks]));
        Imported(bringing.Batch.Value, export.SourceKey, count.Read, count.Matched, count.Unsure, count.Unmatched, count.Refused, (long)clock.GetElapsedTime(started).TotalMilliseconds);
        return count;
    }

    /// <exception cref="Invalid">It is no export that can be read.</exception>
    internal static HistoryExport Open(Stream bytes, string fileName, FilmListKind readAs)
    {
        try
        {
            return HistoryExport.Open(bytes, fileName, readAs);
        }
        catch (ExportRefused refused)
        {
            throw new Invalid(refused.Code, refused.Message, "file");
        }
    }

    internal static async Task<string> HashAsync(Stream bytes, CancellationToken cancel)
    {
        bytes.Position = 0;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancel));
    }

    Task EndAsync(Bringing bringing, string status, ImportCount count, string message) => database.WriteAsync(connection =>
        connection.EndedAsync(bringing.Profile, bringing.Batch, status, count, message, clock.GetUtcNow(), CancellationToken.None));

    [LoggerMessage(LogLevel.Information, "Import {Batch} from {Source}: {Read} rows, {Matched} matched, {Unsure} unsure, {Unmatched} unmatched, {Refused} refused in {Milliseconds} ms")]
    partial void Imported(long batch, string source, int read, int matched, int unsure, int unmatched, int refused, long milliseconds);
}
