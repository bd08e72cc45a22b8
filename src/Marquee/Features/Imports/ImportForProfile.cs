using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Imports.Keeping;
using Marquee.Features.Imports.Passes;
using Marquee.Features.Imports.Starting;
using Marquee.Importers;
using Marquee.Platform.Errors;

namespace Marquee.Features.Imports;

/// <summary>What came of an import that the command line asked for.</summary>
/// <param name="IsNewProfile">Whether nobody bore the name before.</param>
sealed record ImportedHistory(string Source, string SourceName, string Profile, bool IsNewProfile, ImportCount Count, string Words);

/// <summary>
/// Brings a file into the profile of a name, making one where there is none; or tries it and keeps nothing. The same file again, after it
/// was stopped in the middle, goes on where it was.
/// </summary>
sealed class ImportForProfile(Database database, StartImport start, CommitPass commit, RunImport run, TimeProvider clock)
{
    const int LongestName = 50;

    static readonly TimeSpan Often = TimeSpan.FromMilliseconds(300);

    /// <exception cref="Invalid">The name fits several profiles or none could bear it, or the file is no export.</exception>
    public async Task<ImportedHistory> HandleAsync(
        Stream bytes, string fileName, string name, FilmListKind readAs, ImportChoices choices, bool isTrial, Action<IReadOnlyList<RowSaid>> seen, CancellationToken cancel)
    {
        name = name.Trim();
        if (name.Length is 0 or > LongestName)
            throw new Invalid("profile_invalid", $"A profile has a name of 1 to {LongestName} characters.", "profile");
        using var export = Open(bytes, fileName, readAs);
        var sent = new SentFile(bytes, fileName, new ReadingWords(As: readAs == FilmListKind.ByName ? null : readAs.ToString().ToLowerInvariant()), AtOnce: choices);
        var hash = await StartImport.HashAsync(bytes, cancel);
        if (isTrial)
            return await TryAsync(export, sent, hash, name, seen, cancel);

        var (profile, isNew) = await database.WriteAsync(connection => ProfileAsync(connection, name, cancel), cancel);
        var me = WorkerName.New();
        var batch = await LeftAsync(profile, hash, cancel) ?? await BeginAsync(profile, export.SourceKey, sent, me, cancel);
        var count = await FinishAsync(batch, me, seen, cancel);
        return new ImportedHistory(export.SourceKey, export.SourceName, name, isNew, count.Count, count.Words);
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

    async Task<BatchId> BeginAsync(ProfileId profile, string source, SentFile sent, WorkerName me, CancellationToken cancel)
    {
        var batch = await start.StoreAsync(profile, source, sent, cancel);
        await database.WriteAsync(connection => connection.BeginAsync(batch, me, clock.GetUtcNow(), cancel), cancel);
        return batch;
    }

    // The same file that was stopped half-way.
    async Task<BatchId?> LeftAsync(ProfileId profile, string hash, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ScalarAsync<BatchId?>(
            "select max(id) from import_batches where profile_id = @profile and file_hash = @hash and status = 'running' and phase is null", new { profile, hash }, cancel);
    }

    async Task<(ImportCount Count, string Words)> FinishAsync(BatchId batch, WorkerName me, Action<IReadOnlyList<RowSaid>> seen, CancellationToken cancel)
    {
        var told = 0L;
        while (true)
        {
            RunningImport found;
            await using (var connection = await database.OpenAsync(cancel))
            {
                found = (await RunningImport.FindAsync(connection, batch, cancel))!;
                var (status, worker, message) = (await connection.FirstAsync<Standing>("select status, worker, message from import_batches where id = @batch", new { batch }, cancel))!;
                // What somebody else read, or this program before it was stopped.
                for (List<RowSaid> before; (before = await RowSaid.ReadAsync(connection, batch, told, status == "running" ? found.Place : long.MaxValue, cancel)).Count > 0; told = before[^1].Place)
                    seen(before);
                if (status == "failed")
                    throw new Invalid("import_failed", message ?? "This import failed.", "file");
                if (status != "running")
                    return (found.Count(), message ?? "");
                if (worker != me.Text)
                {
                    if (await database.ClaimAsync(me, batch, clock.GetUtcNow(), cancel) is not { } claimed)
                    {
                        await Task.Delay(Often, TimeProvider.System, cancel);
                        continue;
                    }

                    found = claimed;
                }
            }

            await run.HandleAsync(found, me, rows =>
            {
                seen([.. rows.Select((row, order) => RowSaid.Of(row, told + 1 + order))]);
                told += rows.Count;
            }, cancel);
        }
    }

    async Task<ImportedHistory> TryAsync(HistoryExport export, SentFile sent, string hash, string name, Action<IReadOnlyList<RowSaid>> seen, CancellationToken cancel)
    {
        var count = new ImportCount();
        var isNew = false;
        try
        {
            await database.WriteAsync(async connection =>
            {
                (var profile, isNew) = await ProfileAsync(connection, name, cancel);
                var batch = await start.InsertAsync(connection, profile, export.SourceKey, sent, hash, cancel);
                await commit.TryAsync(connection, (await RunningImport.FindAsync(connection, batch, cancel))!, export, count, rows => seen([.. rows.Select(row => RowSaid.Of(row, 0))]), cancel);
                throw new GivenUp();
            }, cancel);
        }
        catch (GivenUp)
        {
            // Everything was done as it would be, and nothing of it stays.
        }

        return new ImportedHistory(export.SourceKey, export.SourceName, name, isNew, count, string.Join(' ', [.. count.Sentences(), .. export.Remarks]));
    }

    async Task<(ProfileId Profile, bool IsNew)> ProfileAsync(DbConnection connection, string name, CancellationToken cancel) =>
        await ProfileNames.FindAsync(connection, name, cancel) is { } known ? (known, false) : (await ProfileNames.MakeAsync(connection, name, clock.GetUtcNow(), cancel), true);

    sealed class GivenUp : Exception;

    sealed record Standing(string Status, string? Worker, string? Message);
}
