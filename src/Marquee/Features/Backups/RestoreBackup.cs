using Marquee.Data;
using Marquee.Data.Dump;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Backups;

/// <summary>What a restore did.</summary>
/// <param name="Applied">Steps of the schema that are newer than the backup.</param>
/// <param name="KeptAside">Where what was there before is, when it was replaced.</param>
sealed record Restored(BackupManifest Manifest, string Into, IReadOnlyList<string> Applied, int Files, string? KeptAside);

/// <summary>
/// Brings a backup back: into an empty database, or over one whose name was typed to say that it is meant. A copy of a SQLite file and rows as text
/// go into either kind of database, so this is also the way from one kind to the other.
/// </summary>
sealed class RestoreBackup(MarqueeSettings settings, TimeProvider clock, ILogger<Migrator> log)
{
    /// <param name="file">The archive.</param>
    /// <param name="replace">The name of the database that may be replaced; null: only an empty one is filled.</param>
    /// <param name="loaded">Hears of each table that is in.</param>
    /// <exception cref="Invalid">It is no backup, it is damaged or newer, or the database is not empty.</exception>
    public async Task<Restored> HandleAsync(string file, string? replace, Action<string, long>? loaded, CancellationToken cancel)
    {
        using var archive = ReadArchive.Open(file);
        var address = DatabaseAddress.Parse(settings.Database);
        var isReplacing = await MayReplaceAsync(address, replace, cancel);
        try
        {
            using var staged = RestoreFiles.Stage(archive, settings);
            var (applied, aside) = address.File is { } place
                ? await IntoFileAsync(archive, place, isReplacing, loaded, cancel)
                : await IntoServerAsync(archive, file, isReplacing, loaded, cancel);
            var files = staged.Place();
            await using var database = await Database.ConnectAsync(settings.Database, cancel);
            await RestoreFiles.MoveKeysAsync(database, settings, clock, cancel);
            return new Restored(archive.Manifest, address.Shown, applied, files, aside);
        }
        catch (InvalidDataException damage)
        {
            throw new Invalid("backup_damaged", $"This backup is damaged, and nothing was changed: {damage.Message.TrimEnd('.')}.", "file");
        }
    }

    async Task<bool> MayReplaceAsync(DatabaseAddress address, string? replace, CancellationToken cancel)
    {
        if (address.File is { } place && !File.Exists(place))
            return false;
        var held = await WhatIsThereAsync(cancel);
        if (held is null)
            // A file without anything in it is in the way all the same.
            return address.File is not null;
        if (replace == address.Name)
            return true;
        throw new Conflict("database_not_empty", replace is null
            ? $"{address.Shown} is not empty: it holds {held}. Restore into a new place (--data, --database), or replace it with --replace {address.Name}."
            : $"{address.Shown} is called '{address.Name}', not '{replace}': nothing was replaced.");
    }

    // In words; null when nothing is.
    async Task<string?> WhatIsThereAsync(CancellationToken cancel)
    {
        await using var database = await Database.ConnectAsync(DatabaseAddress.Parse(settings.Database).Patient, cancel);
        await using var snapshot = await Snapshot.TakeAsync(database, cancel);
        if ((await snapshot.MigrationsAsync(cancel)).Count == 0)
            return (await TableShapeNamesAsync(snapshot, cancel)) is { Count: > 0 } foreign ? $"tables of another program ({foreign[0]})" : null;
        var words = new List<string>();
        foreach (var shape in await TableShape.AllAsync(snapshot.Connection, snapshot.Dialect, cancel))
            if (shape.Name is not (TableShape.Migrations or "settings" or "jobs") && await TableRows.CountAsync(snapshot.Connection, shape, cancel) is > 0 and var rows)
                words.Add(FormattableString.Invariant($"{rows:N0} {shape.Name.Replace('_', ' ')}"));
        string[] telling = ["accounts", "profiles", "plays", "ratings", "titles"];
        return words.Count == 0 ? null : string.Join(", ", words.OrderByDescending(w => telling.Contains(w.Split(' ', 2)[1])).Take(4));
    }

    static Task<List<string>> TableShapeNamesAsync(Snapshot snapshot, CancellationToken cancel) => snapshot.Connection.QueryAsync<string>(
        snapshot.Dialect.IsSqlite
            ? "select name from sqlite_master where type = 'table'"
            : "select cast(table_name as text) from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'", null, cancel);

    async Task<(IReadOnlyList<string> Applied, string? Aside)> IntoFileAsync(ReadArchive archive, string place, bool isReplacing, Action<string, long>? loaded, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        using var scratch = BackupFiles.Scratch(place);
        var ready = scratch.File("restored.db");
        IReadOnlyList<string> applied;
        if (archive.Manifest is { Form: BackupManifest.Sqlite, Database: { } copy })
            archive.Extract(copy, ready, isDatabase: true);
        await using (var database = await Database.ConnectAsync(ready, cancel))
            applied = archive.Manifest.Form == BackupManifest.Sqlite
                ? await new Migrator(database, clock, log).MigrateAsync(cancel)
                : await FillDatabase.HandleAsync(database, log, clock, archive.Manifest.Migrations, archive.Tables(), bringUp: true, replace: false, loaded, cancel);
        var aside = FormattableString.Invariant($"{place}.before-{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}");
        SwapFile.Take(ready, place, aside);
        return (applied, isReplacing ? aside : null);
    }

    async Task<(IReadOnlyList<string> Applied, string? Aside)> IntoServerAsync(ReadArchive archive, string file, bool isReplacing, Action<string, long>? loaded, CancellationToken cancel)
    {
        await using var database = await Database.ConnectAsync(DatabaseAddress.Parse(settings.Database).Patient, cancel);
        string? aside = null;
        if (isReplacing)
        {
            await AloneAsync(database, cancel);
            aside = Path.Combine(settings.BackupsFolder, FormattableString.Invariant($"before-restore-{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}.zip"));
            await new WriteArchive(database, settings, clock).HandleAsync(aside, portable: true, null, cancel);
        }

        if (archive.Manifest is not { Form: BackupManifest.Sqlite, Database: { } copy })
            return (await FillDatabase.HandleAsync(database, log, clock, archive.Manifest.Migrations, archive.Tables(), bringUp: true, isReplacing, loaded, cancel), aside);

        // A copy of a file: its rows, read as any other's.
        using var scratch = BackupFiles.Scratch(file);
        archive.Extract(copy, scratch.File("copy.db"), isDatabase: true);
        await using var source = await Database.ConnectAsync(scratch.File("copy.db"), cancel);
        await using var snapshot = await Snapshot.TakeAsync(source, cancel);
        List<TableSource> tables = [.. (await TableShape.AllAsync(snapshot.Connection, snapshot.Dialect, cancel)).Select(shape => new TableSource(
            shape.Name, shape.Columns, () => TableRows.OfAsync(snapshot.Connection, snapshot.Dialect, shape, null, cancel).ToBlockingEnumerable(cancel)))];
        return (await FillDatabase.HandleAsync(database, log, clock, archive.Manifest.Migrations, tables, bringUp: true, isReplacing, loaded, cancel), aside);
    }

    static async Task AloneAsync(Database database, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        // Connections that were just closed may be seen for a moment.
        for (var tries = 0; tries < 10; tries++)
        {
            if (await connection.ScalarAsync<long>(
                    "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'marquee' and pid <> pg_backend_pid()", null, cancel) == 0)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancel);
        }

        throw new Conflict("database_in_use", "Another Marquee has this database open: stop it first, then restore.");
    }
}
