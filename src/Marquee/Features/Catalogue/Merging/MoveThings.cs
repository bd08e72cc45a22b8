using System.Data.Common;
using Marquee.Data;
using Marquee.Platform.Errors;

namespace Marquee.Features.Catalogue.Merging;

/// <summary>
/// Moves everybody's things from one title to another, without doubles and without loss. Where there is one of a kind on both sides: the later rating, status and
/// progress stand; the same play is one play with both sources; notes are put together; a title that is twice in a list keeps its place there.
/// </summary>
sealed class MoveThings(DbConnection connection, TitleId from, TitleId into, DateTimeOffset now)
{
    sealed record Pair(long From, long? Into, string Name);

    sealed record Double(long Was, long Known);

    /// <exception cref="Conflict">Something hangs on an episode that the other show does not have.</exception>
    public async Task HandleAsync(CancellationToken cancel)
    {
        await PlaysAsync(null, null, cancel);
        foreach (var season in await PairsAsync("seasons", "season_ratings", cancel))
            await LaterAsync("season_ratings", "rated_at", "season_id", season, cancel);
        foreach (var episode in await PairsAsync("episodes", "episode_ratings", cancel))
            await LaterAsync("episode_ratings", "rated_at", "episode_id", episode, cancel);
        foreach (var episode in await PairsAsync("episodes", "plays", cancel))
            await PlaysAsync(episode.From, episode.Into, cancel);
        await LaterAsync("watch_progress", "updated_at", "episode_id", null, cancel);
        foreach (var episode in await PairsAsync("episodes", "watch_progress", cancel))
            await LaterAsync("watch_progress", "updated_at", "episode_id", episode, cancel);

        await LaterAsync("ratings", "rated_at", null, null, cancel);
        await LaterAsync("hidden_titles", "hidden_at", null, null, cancel);
        await RunAsync(StatusSql, cancel);
        await RunAsync(ListsSql, cancel);
        await RunAsync(WordsSql, cancel);
        await RunAsync(
            """
            update reviews set title_id = @into where title_id = @from;
            update import_rows set title_id = @into where title_id = @from;
            """, cancel);
    }

    Task<int> RunAsync(string sql, CancellationToken cancel, long? was = null, long? known = null) => connection.ExecuteAsync(sql, new { from, into, was, known, now }, cancel);

    /// <summary>Seasons or episodes that a table's rows are about, with their counterparts by number.</summary>
    async Task<List<Pair>> PairsAsync(string parts, string table, CancellationToken cancel)
    {
        var sql = parts == "seasons"
            ? $"""
               select s.id as "from", o.id as "into", 'Season ' || s.number as name from seasons s left join seasons o on o.title_id = @into and o.number = s.number
               where s.title_id = @from and exists (select 1 from {table} x where x.season_id = s.id)
               """
            : $"""
               select e.id as "from", o.id as "into", 'S' || s.number || ' E' || e.number as name from episodes e join seasons s on s.id = e.season_id
               left join seasons os on os.title_id = @into and os.number = s.number left join episodes o on o.season_id = os.id and o.number = e.number
               where e.title_id = @from and exists (select 1 from {table} x where x.episode_id = e.id)
               """;
        var pairs = await connection.QueryAsync<Pair>(sql, new { from, into }, cancel);
        return pairs.Find(pair => pair.Into is null) is { } missing
            ? throw new Conflict("episode_missing", $"{missing.Name} has been watched or rated, and the other show does not have it. Nothing was merged.")
            : pairs;
    }

    /// <summary>One of a kind for each profile: the later one stands.</summary>
    async Task LaterAsync(string table, string at, string? part, Pair? pair, CancellationToken cancel)
    {
        var (ofWas, ofKnown) = part is null ? ("", "") : ($"and coalesce({{0}}.{part}, 0) = coalesce(@was, 0)", $"and coalesce({{0}}.{part}, 0) = coalesce(@known, 0)");
        string Was(string name) => $"{name}.title_id = @from {string.Format(System.Globalization.CultureInfo.InvariantCulture, ofWas, name)}";
        string Known(string name) => $"{name}.title_id = @into {string.Format(System.Globalization.CultureInfo.InvariantCulture, ofKnown, name)}";
        await RunAsync(
            $"""
            delete from {table} where {Known(table)} and exists (select 1 from {table} x where x.profile_id = {table}.profile_id and {Was("x")} and x.{at} > {table}.{at});
            delete from {table} where {Was(table)} and exists (select 1 from {table} x where x.profile_id = {table}.profile_id and {Known("x")});
            update {table} set title_id = @into {(part is null ? "" : $", {part} = cast(@known as bigint)")} where {Was(table)};
            """, cancel, pair?.From, pair?.Into);
    }

    async Task PlaysAsync(long? was, long? known, CancellationToken cancel)
    {
        // The same moment, or the same event of the same source.
        var doubles = await connection.QueryAsync<Double>(
            """
            select f.id as was, min(i.id) as known from plays f join plays i on i.profile_id = f.profile_id and i.title_id = @into and coalesce(i.episode_id, 0) = coalesce(@known, 0)
                and ((i.precision = f.precision and coalesce(i.watched_at, 0) = coalesce(f.watched_at, 0) and i.ordinal = f.ordinal)
                    or (i.source = f.source and i.source_event_id = f.source_event_id))
            where f.title_id = @from and coalesce(f.episode_id, 0) = coalesce(@was, 0) group by f.id
            """, new { from, into, was, known }, cancel);
        foreach (var one in doubles)
            await connection.ExecuteAsync(
                """
                update play_sources set play_id = @Known where play_id = @Was;
                insert into play_sources (play_id, profile_id, source, source_event_id, watched_at, precision, batch_id, created_at)
                select @Known, f.profile_id, f.source, f.source_event_id, f.watched_at, f.precision, f.batch_id, f.created_at from plays f, plays i
                where f.id = @Was and i.id = @Known and (i.source <> f.source or coalesce(i.source_event_id, '') <> coalesce(f.source_event_id, ''));
                update plays set note = (select case when plays.note is null or plays.note = f.note then f.note else plays.note || char_break || f.note end
                    from plays f, (select cast(@lines as text) as char_break) b where f.id = @Was), version = version + 1
                where id = @Known and exists (select 1 from plays f where f.id = @Was and f.note is not null and f.note <> coalesce(plays.note, ''));
                update reviews set play_id = @Known where play_id = @Was;
                delete from plays where id = @Was;
                """, new { one.Was, one.Known, lines = "\n\n" }, cancel);
        await RunAsync("update plays set title_id = @into, episode_id = cast(@known as bigint) where title_id = @from and coalesce(episode_id, 0) = coalesce(@was, 0)", cancel, was, known);
    }

    const string StatusSql =
        """
        update tracked_titles set
            status_by_hand = (select case when x.status_set_at > coalesce(tracked_titles.status_set_at, 0) then x.status_by_hand else tracked_titles.status_by_hand end
                from tracked_titles x where x.profile_id = tracked_titles.profile_id and x.title_id = @from),
            status_set_at = (select case when x.status_set_at > coalesce(tracked_titles.status_set_at, 0) then x.status_set_at else tracked_titles.status_set_at end
                from tracked_titles x where x.profile_id = tracked_titles.profile_id and x.title_id = @from),
            cycle = (select case when x.cycle > tracked_titles.cycle then x.cycle else tracked_titles.cycle end
                from tracked_titles x where x.profile_id = tracked_titles.profile_id and x.title_id = @from),
            version = version + 1
        where title_id = @into and exists (select 1 from tracked_titles x where x.profile_id = tracked_titles.profile_id and x.title_id = @from);
        delete from tracked_titles where title_id = @from and exists (select 1 from tracked_titles x where x.profile_id = tracked_titles.profile_id and x.title_id = @into);
        update tracked_titles set title_id = @into where title_id = @from;
        """;

    const string ListsSql =
        """
        update list_items set note = (select coalesce(list_items.note || ' · ', '') || x.note from list_items x where x.list_id = list_items.list_id and x.title_id = @from), version = version + 1
        where title_id = @into and exists (select 1 from list_items x where x.list_id = list_items.list_id and x.title_id = @from and x.note is not null and x.note <> coalesce(list_items.note, ''));
        delete from list_items where title_id = @from and exists (select 1 from list_items x where x.list_id = list_items.list_id and x.title_id = @into);
        update list_items set title_id = @into where title_id = @from;
        """;

    const string WordsSql =
        """
        delete from title_tags where title_id = @from and exists (select 1 from title_tags x where x.profile_id = title_tags.profile_id and x.name = title_tags.name and x.title_id = @into);
        update title_tags set title_id = @into where title_id = @from;
        update title_notes set body = (select title_notes.body || ' · ' || x.body from title_notes x where x.profile_id = title_notes.profile_id and x.title_id = @from),
            updated_at = @now, version = version + 1
        where title_id = @into and exists (select 1 from title_notes x where x.profile_id = title_notes.profile_id and x.title_id = @from and x.body <> title_notes.body);
        delete from title_notes where title_id = @from and exists (select 1 from title_notes x where x.profile_id = title_notes.profile_id and x.title_id = @into);
        update title_notes set title_id = @into where title_id = @from;
        delete from owned_copies where title_id = @from and exists (select 1 from owned_copies x where x.profile_id = owned_copies.profile_id and x.title_id = @into and x.medium = owned_copies.medium
            and coalesce(x.format, '') = coalesce(owned_copies.format, '') and coalesce(x.place, '') = coalesce(owned_copies.place, '') and coalesce(x.note, '') = coalesce(owned_copies.note, ''));
        update owned_copies set title_id = @into where title_id = @from;
        """;
}
