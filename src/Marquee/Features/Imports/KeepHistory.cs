namespace Marquee.Features.Imports;

/// <summary>
/// How staged rows become history, each by its natural key: a second time nothing happens. The counted statements say how much is new.
/// </summary>
static class KeepHistory
{
    /// <summary>
    /// The later rating stands, wherever it was given. One without a date gives way to any other source's,
    /// and is told again by its own.
    /// </summary>
    public static readonly IReadOnlyList<(string Sql, bool Counts)> Ratings =
    [
        ("""
         insert into ratings (profile_id, title_id, value, rated_at, source, batch_id)
         select @profile, title_id, value, at, @source, @batch from staged where at is not null
         on conflict (profile_id, title_id) do update
         set value = excluded.value, rated_at = excluded.rated_at, source = excluded.source, batch_id = excluded.batch_id
         where ratings.value <> excluded.value
             and (excluded.rated_at > ratings.rated_at or (excluded.rated_at = ratings.rated_at and excluded.source = ratings.source))
         """, true),
        ("""
         insert into ratings (profile_id, title_id, value, rated_at, source, batch_id)
         select @profile, title_id, value, @now, @source, @batch from staged where at is null
         on conflict (profile_id, title_id) do update
         set value = excluded.value, rated_at = excluded.rated_at, batch_id = excluded.batch_id
         where ratings.value <> excluded.value and ratings.source = excluded.source
         """, true),
    ];

    /// <summary>"Seen some time" adds nothing where a play is known, and gives way when one becomes known.</summary>
    public static readonly IReadOnlyList<(string Sql, bool Counts)> Plays =
    [
        ("""
         insert into plays (profile_id, title_id, watched_at, precision, source, source_event_id, batch_id, created_at)
         select @profile, title_id, at, precision, @source, event_id, @batch, @now from staged where at is not null
         on conflict do nothing
         """, true),
        ("""
         delete from plays where profile_id = @profile and precision = 'unknown' and batch_id is not null
             and title_id in (select title_id from staged where at is not null)
         """, false),
        ("""
         insert into plays (profile_id, title_id, watched_at, precision, source, source_event_id, batch_id, created_at)
         select @profile, s.title_id, null, 'unknown', @source, s.event_id, @batch, @now
         from (select title_id, min(event_id) as event_id from staged where at is null group by title_id) s
         where not exists (select 1 from plays p where p.profile_id = @profile and p.title_id = s.title_id)
         on conflict do nothing
         """, true),
    ];

    /// <summary>New titles go to the end, in the order of the file.</summary>
    public static readonly IReadOnlyList<(string Sql, bool Counts)> Watchlist =
    [
        ("""
         insert into lists (profile_id, kind, name, created_at, updated_at)
         select @profile, 'watchlist', 'Watchlist', @now, @now
         where not exists (select 1 from lists where profile_id = @profile and kind = 'watchlist')
         on conflict do nothing
         """, false),
        ("""
         insert into list_items (list_id, title_id, position, added_at, source, batch_id)
         select l.id, s.title_id,
             s.place + 1 + coalesce((select max(i.position) from list_items i where i.list_id = l.id), 0),
             coalesce(s.at, @now), @source, @batch
         from staged s cross join lists l where l.profile_id = @profile and l.kind = 'watchlist'
         on conflict do nothing
         """, true),
    ];
}
