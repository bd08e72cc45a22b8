using Marquee.Data;
using Marquee.Features.Imports.Passes;
using Marquee.Importers;
using Marquee.Platform.Errors;

namespace Marquee.Features.Imports.Starting;

/// <summary>Reads a stored file another way, as its sender says: as a watchlist, by other columns, for somebody else of the household.</summary>
sealed class ReadAgain(Database database, StoredFile stored, ImportBell bell)
{
    /// <exception cref="Invalid">It cannot be read so.</exception>
    /// <exception cref="Conflict">It is in already, or being read.</exception>
    public async Task HandleAsync(ProfileId profile, ImportBatch batch, ReadingWords words, CancellationToken cancel)
    {
        await using var bytes = batch.Status is "asking" or "ready" ? await stored.OpenAsync(batch.Id, batch.FileBytes, cancel) : null;
        if (bytes is null)
            throw new Conflict("import_not_ready", "This file cannot be read another way now.");
        var source = Source(bytes, batch.FileName, words);
        await database.WriteAsync(async connection =>
        {
            if (await connection.ExecuteAsync(
                """
                update import_batches set phase = 'previewing', source = @source, reading = @Text, understood = null, previewed = false, place = 0, attempts = 0, message = null, worker = null, worker_until = null,
                    rows_read = 0, matched = 0, unsure = 0, unmatched = 0, refused = 0
                where id = @Id and profile_id = @profile and phase in ('asking', 'ready')
                """, new { batch.Id, profile, source, words.Text }, cancel) == 0)
                throw new Conflict("import_not_ready", "This file cannot be read another way now.");
            await connection.ExecuteAsync("delete from import_rows where batch_id = @Id", new { batch.Id }, cancel);
        }, cancel);
        bell.Ring();
    }

    static string Source(Stream bytes, string fileName, ReadingWords words)
    {
        try
        {
            using var export = HistoryExport.Open(bytes, fileName, words.Choices());
            return export.SourceKey;
        }
        catch (ExportRefused refused)
        {
            throw new Invalid(refused.Code, refused.Message, "file");
        }
    }
}
