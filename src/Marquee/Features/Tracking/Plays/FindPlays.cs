using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Platform;
using Marquee.Platform.Api;
using Marquee.Platform.Errors;

namespace Marquee.Features.Tracking.Plays;

/// <summary>A play as it is shown.</summary>
/// <param name="WatchedAt">The moment, or midnight UTC of the day; null: nobody remembers.</param>
/// <param name="Precision"><c>exact</c>, <c>day</c> or <c>unknown</c>.</param>
/// <param name="Sources">Everybody who told of it, the first first.</param>
/// <param name="Cycle">Which time through the show.</param>
public sealed record PlayView(
    string Id, TitleId TitleId, string Title, int? Year, string Kind, EpisodeId? EpisodeId, int? Season, int? Episode, string? EpisodeName,
    DateTimeOffset? WatchedAt, string Precision, IReadOnlyList<string> Sources, int Cycle, string? Note, int Version, DateTimeOffset CreatedAt)
{
    /// <summary>"S2 E7", for an episode.</summary>
    public string? Code => Season is { } season ? $"S{season} E{Episode}" : null;
}

/// <summary>Looks up plays of the current profile, the latest first. Somebody else's are not there.</summary>
sealed class FindPlays(Database database, CurrentProfile current)
{
    const string Columns =
        """
        p.id, p.title_id, t.title, t.year, t.kind, p.episode_id, s.number as season, e.number as episode, e.name as episode_name, p.watched_at, p.precision,
        p.source, (select count(*) from play_sources o where o.play_id = p.id) as others, p.cycle, p.note, p.version, p.created_at
        from plays p join titles t on t.id = p.title_id left join episodes e on e.id = p.episode_id left join seasons s on s.id = e.season_id
        """;

    /// <summary>A page of plays, of one title or of all.</summary>
    public async Task<(IReadOnlyList<PlayView> Plays, Pagination Pagination)> PageAsync(TitleId? title, string? after, int? limit, CancellationToken cancel)
    {
        var (key, count) = (PageKey.Read(after), PageKey.Limit(limit));
        if (await current.FindAsync(cancel) is not { } profile)
            return ([], new Pagination(1, count, 0, 0, null));
        var sight = TitleSight.Of(profile);
        await using var connection = await database.OpenAsync(cancel);
        var about = new { profile = profile.Id, title, value = key?.Value, id = key?.Id, count = count + 1 };
        var of = title is null ? "" : "and p.title_id = @title";
        var behind = key is null ? "" : "and (coalesce(p.watched_at, 0) < @value or (coalesce(p.watched_at, 0) = @value and p.id < @id))";
        var rows = await connection.QueryAsync<Row>(
            $"select {Columns} where p.profile_id = @profile and {sight.Allows("t")} {of} {behind} order by coalesce(p.watched_at, 0) desc, p.id desc limit @count", about, cancel);
        var total = await connection.ScalarAsync<long>($"select count(*) from plays p where p.profile_id = @profile and {sight.AllowsId("p.title_id")} {of}", about, cancel);
        var pagination = PageKey.Of(rows, count, row => new PageKey(row.WatchedAt?.ToUnixTimeMilliseconds() ?? 0, row.Id), total);
        return (await ViewsAsync(connection, database.Dialect, rows, cancel), pagination);
    }

    /// <summary>Plays between two moments, and those of a day whose midnight lies between them.</summary>
    public async Task<IReadOnlyList<PlayView>> BetweenAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } profile)
            return [];
        await using var connection = await database.OpenAsync(cancel);
        return await ViewsAsync(connection, database.Dialect, await connection.QueryAsync<Row>(
            $"select {Columns} where p.profile_id = @profile and {TitleSight.Of(profile).Allows("t")} and p.watched_at >= @from and p.watched_at < @to order by p.watched_at desc, p.id desc",
            new { profile = profile.Id, from, to }, cancel), cancel);
    }

    /// <exception cref="NotFound">There is no such play, or it is somebody else's.</exception>
    public async Task<PlayView> OneAsync(long id, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is { } profile)
        {
            await using var connection = await database.OpenAsync(cancel);
            if (await OneAsync(connection, profile.Id, id, TitleSight.Of(profile), cancel) is { } play)
                return play;
        }

        throw new NotFound("play_not_found", "There is no such play.");
    }

    internal static async Task<PlayView?> OneAsync(DbConnection connection, ProfileId profile, long id, TitleSight sight, CancellationToken cancel)
    {
        var row = await connection.FirstAsync<Row>($"select {Columns} where p.id = @id and p.profile_id = @profile and {sight.Allows("t")}", new { id, profile }, cancel);
        return row?.View(row.Others == 0 ? [] : await connection.QueryAsync<string>("select source from play_sources where play_id = @id order by id", new { id }, cancel));
    }

    static async Task<IReadOnlyList<PlayView>> ViewsAsync(DbConnection connection, Dialect dialect, List<Row> rows, CancellationToken cancel)
    {
        var told = rows.Where(r => r.Others > 0).Select(r => r.Id).ToList();
        var others = told.Count == 0 ? [] : await connection.QueryAsync<Other>(
            $"select play_id, source from play_sources where {dialect.Among("play_id", "@told")} order by id", new { told = IdSet.Of(told) }, cancel);
        var byPlay = others.ToLookup(o => o.PlayId, o => o.Source);
        return rows.ConvertAll(row => row.View(byPlay[row.Id]));
    }

    sealed record Row(
        long Id, TitleId TitleId, string Title, int? Year, string Kind, EpisodeId? EpisodeId, int? Season, int? Episode, string? EpisodeName,
        DateTimeOffset? WatchedAt, string Precision, string Source, long Others, int Cycle, string? Note, int Version, DateTimeOffset CreatedAt)
    {
        public PlayView View(IEnumerable<string> others) => new(
            Id.ToString(System.Globalization.CultureInfo.InvariantCulture), TitleId, Title, Year, Kind, EpisodeId, Season, Episode, EpisodeName, WatchedAt, Precision,
            [Source, .. others.Except([Source])], Cycle, Note, Version, CreatedAt);
    }

    sealed record Other(long PlayId, string Source);
}
