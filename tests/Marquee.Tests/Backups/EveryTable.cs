using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;
using Marquee.Data;
using Marquee.Data.Dump;

namespace Marquee.Tests.Backups;

/// <summary>Rows in every table there is, made from what the schema says of it: a table of tomorrow gets its rows without being named here.</summary>
static partial class EveryTable
{
    static readonly string[] Texts = ["Amélie", "千と千尋の神隠し", "🎬 \"quoted\", and\nbroken \\ off", "=1+1", "", " spaces ", "ﷺ\u202Eabc", "null"];

    /// <summary>Fills a migrated SQLite database.</summary>
    public static async Task FillAsync(Database database, int rows, int seed, CancellationToken cancel) => await database.WriteAsync(async connection =>
    {
        var random = new Random(seed);
        foreach (var table in await TableShape.AllAsync(connection, Dialect.Sqlite, cancel))
        {
            if (table.Name == TableShape.Migrations)
                continue;
            var sql = (await connection.ExecuteScalarAsync<string>("select group_concat(sql, ' ') from sqlite_master where tbl_name = @Name", new { table.Name }))!;
            var needs = (await connection.QueryAsync<(string Table, string From, string? To)>($"""select "table", "from", "to" from pragma_foreign_key_list('{table.Name}')""")).ToDictionary(n => n.From);
            var required = (await connection.QueryAsync<string>($"select name from pragma_table_info('{table.Name}') where \"notnull\" = 1 or pk > 0")).ToHashSet();
            for (var row = 1; row <= rows; row++)
            {
                var values = new DynamicParameters();
                foreach (var column in table.Columns)
                    values.Add(column.Name, needs.TryGetValue(column.Name, out var need) && need.Table != table.Name
                        ? await connection.ExecuteScalarAsync<object>($"select {need.To ?? "id"} from {need.Table} order by 1 limit 1 offset {row - 1}")
                        : !required.Contains(column.Name) && (random.Next(4) == 0 || needs.ContainsKey(column.Name)) ? null : Value(table, column, sql, row, random));
                await connection.ExecuteAsync($"insert into {table.Name} ({string.Join(", ", table.Columns.Select(c => c.Name))}) values ({string.Join(", ", table.Columns.Select(c => "@" + c.Name))})", values);
            }
        }
    }, cancel);

    static object Value(TableShape table, ColumnShape column, string sql, int row, Random random)
    {
        if (Words(column.Name).Match(sql) is { Success: true } words)
        {
            var allowed = Quoted().Matches(words.Groups["words"].Value).Select(word => word.Groups[1].Value).ToList();
            return allowed[row % allowed.Count];
        }

        if (Range(column.Name).Match(sql) is { Success: true } range)
            return long.Parse(range.Groups["low"].Value, CultureInfo.InvariantCulture) + row;
        return column.Kind switch
        {
            // Different in each row, so that nothing meets itself; large where the column is.
            ColumnKind.Whole => column.IsInt ? row : table.Key.Contains(column.Name) || column.Name.EndsWith("_id", StringComparison.Ordinal) ? row : (1L << 53) + row + random.Next(1000),
            ColumnKind.Text => $"{row}{Texts[random.Next(Texts.Length)]}",
            ColumnKind.Truth => row % 2 == 0,
            ColumnKind.Double => random.NextDouble() * Math.Pow(10, random.Next(-20, 20)),
            ColumnKind.Single => (double)(float)random.NextDouble(),
            _ => Enumerable.Range(0, random.Next(0, 5000)).Select(_ => (byte)random.Next(256)).ToArray(),
        };
    }

    /// <summary>All rows of all tables, as lines.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ReadAsync(Database database, CancellationToken cancel)
    {
        await using var snapshot = await Snapshot.TakeAsync(database, cancel);
        var all = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var table in await TableShape.AllAsync(snapshot.Connection, snapshot.Dialect, cancel))
        {
            // By name: the two databases may keep columns in different orders.
            var shape = table with { Columns = [.. table.Columns.OrderBy(column => column.Name, StringComparer.Ordinal)] };
            using var lines = new RowLines();
            var rows = new List<string>();
            await foreach (var row in TableRows.OfAsync(snapshot.Connection, snapshot.Dialect, shape, null, cancel))
                rows.Add(System.Text.Encoding.UTF8.GetString(lines.Write(row).Span));
            all[table.Name] = rows;
        }

        return all;
    }

    static Regex Words(string column) => new($@"\b{column} text[^,]*?check \({column} in \((?<words>[^)]*)\)\)", RegexOptions.IgnoreCase);

    static Regex Range(string column) => new($@"\b{column} integer[^,]*?check \({column} between (?<low>\d+) and", RegexOptions.IgnoreCase);

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Quoted();
}
