using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Importers;

namespace Marquee.Features.Exports;

/// <summary>Everything of a library as records: what Marquee's own export holds, and what every other form is made from.</summary>
sealed record ExportRecords(IReadOnlyList<ImportedList> Lists, IReadOnlyList<ImportedItem> Items)
{
    /// <summary>Reads a profile's library, as it is at one moment, as far as <paramref name="sight"/> reaches.</summary>
    public static async Task<ExportRecords> OfAsync(DbConnection connection, Dialect dialect, ProfileId profile, TitleSight sight, CancellationToken cancel)
    {
        var catalogue = await ExportTitles.LoadAsync(connection, dialect, profile, cancel);
        return new ExportRecords(await ListsAsync(connection, profile, cancel),
        [
            .. await PlaysAsync(connection, catalogue, profile, sight, cancel),
            .. await RatingsAsync(connection, catalogue, profile, sight, cancel),
            .. await ListedAsync(connection, catalogue, profile, sight, cancel),
            .. await ExportWords.OfAsync(connection, catalogue, profile, sight, cancel),
        ]);
    }

    static async Task<List<ImportedList>> ListsAsync(DbConnection connection, ProfileId profile, CancellationToken cancel) =>
        [.. (await connection.QueryAsync<ListRow>(
            "select id, name, description, visibility, created_at, source, source_id, icon, filter from lists where profile_id = @profile and kind = 'own' order by created_at, id", new { profile }, cancel))
            .Select(list => new ImportedList("", 0, "", EventKey.Of(list.Source, list.SourceId, list.Id), list.Name)
            {
                Description = list.Description,
                Visibility = list.Visibility,
                CreatedAt = list.CreatedAt,
                Icon = list.Icon,
                Filter = list.Filter,
            })];

    static async Task<IEnumerable<ImportedItem>> PlaysAsync(DbConnection connection, ExportTitles catalogue, ProfileId profile, TitleSight sight, CancellationToken cancel) =>
        (await connection.QueryAsync<PlayRow>(
            $"""
            select id, title_id, episode_id, watched_at, precision, source, source_event_id, note, cycle from plays
            where profile_id = @profile and {sight.AllowsId("title_id")} order by coalesce(watched_at, 0), ordinal, id
            """, new { profile }, cancel)).Select(play => catalogue.About(play.TitleId, play.EpisodeId) with
            {
                // The first time through goes without saying.
                Viewing = (play.WatchedAt is { } at ? new Viewing(at, play.Precision == "exact" ? WatchPrecision.Time : WatchPrecision.Day) : Viewing.SomeTime) with { Cycle = play.Cycle > 1 ? play.Cycle : null },
                PrivateNote = play.Note,
                SourceEventId = EventKey.Of(play.Source, play.SourceEventId, play.Id),
            });

    static async Task<IEnumerable<ImportedItem>> RatingsAsync(DbConnection connection, ExportTitles catalogue, ProfileId profile, TitleSight sight, CancellationToken cancel) =>
        (await connection.QueryAsync<RatingRow>(
            $"""
            select title_id, cast(null as bigint) as season_id, cast(null as bigint) as episode_id, value, rated_at from ratings where profile_id = @profile and {sight.AllowsId("title_id")}
            union all select title_id, season_id, null, value, rated_at from season_ratings where profile_id = @profile and {sight.AllowsId("title_id")}
            union all select title_id, null, episode_id, value, rated_at from episode_ratings where profile_id = @profile and {sight.AllowsId("title_id")}
            order by rated_at, title_id
            """, new { profile }, cancel)).Select(rating => catalogue.About(rating.TitleId, rating.EpisodeId, rating.SeasonId) with { Rating = rating.Value, RatedAt = rating.RatedAt });

    static async Task<IEnumerable<ImportedItem>> ListedAsync(DbConnection connection, ExportTitles catalogue, ProfileId profile, TitleSight sight, CancellationToken cancel)
    {
        var rows = await connection.QueryAsync<ListedRow>(
            $"""
            select l.kind, l.id as list_id, l.name, l.source, l.source_id, i.title_id, i.note, i.added_at
            from list_items i join lists l on l.id = i.list_id where l.profile_id = @profile and l.kind in ('watchlist', 'favourites', 'own') and {sight.AllowsId("i.title_id")}
            order by l.created_at, l.id, i.position, i.title_id
            """, new { profile }, cancel);
        return rows.GroupBy(row => row.ListId).SelectMany(list => list.Select((row, place) => row.Kind switch
        {
            "watchlist" => catalogue.About(row.TitleId) with { OnWatchlist = true, ListedAt = row.AddedAt },
            "favourites" => catalogue.About(row.TitleId) with { IsLiked = true, LikedAt = row.AddedAt },
            _ => catalogue.About(row.TitleId) with { ListPlace = new ListPlace(EventKey.Of(row.Source, row.SourceId, row.ListId), row.Name, place + 1, row.Note), ListedAt = row.AddedAt },
        }));
    }

    sealed record ListRow(long Id, string Name, string? Description, string Visibility, DateTimeOffset CreatedAt, string Source, string? SourceId, string? Icon, string? Filter);

    sealed record PlayRow(long Id, long TitleId, long? EpisodeId, DateTimeOffset? WatchedAt, string Precision, string Source, string? SourceEventId, string? Note, int Cycle);

    sealed record RatingRow(long TitleId, long? SeasonId, long? EpisodeId, int Value, DateTimeOffset RatedAt);

    sealed record ListedRow(string Kind, long ListId, string Name, string Source, string? SourceId, long TitleId, string? Note, DateTimeOffset AddedAt);
}

/// <summary>The name a thing keeps through export and import: where it came from and what it was called there.</summary>
static class EventKey
{
    const string Own = "marquee";

    public static string Of(string source, string? name, long id) =>
        name is null ? $"{source}:#{id}" : source == Own ? name : $"{source}:{name}";
}
