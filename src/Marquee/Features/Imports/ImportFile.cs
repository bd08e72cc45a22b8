using System.Security.Cryptography;
using Marquee.Data;
using Marquee.Importers;
using Marquee.Importers.Matching;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Imports;

/// <summary>
/// Brings one export file into the current profile: recognise, read, match, keep. Rows go in by the chunk, each chunk in one
/// transaction and by natural keys, so that the same file twice changes nothing and a bad row never costs a good one.
/// </summary>
public sealed partial class ImportFile(
    Database database, MatchingCatalogue catalogue, CurrentProfile current, Readiness readiness, TimeProvider clock, ILogger<ImportFile> log)
{
    const int RowsAtATime = 5_000;

    /// <param name="bytes">The file, seekable.</param>
    /// <param name="fileName">The name it came under.</param>
    /// <param name="readAs">Whether a Letterboxd film list is what was watched or the watchlist, where the sender says so.</param>
    /// <exception cref="Invalid">It is no export that can be read; code and sentence are those of <see cref="ExportRefused"/>.</exception>
    public async Task<BatchId> HandleAsync(Stream bytes, string fileName, FilmListKind readAs, CancellationToken cancel)
    {
        using var export = Open(bytes, fileName, readAs);
        // Somebody may be faster than the first start, which loads the sample behind the listening server.
        await readiness.WhenCatalogueIsThere.WaitAsync(cancel);
        var index = await catalogue.IndexAsync(cancel);
        var profile = await current.EnsureAsync(cancel);
        var started = clock.GetTimestamp();
        var batch = await StartAsync(profile, export, fileName, await HashAsync(bytes, cancel), cancel);

        // From here on the file is here: whoever closes the page now finds everything brought in when they come back.
        var count = await KeepRowsAsync(profile, batch, export, index);
        await EndAsync(profile, batch, count, export.Remarks);
        Imported(batch.Value, export.SourceKey, count.Read, count.Matched, count.Unsure, count.Unmatched, count.Refused, (long)clock.GetElapsedTime(started).TotalMilliseconds);
        return batch;
    }

    static HistoryExport Open(Stream bytes, string fileName, FilmListKind readAs)
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

    async Task<BatchId> StartAsync(Profile profile, HistoryExport export, string fileName, string hash, CancellationToken cancel) =>
        await database.WriteAsync(connection => connection.ScalarAsync<BatchId>(
            """
            insert into import_batches (profile_id, source, file_name, file_hash, status, created_at)
            values (@profile, @source, @fileName, @hash, 'running', @now)
            returning id
            """, new { profile = profile.Id, source = export.SourceKey, fileName, hash, now = clock.GetUtcNow() }, cancel), cancel);

    async Task<ImportCount> KeepRowsAsync(Profile profile, BatchId batch, HistoryExport export, TitleIndex index)
    {
        var count = new ImportCount();
        try
        {
            using var rows = export.Rows(CancellationToken.None).GetEnumerator();
            while (Next(rows, count) is { Count: > 0 } chunk)
            {
                var matched = chunk.ConvertAll(row => MatchedRow.Of(row, index));
                var keep = new KeepRows(profile.Id, batch, export.SourceKey, clock.GetUtcNow());
                count.Add(matched, await database.WriteAsync(connection => keep.HandleAsync(connection, matched, CancellationToken.None)));
            }
        }
        catch (Exception)
        {
            await FailAsync(batch, count);
            throw;
        }

        return count;
    }

    // An archive may break off half-way: what came before goes in, and the sentence says what happened.
    static List<ExportRow> Next(IEnumerator<ExportRow> rows, ImportCount count)
    {
        var chunk = new List<ExportRow>();
        try
        {
            while (chunk.Count < RowsAtATime && rows.MoveNext())
                if (rows.Current is not ImportedList)
                    chunk.Add(rows.Current);
        }
        catch (ExportRefused broken)
        {
            count.BrokenOff(broken.Message);
        }

        return chunk;
    }

    Task EndAsync(Profile profile, BatchId batch, ImportCount count, IReadOnlyList<string> remarks) => database.WriteAsync(async connection =>
    {
        var now = clock.GetUtcNow();
        await SettleAsync(connection, batch, "done", count, string.Join(' ', [.. count.Sentences(), .. remarks]), now);
        await connection.AppendAsync("history.imported", new { ProfileId = profile.Id, BatchId = batch, count.Ratings, count.Plays, count.Listed }, now, CancellationToken.None);
    });

    Task<int> FailAsync(BatchId batch, ImportCount count) => database.WriteAsync(connection => SettleAsync(connection, batch, "failed", count,
        "Something went wrong on our side half-way. What was read is in; drop the file again for the rest, nothing doubles.", clock.GetUtcNow()));

    static Task<int> SettleAsync(System.Data.Common.DbConnection connection, BatchId batch, string status, ImportCount count, string message, DateTimeOffset now) =>
        connection.ExecuteAsync(
            """
            update import_batches set status = @status, rows_read = @Read, matched = @Matched, unsure = @Unsure, unmatched = @Unmatched,
                refused = @Refused, message = @message, finished_at = @now
            where id = @batch
            """, new { batch, status, count.Read, count.Matched, count.Unsure, count.Unmatched, count.Refused, message, now }, CancellationToken.None);

    static async Task<string> HashAsync(Stream bytes, CancellationToken cancel)
    {
        bytes.Position = 0;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancel));
    }

    [LoggerMessage(LogLevel.Information, "Import {Batch} from {Source}: {Read} rows, {Matched} matched, {Unsure} unsure, {Unmatched} unmatched, {Refused} refused in {Milliseconds} ms")]
    partial void Imported(long batch, string source, int read, int matched, int unsure, int unmatched, int refused, long milliseconds);
}
