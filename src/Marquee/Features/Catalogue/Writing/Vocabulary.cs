using System.Data.Common;
using Marquee.Data;

namespace Marquee.Features.Catalogue.Writing;

/// <summary>Names that titles share, and their keys: genres, keywords, people.</summary>
static class Vocabulary
{
    sealed record Row(long Id, string Name);

    /// <summary>The key of every name, those that are new added in bulk.</summary>
    /// <param name="table">genres, keywords or people.</param>
    public static async Task<IReadOnlyDictionary<string, long>> EnsureAsync(
        DbConnection connection, Dialect dialect, string table, IEnumerable<string> names, CancellationToken cancel)
    {
        var keys = new Dictionary<string, long>();
        // Two people may bear one name: a source that tells no more than names means the first.
        foreach (var row in await connection.QueryAsync<Row>($"select id, name from {table} order by id", null, cancel))
            keys.TryAdd(row.Name, row.Id);
        var missing = names.Where(name => !keys.ContainsKey(name)).Distinct().ToList();
        if (missing.Count == 0)
            return keys;

        var first = await IdBlock.ReserveAsync(connection, dialect, table, missing.Count, cancel);
        for (var i = 0; i < missing.Count; i++)
            keys.Add(missing[i], first + i);

        var withMatchKey = table == "people";
        await connection.BulkCopyAsync(
            table, withMatchKey ? ["id", "name", "match_key"] : ["id", "name"],
            missing.Select(name => withMatchKey ? new object?[] { keys[name], name, TitleKey.Fold(name) } : [keys[name], name]), cancel);
        return keys;
    }
}
