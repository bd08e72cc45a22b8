using Dapper;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Tracking.Shows;

/// <summary>An episode and what the profile did with it.</summary>
/// <param name="Season">0 for specials.</param>
/// <param name="Plays">All viewings, whichever time through.</param>
/// <param name="Rating">1 … 10, if rated.</param>
/// <param name="ProgressSeconds">Where they stopped.</param>
sealed record TrackedEpisode(
    EpisodeId Id, SeasonId SeasonId, int Season, int Number, string Name, DateOnly? AirDate, int? Runtime, bool HasAired, bool Seen, int Plays,
    DateTimeOffset? LastWatchedAt, decimal? Rating, int? ProgressSeconds, int? LengthSeconds) : IEpisodeState
{
    /// <summary>"S2 E7".</summary>
    public string Code => $"S{Season} E{Number}";
}

/// <summary>A season with its episodes.</summary>
sealed record TrackedSeason(SeasonId Id, int Number, string? Name, decimal? Rating, IReadOnlyList<TrackedEpisode> Episodes)
{
    public string Words => Name ?? (Number == 0 ? "Specials" : $"Season {Number}");

    public int Seen => Episodes.Count(e => e.Seen);
}

/// <summary>A show as the profile stands to it.</summary>
/// <param name="Cycle">Which time through, from 1.</param>
/// <param name="Version">Of what was set by hand.</param>
/// <param name="Next">The episode that comes next; null when all is seen.</param>
sealed record TrackedShow(
    TitleId TitleId, string Title, string Status, bool ByHand, int Cycle, int Version, int Plays, int Seen, int Aired, int Total,
    TrackedEpisode? Next, IReadOnlyList<TrackedSeason> Seasons);

/// <summary>A show's seasons and episodes with the current profile's marks, in one round trip.</summary>
sealed class ShowProgress(Database database, CurrentProfile current, TimeProvider clock)
{
    static string Sql(TitleSight sight) =>
        $"""
        select t.title, t.kind, t.status, tt.status_by_hand, coalesce(tt.cycle, 1) as cycle, coalesce(tt.version, 0) as version, coalesce(tt.plays, 0) as plays,
            coalesce(tt.active_at, 0) as active_at
        from titles t left join tracked_titles tt on tt.title_id = t.id and tt.profile_id = @profile where t.id = @title and {sight.Allows("t")};

        select s.id, s.number, s.name, s.air_date, r.value as tenths from seasons s
        left join season_ratings r on r.season_id = s.id and r.profile_id = @profile where s.title_id = @title order by case when s.number = 0 then 1 else 0 end, s.number;

        select e.id, e.season_id, e.number, e.name, e.air_date, e.runtime, r.value as tenths, w.seconds, w.length
        from episodes e left join episode_ratings r on r.episode_id = e.id and r.profile_id = @profile
        left join watch_progress w on w.episode_id = e.id and w.profile_id = @profile and w.title_id = @title
        where e.title_id = @title order by e.season_id, e.number;

        select episode_id as id, cycle, count(*) as plays, max(watched_at) as at from plays
        where profile_id = @profile and title_id = @title and episode_id is not null group by episode_id, cycle;
        """;

    /// <exception cref="NotFound">There is no such title.</exception>
    public async Task<TrackedShow> HandleAsync(TitleId title, CancellationToken cancel)
    {
        var profile = await current.FindAsync(cancel);
        await using var connection = await database.OpenAsync(cancel);
        await using var answer = await connection.QueryManyAsync(Sql(TitleSight.Of(profile)), new { title, profile = profile?.Id ?? new ProfileId(0) }, cancel);
        var row = await answer.ReadFirstOrDefaultAsync<TitleRow>() ?? throw new NotFound("title_not_found", "There is no such title.");
        var seasonRows = (await answer.ReadAsync<SeasonRow>()).AsList();
        var episodeRows = (await answer.ReadAsync<EpisodeRow>()).ToLookup(e => e.SeasonId);
        var seen = (await answer.ReadAsync<SeenRow>()).ToLookup(s => s.Id);

        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var seasons = seasonRows.ConvertAll(s => new TrackedSeason(s.Id, s.Number, s.Name, s.Tenths / 10m,
            [.. episodeRows[s.Id].Select(e => Episode(e, s, seen[e.Id].ToList(), row.Cycle, today))]));
        List<TrackedEpisode> regular = [.. seasons.Where(s => s.Number > 0).SelectMany(s => s.Episodes)];
        var facts = new StatusFacts(
            row.Kind == "show", row.Plays, regular.Count(e => e.Seen), regular.Count(e => e.HasAired), regular.Count, row.Status == "ended",
            row.StatusByHand, DateTimeOffset.FromUnixTimeMilliseconds(row.ActiveAt));
        return new TrackedShow(
            title, row.Title, StatusRule.Of(facts, now), row.StatusByHand is not null, row.Cycle, row.Version, row.Plays, facts.Seen, facts.Aired, facts.Total,
            NextUp.Of(regular), seasons);
    }

    static TrackedEpisode Episode(EpisodeRow e, SeasonRow season, List<SeenRow> seen, int cycle, DateOnly today) => new(
        e.Id, season.Id, season.Number, e.Number, e.Name, e.AirDate, e.Runtime, (e.AirDate ?? season.AirDate) is not { } day || day <= today,
        seen.Any(s => s.Cycle == cycle), (int)seen.Sum(s => s.Plays), seen.Max(s => s.At), e.Tenths / 10m, e.Seconds, e.Length);

    sealed record TitleRow(string Title, string Kind, string? Status, string? StatusByHand, int Cycle, int Version, int Plays, long ActiveAt);

    sealed record SeasonRow(SeasonId Id, int Number, string? Name, DateOnly? AirDate, int? Tenths);

    sealed record EpisodeRow(EpisodeId Id, SeasonId SeasonId, int Number, string Name, DateOnly? AirDate, int? Runtime, int? Tenths, int? Seconds, int? Length);

    sealed record SeenRow(EpisodeId Id, int Cycle, long Plays, DateTimeOffset? At);
}
