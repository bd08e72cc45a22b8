using System.Data.Common;
using Marquee.Data;
using Marquee.Platform.Errors;

namespace Marquee.Features.Tracking.Shows;

/// <summary>Which episodes of a show are meant: some by id, a season, everything up to one, or all.</summary>
/// <param name="Episodes">These, whether they have aired or not.</param>
/// <param name="Season">All aired episodes of this season; 0 for specials.</param>
/// <param name="UpTo">This one and every aired regular episode before it.</param>
/// <param name="All">Every aired regular episode.</param>
sealed record EpisodeChoice(IReadOnlyList<EpisodeId>? Episodes = null, int? Season = null, EpisodeId? UpTo = null, bool All = false)
{
    /// <summary>The episodes in order.</summary>
    /// <exception cref="NotFound">There is no such title, season or episode.</exception>
    /// <exception cref="Invalid">Nothing was chosen.</exception>
    public async Task<IReadOnlyList<ChosenEpisode>> FindAsync(DbConnection connection, TitleId title, DateTimeOffset now, CancellationToken cancel)
    {
        var every = await connection.QueryAsync<ChosenEpisode>(
            """
            select e.id, s.number as season, e.number, e.name, coalesce(e.air_date, s.air_date) as air_date from episodes e join seasons s on s.id = e.season_id
            where e.title_id = @title order by s.number, e.number
            """, new { title }, cancel);
        if (every.Count == 0)
            throw await connection.ScalarAsync<long?>("select id from titles where id = @title", new { title }, cancel) is null
                ? new NotFound("title_not_found", "There is no such title.")
                : new Invalid("episodes_none", "This title has no episodes.", "episodes");
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var aired = every.Where(e => e.AirDate is not { } day || day <= today);
        List<ChosenEpisode> chosen = this switch
        {
            { Episodes: { } ids } => [.. every.Where(e => ids.Contains(e.Id))],
            { UpTo: { } last } when every.Find(e => e.Id == last) is { } end =>
                end.Season == 0 ? [end] : [.. aired.Where(e => e.Season > 0 && (e.Season, e.Number).CompareTo((end.Season, end.Number)) < 0), end],
            { Season: { } season } => [.. aired.Where(e => e.Season == season)],
            { All: true } => [.. aired.Where(e => e.Season > 0)],
            { UpTo: not null } => [],
            _ => throw new Invalid("episodes_none", "Choose episodes, a season, or the episode up to which to mark.", "episodes"),
        };
        if (chosen.Count == 0 || (Episodes is { } asked && chosen.Count != asked.Distinct().Count()))
            throw new NotFound("episode_not_found", "There is no such episode of this show, or none of it has aired.");
        return chosen;
    }
}

/// <param name="Season">0 for specials.</param>
sealed record ChosenEpisode(EpisodeId Id, int Season, int Number, string Name, DateOnly? AirDate);
