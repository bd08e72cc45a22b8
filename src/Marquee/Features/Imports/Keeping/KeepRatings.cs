using System.Data.Common;
using Marquee.Data;

namespace Marquee.Features.Imports.Keeping;

/// <summary>Ratings of titles, seasons and episodes, by the rule that was chosen for conflicts.</summary>
sealed class KeepRatings(DbConnection connection, object owner, ConflictRule rule)
{
    static readonly string[] Columns = ["key_id", "title_id", "value", "at"];

    public async Task HandleAsync(IReadOnlyList<PlacedRow> rows, CancellationToken cancel)
    {
        var rated = rows.Where(row => row.Title is not null && row.Item!.Rating is not null).ToList();
        await KeepAsync("ratings", "title_id", rated.Where(row => row.IsWhole).Select(row => (row.Title!.Value, row)), cancel);
        await KeepAsync("season_ratings", "season_id", rated.Where(row => row.IsSeason).Select(row => (row.Season!.Value, row)), cancel);
        await KeepAsync("episode_ratings", "episode_id", rated.Where(row => row.IsEpisode).SelectMany(row => row.Episodes.Select(episode => (episode, row))), cancel);
    }

    async Task KeepAsync(string table, string key, IEnumerable<(long Key, PlacedRow Row)> rated, CancellationToken cancel)
    {
        // One for each: the latest that is dated, else the last given.
        List<object?[]> staged =
        [
            .. from row in rated
               group row.Row by row.Key into one
               let best = one.Aggregate((best, next) => Moment(next) >= Moment(best) ? next : best)
               select new object?[] { one.Key, best.Title!.Value, best.Item!.Rating!.Value, best.Item.RatedAt?.ToUnixTimeMilliseconds() },
        ];
        if (staged.Count == 0)
            return;
        await connection.ExecuteAsync("create temp table if not exists import_rated (key_id bigint, title_id bigint, value integer, at bigint)", null, cancel);
        await connection.ExecuteAsync("delete from import_rated", null, cancel);
        await connection.BulkCopyAsync("import_rated", Columns, staged, cancel);
        await InsertAsync(table, key, isDated: true, cancel);
        await InsertAsync(table, key, isDated: false, cancel);
    }

    Task<int> InsertAsync(string table, string key, bool isDated, CancellationToken cancel)
    {
        var (title, its) = key == "title_id" ? ("", "") : (", title_id", ", title_id");
        var onConflict = rule == ConflictRule.Mine ? "nothing" :
            $"""
            update set value = excluded.value, rated_at = excluded.rated_at, source = excluded.source, batch_id = excluded.batch_id, version = {table}.version + 1
            where {table}.value <> excluded.value and {Stands(table, isDated)}
            """;
        return connection.ExecuteAsync(
            $"""
            insert into {table} (profile_id, {key}{title}, value, rated_at, source, batch_id)
            select @profile, key_id{its}, value, coalesce(at, @now), @source, @batch from import_rated where at is {(isDated ? "not null" : "null")}
            on conflict (profile_id, {key}) do {onConflict}
            """, owner, cancel);
    }

    // One without a date gives way to any other source's, and is told again by its own.
    string Stands(string table, bool isDated) => rule == ConflictRule.Theirs ? "true" : isDated
        ? $"(excluded.rated_at > {table}.rated_at or (excluded.rated_at = {table}.rated_at and excluded.source = {table}.source))"
        : $"{table}.source = excluded.source";

    static DateTimeOffset Moment(PlacedRow row) => row.Item!.RatedAt ?? DateTimeOffset.MinValue;
}
