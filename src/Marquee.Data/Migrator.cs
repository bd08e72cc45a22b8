using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Marquee.Data;

/// <summary>
/// Brings the schema up to this program: forward only, in one transaction, and safe when two nodes start at once,
/// for the second waits for the first and then finds nothing left to do.
/// </summary>
public sealed partial class Migrator(Database database, TimeProvider clock, ILogger<Migrator> logger)
{
    // Any number will do as long as it stays: nodes of different versions must meet at the same lock.
    const long LockKey = 0x4D_41_52_51_55_45_45;

    /// <returns>The names of the steps that were applied, none when the schema was up to date.</returns>
    /// <exception cref="DatabaseUnavailable">The schema was made by a newer program.</exception>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellation)
    {
        var steps = Migration.For(database.Dialect);
        var applied = await database.WriteAsync(connection => ApplyAsync(connection, steps, cancellation), cancellation);
        if (applied.Count == 0)
            LogUpToDate(logger, steps[^1].Number);
        return applied;
    }

    /// <summary>The numbers of all steps this program knows.</summary>
    public static IReadOnlyList<int> KnownTo(Dialect dialect) => [.. Migration.For(dialect).Select(step => step.Number)];

    /// <summary>Applies these steps and no others inside the caller's transaction: the schema that an older program had.</summary>
    public Task<IReadOnlyList<string>> ApplyOnlyAsync(DbConnection connection, IReadOnlyCollection<int> numbers, CancellationToken cancellation) =>
        ApplyAsync(connection, [.. Migration.For(database.Dialect).Where(step => numbers.Contains(step.Number))], cancellation);

    /// <summary>Applies what is missing inside the caller's transaction.</summary>
    public Task<IReadOnlyList<string>> ApplyAsync(DbConnection connection, CancellationToken cancellation) => ApplyAsync(connection, Migration.For(database.Dialect), cancellation);

    /// <summary>Whether a schema of ours is there.</summary>
    internal static async Task<bool> IsThereAsync(DbConnection connection, Dialect dialect, CancellationToken cancellation) => await connection.ScalarAsync<long>(
        dialect.IsSqlite
            ? $"select count(*) from sqlite_master where type = 'table' and name = '{Dump.TableShape.Migrations}'"
            : $"select count(*) from information_schema.tables where table_schema = current_schema() and table_name = '{Dump.TableShape.Migrations}'", null, cancellation) > 0;

    async Task<IReadOnlyList<string>> ApplyAsync(DbConnection connection, IReadOnlyList<Migration> steps, CancellationToken cancellation)
    {
        if (!database.Dialect.IsSqlite)
            await connection.ExecuteAsync("select pg_advisory_xact_lock(@key)", new { key = LockKey }, cancellation);
        await connection.ExecuteAsync(
            "create table if not exists schema_migrations (number integer primary key, name text not null, applied_at bigint not null)", null, cancellation);
        var known = (await connection.QueryAsync<int>("select number from schema_migrations", null, cancellation)).ToHashSet();

        if (known.Count > 0 && known.Max() > steps[^1].Number)
            throw new DatabaseUnavailable(
                $"{database.Address.Shown} was made by a newer Marquee (schema {known.Max()}, this program knows {steps[^1].Number}): start that version.");

        var applied = new List<string>();
        foreach (var step in steps.Where(step => !known.Contains(step.Number)))
        {
            var started = clock.GetTimestamp();
            await connection.ExecuteAsync(step.Sql, null, cancellation);
            await connection.ExecuteAsync(
                "insert into schema_migrations (number, name, applied_at) values (@Number, @Name, @now)",
                new { step.Number, step.Name, now = clock.GetUtcNow() }, cancellation);
            applied.Add($"{step.Number:0000} {step.Name}");
            var elapsed = clock.GetElapsedTime(started).TotalMilliseconds;
            LogApplied(logger, step.Number, step.Name, elapsed);
        }

        return applied;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Applied migration {Number} {Name} in {Milliseconds:0} ms")]
    static partial void LogApplied(ILogger logger, int number, string name, double milliseconds);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The schema is up to date at {Number}")]
    static partial void LogUpToDate(ILogger logger, int number);
}
