using System.Data.Common;
using System.Security.Cryptography;
using Marquee.Data;
using Marquee.Features.Imports.Keeping;
using Marquee.Features.Imports.Passes;
using Marquee.Importers;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Imports.Starting;

/// <summary>A file that came, and what its sender says about it.</summary>
/// <param name="Bytes">Seekable.</param>
/// <param name="AsksBack">Whether a file that is not understood is kept and asked about, instead of refused.</param>
/// <param name="AtOnce">What stands where both say something, when it is to go in without a look at it first; null: first a preview.</param>
sealed record SentFile(Stream Bytes, string FileName, ReadingWords Reading, bool AsksBack = false, ImportChoices? AtOnce = null);

/// <summary>Takes a file in: recognised, stored, and handed to whoever reads it, here or on another node.</summary>
sealed class StartImport(Database database, StoredFile stored, ImportBell bell, Readiness readiness, TimeProvider clock)
{
    // Refusals that the person can answer about the very file.
    static readonly string[] Answerable = ["unknown_columns", "watched_or_watchlist"];

    /// <exception cref="Invalid">It is no export that can be read; code and sentence are those of <see cref="ExportRefused"/>.</exception>
    public async Task<BatchId> HandleAsync(Func<Task<ProfileId>> profileOf, SentFile sent, CancellationToken cancel)
    {
        var (source, isAsked) = Recognise(sent);
        // Somebody may be faster than the first start, which loads the sample behind the listening server.
        await readiness.WhenCatalogueIsThere.WaitAsync(cancel);
        var profile = await profileOf();
        var batch = await StoreAsync(profile, source, sent, cancel);
        await database.WriteAsync(connection => connection.PhaseAsync(profile, batch, isAsked ? "asking" : sent.AtOnce is null ? "previewing" : null, cancel), cancel);
        bell.Ring();
        return batch;
    }

    /// <summary>Keeps the file with a batch that nobody works on yet.</summary>
    public async Task<BatchId> StoreAsync(ProfileId profile, string source, SentFile sent, CancellationToken cancel)
    {
        var hash = await HashAsync(sent.Bytes, cancel);
        var batch = await database.WriteAsync(connection => InsertAsync(connection, profile, source, sent, hash, cancel), cancel);
        await stored.SaveAsync(batch, sent.Bytes, cancel);
        return batch;
    }

    internal async Task<BatchId> InsertAsync(DbConnection connection, ProfileId profile, string source, SentFile sent, string hash, CancellationToken cancel)
    {
        var choices = sent.AtOnce ?? new ImportChoices(MakesTitles: true);
        return await connection.ScalarAsync<BatchId>(
            """
            insert into import_batches (profile_id, source, file_name, file_hash, status, phase, conflict, makes_titles, created_at, beat_at, file_bytes, reading)
            values (@profile, @source, @FileName, @hash, 'running', 'uploading', @conflict, @MakesTitles, @now, @now, @bytes, @reading) returning id
            """,
            new
            {
                profile,
                source,
                sent.FileName,
                hash,
                conflict = ImportChoices.WordOf(choices.Rule),
                choices.MakesTitles,
                now = clock.GetUtcNow(),
                bytes = sent.Bytes.Length,
                reading = sent.Reading.Text,
            }, cancel);
    }

    static (string Source, bool IsAsked) Recognise(SentFile sent)
    {
        try
        {
            using var export = HistoryExport.Open(sent.Bytes, sent.FileName, sent.Reading.Choices());
            return (export.SourceKey, false);
        }
        catch (ExportRefused refused) when (sent.AsksBack && Answerable.Contains(refused.Code))
        {
            return (refused.Code == "unknown_columns" ? "generic" : "letterboxd", true);
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
}
