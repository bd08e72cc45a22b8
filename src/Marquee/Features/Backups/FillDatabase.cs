using Marquee.Data;
using Marquee.Data.Dump;

namespace Marquee.Features.Backups;

/// <summary>
/// Makes the schema that rows were written for, fills it, and brings it up to this program, all in one transaction: a restore is there as a whole or
/// not at all. Rows of an older program are changed by the same steps that would have changed them in place.
/// </summary>
static class FillDatabase
{
    /// <param name="bringUp">Whether the newer steps are applied too.</param>
    /// <param name="replace">Whether the tables that are there go first.</param>
    /// <returns>The steps that were applied on top.</returns>
    public static Task<IReadOnlyList<string>> HandleAsync(
        Database database, ILogger<Migrator> log, TimeProvider clock, IReadOnlyList<int> migrations, IReadOnlyList<TableSource> sources, bool bringUp, bool replace,
        Action<string, long>? loaded, CancellationToken cancel) => database.WriteAsync(async connection =>
    {
        var dialect = database.Dialect;
        if (replace)
        {
            foreach (var table in (await TableShape.AllAsync(connection, dialect, cancel)).Reverse())
                await connection.ExecuteAsync($"drop table {table.Name} cascade", null, cancel);
            // Functions of triggers stay behind their tables; those of extensions are not ours.
            foreach (var function in await connection.QueryAsync<string>(OwnFunctions, null, cancel))
                await connection.ExecuteAsync($"drop routine {function} cascade", null, cancel);
        }

        var migrator = new Migrator(database, clock, log);
        await migrator.ApplyOnlyAsync(connection, migrations, cancel);
        await LoadTables.HandleAsync(connection, dialect, sources, loaded, cancel);
        IReadOnlyList<string> newer = bringUp ? await migrator.ApplyAsync(connection, cancel) : [];
        await connection.ExecuteAsync(dialect.Analyze, null, cancel);
        return newer;
    }, cancel);

    const string OwnFunctions =
        """
        select cast(p.oid::regprocedure as text) from pg_proc p where p.pronamespace = current_schema()::regnamespace
            and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
        """;
}
