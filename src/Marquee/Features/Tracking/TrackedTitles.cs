using System.Data.Common;
using Marquee.Data;
using Marquee.Platform;

namespace Marquee.Features.Tracking;

/// <summary>
/// The sums of what a profile did with each title. Whoever writes plays, ratings, copies, tags or notes makes them anew in the same
/// transaction, for as many titles as they touched, in a few statements.
/// </summary>
sealed class TrackedTitles(Database database) : ITakenBack
{
    const string HasSomething =
        """
        (exists (select 1 from plays x where x.profile_id = @profile and x.title_id = t.id)
        or exists (select 1 from ratings x where x.profile_id = @profile and x.title_id = t.id)
        or exists (select 1 from season_ratings x where x.profile_id = @profile and x.title_id = t.id)
        or exists (select 1 from episode_ratings x where x.profile_id = @profile and x.title_id = t.id)
        or exists (select 1 from owned_copies x where x.profile_id = @profile and x.title_id = t.id)
        or exists (select 1 from title_tags x where x.profile_id = @profile and x.title_id = t.id)
        or exists (select 1 from title_notes x where x.profile_id = @profile and x.title_id = t.id))
        """;

    const string Mine = "x.profile_id = tracked_titles.profile_id and x.title_id = tracked_titles.title_id";

    const string Seen = $"select count(distinct x.episode_id) from plays x join episodes e on e.id = x.episode_id join seasons s on s.id = e.season_id where {Mine} and x.cycle = tracked_titles.cycle";

    public async Task FollowAsync(DbConnection connection, ProfileId profile, IReadOnlyCollection<TitleId> titles, DateTimeOffset now, CancellationToken cancel) =>
        await RefreshAsync(connection, database.Dialect, profile, titles, now, cancel);

    /// <summary>Makes the sums of these titles anew, and applies the rules that hang on them: what was watched since it was listed leaves the watchlist.</summary>
    /// <returns>The titles that left the watchlist.</returns>
    public static async Task<IReadOnlyList<TitleId>> RefreshAsync(
        DbConnection connection, Dialect dialect, ProfileId profile, IReadOnlyCollection<TitleId> titles, DateTimeOffset now, CancellationToken cancel)
    {
        if (titles.Count == 0)
            return [];
        var about = new { profile, titles = IdSet.Of(titles), now };
        await connection.ExecuteAsync(
            $"""
            insert into tracked_titles (profile_id, title_id, active_at)
            select @profile, t.id, @now from titles t where {dialect.Among("t.id", "@titles")} and {HasSomething} on conflict do nothing
            """, about, cancel);
        await connection.ExecuteAsync(
            $"""
            update tracked_titles set
                plays = (select count(*) from plays x where {Mine}),
                episodes_seen = ({Seen} and s.number > 0),
                specials_seen = ({Seen} and s.number = 0),
                first_watched_at = (select min(x.watched_at) from plays x where {Mine}),
                last_watched_at = (select max(x.watched_at) from plays x where {Mine}),
                active_at = coalesce((select max(a.at) from (
                    select coalesce(x.watched_at, x.created_at) as at from plays x where {Mine}
                    union all select x.rated_at from ratings x where {Mine}
                    union all select x.rated_at from season_ratings x where {Mine}
                    union all select x.rated_at from episode_ratings x where {Mine}
                    union all select x.created_at from owned_copies x where {Mine}
                    union all select x.added_at from title_tags x where {Mine}
                    union all select x.updated_at from title_notes x where {Mine}) a), status_set_at, @now)
            where profile_id = @profile and {dialect.Among("title_id", "@titles")}
            """, about, cancel);
        // Who said they had stopped and watches on has not stopped.
        await connection.ExecuteAsync(
            $"""
            update tracked_titles set status_by_hand = null, status_set_at = null, version = version + 1
            where profile_id = @profile and {dialect.Among("title_id", "@titles")} and status_by_hand in ('dropped', 'paused', 'watching')
                and exists (select 1 from plays x where {Mine} and x.created_at >= tracked_titles.status_set_at and x.watched_at + 86400000 > tracked_titles.status_set_at)
            """, about, cancel);
        await connection.ExecuteAsync(
            $"""
            delete from tracked_titles where profile_id = @profile and {dialect.Among("title_id", "@titles")} and plays = 0 and status_by_hand is null
                and not exists (select 1 from titles t where t.id = tracked_titles.title_id and {HasSomething})
            """, about, cancel);
        return await connection.QueryAsync<TitleId>(
            $"""
            delete from list_items where list_id in (select id from lists where profile_id = @profile and kind = 'watchlist')
                and {dialect.Among("title_id", "@titles")}
                and exists (select 1 from plays p where p.profile_id = @profile and p.title_id = list_items.title_id
                    and (p.batch_id is null or p.watched_at is not null) and p.created_at >= list_items.added_at
                    and coalesce(p.watched_at + case p.precision when 'day' then 86399999 else 0 end, p.created_at) >= list_items.added_at)
            returning title_id
            """, about, cancel);
    }
}
