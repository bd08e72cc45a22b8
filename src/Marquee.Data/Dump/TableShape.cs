using System.Data.Common;

namespace Marquee.Data.Dump;

/// <summary>What kind of value a column holds, the same on both databases.</summary>
public enum ColumnKind
{
    Whole,
    Text,
    Truth,
    Double,

    /// <summary>A number of 32 bits; SQLite keeps it in 64.</summary>
    Single,
    Bytes,
}

/// <summary>A column of a table.</summary>
/// <param name="IsInt">Whether PostgreSQL keeps it in 32 bits.</param>
public sealed record ColumnShape(string Name, ColumnKind Kind, bool IsInt = false);

/// <summary>A table as the database itself describes it. What is derived from other columns is left out: it makes itself.</summary>
/// <param name="Key">The columns of its primary key.</param>
/// <param name="Needs">The tables that must be there before it.</param>
public sealed record TableShape(string Name, IReadOnlyList<ColumnShape> Columns, IReadOnlyList<string> Key, IReadOnlyList<string> Needs)
{
    /// <summary>The ledger of the schema's own steps.</summary>
    public const string Migrations = "schema_migrations";

    /// <summary>Every table of the schema, those that others point at before them. Read from the database, so that a new table cannot be forgotten.</summary>
    /// <exception cref="InvalidDataException">Tables point at each other in a circle, or one has no key.</exception>
    public static async Task<IReadOnlyList<TableShape>> AllAsync(DbConnection connection, Dialect dialect, CancellationToken cancel)
    {
        var columns = (await connection.QueryAsync<Column>(dialect.IsSqlite ? SqliteColumns : PostgresColumns, null, cancel)).ToLookup(column => column.Name);
        var needs = (await connection.QueryAsync<Need>(dialect.IsSqlite ? SqliteNeeds : PostgresNeeds, null, cancel)).ToLookup(need => need.Name, need => need.Needs);
        var tables = columns.Select(table => new TableShape(
            table.Key,
            [.. table.Select(column => new ColumnShape(column.ColumnName, KindOf(table.Key, column), column.Type.Equals("integer", StringComparison.OrdinalIgnoreCase)))],
            [.. table.Where(column => column.KeyPlace > 0).OrderBy(column => column.KeyPlace).Select(column => column.ColumnName)],
            [.. needs[table.Key].Where(other => other != table.Key).Distinct().Order(StringComparer.Ordinal)])).ToList();
        return tables.Find(table => table.Key.Count == 0) is { } keyless
            ? throw new InvalidDataException($"The table {keyless.Name} has no primary key: its rows have no order.")
            : InOrder(tables);
    }

    static List<TableShape> InOrder(List<TableShape> tables)
    {
        var ordered = new List<TableShape>();
        var left = tables.OrderBy(table => table.Name, StringComparer.Ordinal).ToList();
        while (left.Count > 0)
        {
            var ready = left.FindAll(table => table.Needs.All(need => ordered.Exists(done => done.Name == need)));
            if (ready.Count == 0)
                throw new InvalidDataException($"The tables {string.Join(", ", left.Select(table => table.Name))} point at each other in a circle.");
            ordered.AddRange(ready);
            left.RemoveAll(ready.Contains);
        }

        return ordered;
    }

    static ColumnKind KindOf(string table, Column column) => column.Type.ToLowerInvariant() switch
    {
        "integer" or "bigint" => ColumnKind.Whole,
        "text" => ColumnKind.Text,
        "boolean" => ColumnKind.Truth,
        "double precision" => ColumnKind.Double,
        "real" => ColumnKind.Single,
        "bytea" => ColumnKind.Bytes,
        var other => throw new InvalidDataException($"The column {column.ColumnName} of {table} is {other}, which both databases do not share."),
    };

    // Tables of the full-text index, and those it keeps for itself, are made from search_documents by triggers.
    const string SqliteTables =
        """
        sqlite_master m where m.type = 'table' and m.name not like 'sqlite\_%' escape '\' and m.sql not like 'create virtual %'
            and not exists (select 1 from sqlite_master v where v.type = 'table' and v.sql like 'create virtual %' and m.name like v.name || '\_%' escape '\' and m.sql not like 'create table ' || m.name || ' %')
        """;

    const string SqliteColumns =
        $"""
        select t.name, c.name as column_name, c.type, c.pk as key_place
        from (select m.name from {SqliteTables}) t, pragma_table_xinfo(t.name) c where c.hidden = 0 order by t.name, c.cid
        """;

    const string SqliteNeeds = $"""select t.name, f."table" as needs from (select m.name from {SqliteTables}) t, pragma_foreign_key_list(t.name) f""";

    const string PostgresColumns =
        """
        select cast(c.table_name as text) as name, cast(c.column_name as text) as column_name, cast(c.data_type as text) as type, coalesce(cast(k.ordinal_position as bigint), 0) as key_place
        from information_schema.columns c
        join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
        left join information_schema.table_constraints p on p.table_schema = c.table_schema and p.table_name = c.table_name and p.constraint_type = 'PRIMARY KEY'
        left join information_schema.key_column_usage k on k.constraint_schema = p.constraint_schema and k.constraint_name = p.constraint_name and k.table_name = c.table_name and k.column_name = c.column_name
        where c.table_schema = current_schema() and c.is_generated = 'NEVER' order by c.table_name, c.ordinal_position
        """;

    const string PostgresNeeds =
        """
        select cast(r.relname as text) as name, cast(o.relname as text) as needs from pg_constraint f join pg_class r on r.oid = f.conrelid join pg_class o on o.oid = f.confrelid
        where f.contype = 'f' and f.connamespace = current_schema()::regnamespace
        """;

    sealed record Column(string Name, string ColumnName, string Type, long KeyPlace);

    sealed record Need(string Name, string Needs);
}
