using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Platform;

namespace Marquee.Features.Tracking.Shows;

/// <summary>Something begun and not finished.</summary>
sealed record Unfinished(
    TitleId TitleId, string Title, int? Year, EpisodeId? EpisodeId, int? Season, int? Episode, string? EpisodeName, int Seconds, int? Length, DateTimeOffset UpdatedAt)
{
    /// <summary>How many minutes are left, where the length is known.</summary>
    public int? Minutes => Length is { } length ? Math.Max(1, (length - Seconds + 59) / 60) : null;

    public int Percent => Length is > 0 and var length ? Math.Clamp(Seconds * 100 / length, 1, 99) : 50;

    public string? Code => Season is { } season ? $"S{season} E{Episode}" : null;
}

/// <summary>The next episode of a show somebody watches.</summary>
sealed record NextEpisode(
    TitleId TitleId, string Title, int? Year, EpisodeId EpisodeId, int Season, int Episode, string EpisodeName, DateOnly? AirDate, bool HasAired, int Seen, int Aired)
{
    /// <summary>Aired episodes that are left, this one too.</summary>
    public int Left => Aired - Seen;

    public string Code => $"S{Season} E{Episode}";
}

/// <summary>What to go on with: things begun, and the next episode of each show.</summary>
sealed class WatchNext(Database database, CurrentProfile current, TimeProvider clock)
{
    const int Shows = 40;

    /// <summary>Begun and not finished, the latest first.</summary>
    public async Task<IReadOnlyList<Unfinished>> ContinueAsync(int count, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } profile)
            return [];
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<Unfinished>(
            $"""
            select w.title_id, t.title, t.year, w.episode_id, s.number as season, e.number as episode, e.name as episode_name, w.seconds, w.length, w.updated_at
            from watch_progress w join titles t on t.id = w.title_id left join episodes e on e.id = w.episode_id left join seasons s on s.id = e.season_id
            where w.profile_id = @profile and {TitleSight.Of(profile).Allows("t")} order by w.updated_at desc, w.id desc limit @count
            """, new { profile = profile.Id, count }, cancel);
    }

    /// <summary>The next episode of every show that is watched, the show watched last first. One that is still to air comes with its date.</summary>
    public async Task<IReadOnlyList<NextEpisode>> NextUpAsync(int count, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } profile)
            return [];
        var (today, forgotten) = StatusRule.Parameters(clock.GetUtcNow());
        await using var connection = await database.OpenAsync(cancel);
        var rows = await connection.QueryAsync<Row>(
            $"""
            with watched as (
                select tt.title_id, t.title, t.year, tt.cycle, tt.active_at from tracked_titles tt join titles t on t.id = tt.title_id
                where tt.profile_id = @profile and t.kind = 'show' and {TitleSight.Of(profile).Allows("t")} and {StatusRule.Sql} in ('watching', 'up_to_date')
                order by tt.active_at desc, tt.title_id limit {Shows})
            select w.title_id, w.title, w.year, e.id as episode_id, s.number as season, e.number as episode, e.name as episode_name,
                e.air_date, case when coalesce(e.air_date, s.air_date, '') <= @today then 1 else 0 end as aired,
                case when exists (select 1 from plays p where p.profile_id = @profile and p.title_id = w.title_id and p.episode_id = e.id and p.cycle = w.cycle) then 1 else 0 end as was_seen
            from watched w join episodes e on e.title_id = w.title_id join seasons s on s.id = e.season_id
            where s.number > 0 order by w.active_at desc, w.title_id, s.number, e.number
            """, new { profile = profile.Id, today, forgotten }, cancel);
        return [.. rows.GroupBy(r => r.TitleId).Select(show => Next(show.ToList())).OfType<NextEpisode>().Take(count)];
    }

    /// <summary>What was logged last, newest first.</summary>
    public async Task<IReadOnlyList<LoggedTitle>> RecentlyLoggedAsync(int count, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } profile)
            return [];
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<LoggedTitle>(
            $"""
            select t.id as title_id, t.title, t.year, r.value as tenths, latest.at as logged_at
            from (select title_id, max(created_at) as at, max(id) as id from plays where profile_id = @profile and {TitleSight.Of(profile).AllowsId("title_id")} group by title_id order by max(id) desc limit @count) latest
            join titles t on t.id = latest.title_id left join ratings r on r.profile_id = @profile and r.title_id = t.id
            order by latest.id desc
            """, new { profile = profile.Id, count }, cancel);
    }

    static NextEpisode? Next(List<Row> show) => NextUp.Of(show) is { } next
        ? new NextEpisode(next.TitleId, next.Title, next.Year, next.EpisodeId, next.Season, next.Episode, next.EpisodeName, next.AirDate, next.HasAired,
            show.Count(e => e.Seen), show.Count(e => e.HasAired))
        : null;

    sealed record Row(
        TitleId TitleId, string Title, int? Year, EpisodeId EpisodeId, int Season, int Episode, string EpisodeName, DateOnly? AirDate, int Aired, int WasSeen) : IEpisodeState
    {
        public bool HasAired => Aired == 1;

        public bool Seen => WasSeen == 1;
    }
}

/// <summary>A title that was logged lately.</summary>
sealed record LoggedTitle(TitleId TitleId, string Title, int? Year, int? Tenths, DateTimeOffset LoggedAt);
