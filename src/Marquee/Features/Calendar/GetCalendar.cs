using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Platform;

namespace Marquee.Features.Calendar;

/// <summary>A release or an episode on a day.</summary>
/// <param name="Kind"><c>film</c>, <c>premiere</c> (the first episode of a season) or <c>episode</c>.</param>
sealed record Release(DateOnly Day, string Kind, TitleId TitleId, string Title, int? Year, int? Season, int? Number, string? Episode, long? EpisodeId);

/// <summary>
/// What comes out of what a profile follows: shows it watches and titles on its lists, unless it dropped them. Films on the day they open in its region.
/// </summary>
sealed class GetCalendar(Database database, MarqueeSettings settings)
{
    const int Most = 1000;

    public async Task<IReadOnlyList<Release>> HandleAsync(ProfileId profile, TitleSight sight, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<Release>(
            $"""
            with followed as (
                select t.title_id from tracked_titles t where t.profile_id = @profile and coalesce(t.status_by_hand, '') <> 'dropped'
                union
                select i.title_id from list_items i join lists l on l.id = i.list_id where l.profile_id = @profile
                    and not exists (select 1 from tracked_titles t where t.profile_id = @profile and t.title_id = i.title_id and t.status_by_hand = 'dropped')
            )
            select e.air_date as day, case when e.number = 1 and s.number > 0 then 'premiere' else 'episode' end as kind, t.id as title_id, t.title, t.year,
                s.number as season, e.number, e.name as episode, e.id as episode_id
            from followed f join titles t on t.id = f.title_id join episodes e on e.title_id = t.id join seasons s on s.id = e.season_id
            where e.air_date >= @from and e.air_date <= @to and {sight.Allows("t")}
            union all
            select coalesce(c.released, t.release_date), 'film', t.id, t.title, t.year, null, null, null, null
            from followed f join titles t on t.id = f.title_id left join title_certifications c on c.title_id = t.id
                and c.country = coalesce((select region from profiles where id = @profile), @Region)
            where t.kind = 'film' and {sight.Allows("t")} and coalesce(c.released, t.release_date) >= @from and coalesce(c.released, t.release_date) <= @to
            order by 1, 4, 6, 7 limit @Most
            """, new { profile, from, to, settings.Region, Most }, cancel);
    }
}
