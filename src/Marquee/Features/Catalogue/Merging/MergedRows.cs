using System.Data.Common;
using System.Text.Json;
using Dapper;
using Marquee.Data;
using Marquee.Platform;

namespace Marquee.Features.Catalogue.Merging;

/// <summary>Whose things a merge touches: everybody's who has anything of the title that goes.</summary>
/// <param name="Lists">Lists that hold it, and those profiles' watchlists, which what was watched leaves.</param>
sealed record MergeScope(TitleId From, TitleId Into, IReadOnlyList<ProfileId> Profiles, IReadOnlyList<long> Lists)
{
    public static async Task<MergeScope> FindAsync(DbConnection connection, Dialect dialect, TitleId from, TitleId into, CancellationToken cancel)
    {
        var tables = MergedRows.Tables.Where(table => table.Name is not ("play_sources" or "list_items" or "import_rows")).Select(table => $"select profile_id from {table.Name} where title_id = @from");
        var profiles = await connection.QueryAsync<ProfileId>(
            string.Join(" union ", tables) + " union select l.profile_id from list_items i join lists l on l.id = i.list_id where i.title_id = @from", new { from }, cancel);
        var lists = await connection.QueryAsync<long>(
            $"select list_id from list_items where title_id = @from union select id from lists where kind = 'watchlist' and {dialect.Among("profile_id", "@profiles")}",
            new { from, profiles = IdSet.Of(profiles) }, cancel);
        return new MergeScope(from, into, profiles, lists);
    }
}

/// <summary>A row before and after a merge; null: it was not there, or is gone.</summary>
sealed record MovedRow(JournalTable Table, JournalRow? Was, JournalRow? Became)
{
    public JournalRow Row => Became ?? Was!;
}

/// <summary>
/// Every row of anybody's that hangs on one of two titles, whole, as it stands. What differs between two readings is what a merge did: it is kept beside the
/// merge, tells the change feeds, and is what an undo brings back.
/// </summary>
static class MergedRows
{
    /// <summary>Parents before their parts. Each column counts here: what comes back is the very row that went.</summary>
    public static readonly IReadOnlyList<JournalTable> Tables =
    [
        .. new[]
        {
            "plays", "play_sources", "watch_progress", "tracked_titles", "ratings", "season_ratings", "episode_ratings", "hidden_titles", "reviews", "list_items",
            "title_tags", "title_notes", "owned_copies",
        }.Select(name => JournalTable.Named(name) with { Columns = null }),
        new("import_rows", ["id"], null, []),
    ];

    public static async Task<Dictionary<(string Table, string Key), JournalRow>> ReadAsync(DbConnection connection, Dialect dialect, MergeScope scope, CancellationToken cancel)
    {
        var about = new { scope.From, titles = IdSet.Of([scope.From, scope.Into]), profiles = IdSet.Of(scope.Profiles), lists = IdSet.Of(scope.Lists) };
        var ours = $"{dialect.Among("title_id", "@titles")} and {dialect.Among("profile_id", "@profiles")}";
        var rows = new Dictionary<(string, string), JournalRow>();
        foreach (var table in Tables)
        {
            var condition = table.Name switch
            {
                "play_sources" => $"play_id in (select id from plays where {ours})",
                "list_items" => $"{dialect.Among("title_id", "@titles")} and {dialect.Among("list_id", "@lists")}",
                "import_rows" => $"{dialect.Among("title_id", "@titles")} and batch_id in (select id from import_batches where {dialect.Among("profile_id", "@profiles")})",
                _ => ours,
            };
            foreach (var row in await connection.QueryAsync(new CommandDefinition($"select * from {table.Name} where {condition}", about, cancellationToken: cancel)))
            {
                var read = JournalRow.Of((IDictionary<string, object?>)row);
                rows[(table.Name, read.Key(table.Keys))] = read;
            }
        }

        return rows;
    }

    public static List<MovedRow> Differences(Dictionary<(string Table, string Key), JournalRow> before, Dictionary<(string Table, string Key), JournalRow> after) =>
    [
        .. from table in Tables
           from place in before.Keys.Union(after.Keys)
           where place.Table == table.Name
           let was = before.GetValueOrDefault(place)
           let became = after.GetValueOrDefault(place)
           where was?.Json != became?.Json
           select new MovedRow(table, was, became),
    ];

    public static string Write(IEnumerable<MovedRow> rows) => JsonSerializer.Serialize(rows.Select(row => new
    {
        t = row.Table.Name,
        b = row.Was is null ? (JsonElement?)null : JsonSerializer.Deserialize<JsonElement>(row.Was.Json),
        a = row.Became is null ? (JsonElement?)null : JsonSerializer.Deserialize<JsonElement>(row.Became.Json),
    }));

    public static List<MovedRow> Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        return [.. json.RootElement.EnumerateArray().Select(row => new MovedRow(Tables.First(table => table.Name == row.GetProperty("t").GetString()), Side(row, "b"), Side(row, "a")))];
    }

    static JournalRow? Side(JsonElement row, string side) => row.GetProperty(side) is { ValueKind: JsonValueKind.Object } found ? JournalRow.Read(found) : null;

    /// <summary>Tells everybody concerned: what is elsewhere is new there, and leaves a tombstone where it was.</summary>
    public static async Task TellAsync(DbConnection connection, Dialect dialect, MergeScope scope, IReadOnlyList<MovedRow> rows, DateTimeOffset now, CancellationToken cancel)
    {
        var hearers = await connection.QueryAsync<Hearer>(
            $"""
            select id as list, profile_id as profile from lists where {dialect.Among("id", "@lists")}
            union select list_id, profile_id from list_collaborators where {dialect.Among("list_id", "@lists")}
            """, new { lists = IdSet.Of(scope.Lists) }, cancel);
        var ofList = hearers.ToLookup(hearer => hearer.List, hearer => hearer.Profile);
        var told = rows.Where(row => JournalTable.All.Any(table => table.Name == row.Table.Name))
            .SelectMany(row => Whose(row, ofList).Select(profile => (profile, Change: new JournalChange(JournalTable.Named(row.Table.Name), row.Was, row.Became))));
        foreach (var profile in told.GroupBy(one => one.profile, one => one.Change))
            await Journal.TellAsync(connection, dialect, profile.Key, [.. profile], now, cancel);
    }

    static IEnumerable<ProfileId> Whose(MovedRow row, ILookup<long, ProfileId> ofList) =>
        row.Table.Name == "list_items" ? ofList[(long)row.Row["list_id"]!] : [new ProfileId((long)row.Row["profile_id"]!)];

    sealed record Hearer(long List, ProfileId Profile);
}
