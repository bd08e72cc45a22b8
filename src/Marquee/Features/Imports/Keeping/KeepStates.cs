using System.Data.Common;
using Marquee.Data;
using Marquee.Importers;

namespace Marquee.Features.Imports.Keeping;

/// <summary>Where somebody stands with a title: given up, paused, half-way through a film.</summary>
sealed class KeepStates(DbConnection connection, Dialect dialect, ProfileId profile, string source, DateTimeOffset now, ConflictRule rule)
{
    public async Task HandleAsync(IReadOnlyList<PlacedRow> rows, CancellationToken cancel)
    {
        foreach (var row in rows.Where(row => row.IsWhole && row.Item!.State is not (WatchState.Unsaid or WatchState.Planned)).GroupBy(row => row.Title).Select(group => group.Last()))
            await StatusAsync(row, cancel);
        foreach (var row in rows.Where(row => row.IsWhole && row.Item!.Cycle is > 1))
            await connection.ExecuteAsync(
                """
                insert into tracked_titles (profile_id, title_id, cycle, active_at) values (@profile, @Title, @Cycle, @now)
                on conflict (profile_id, title_id) do update set cycle = excluded.cycle, version = tracked_titles.version + 1 where tracked_titles.cycle < excluded.cycle
                """, new { profile, row.Title, row.Item!.Cycle, now }, cancel);
        var placed = rows.Where(row => row.Title is not null && row.Item!.Progress is not null).ToList();
        if (placed.Count == 0)
            return;
        var minutes = (await connection.QueryAsync<Length>(
            $"select id, runtime from titles where {dialect.Among("id", "@ids")} and runtime > 0", new { ids = IdSet.Of(placed.Select(row => row.Title!.Value)) }, cancel))
            .ToDictionary(l => l.Id, l => l.Runtime);
        foreach (var row in placed)
            await ProgressAsync(row, row.Item!.Progress!, minutes.GetValueOrDefault(row.Title!.Value, row.Item.RuntimeMinutes), cancel);
    }

    // What plays say by themselves needs no hand: that a film was watched is its play.
    Task<int> StatusAsync(PlacedRow row, CancellationToken cancel) => connection.ExecuteAsync(
        $"""
        insert into tracked_titles (profile_id, title_id, status_by_hand, status_set_at, active_at)
        select @profile, t.id, cast(@status as text), @now, @now from titles t where t.id = @Title and (t.kind = 'show' or cast(@status as text) in ('dropped', 'paused'))
        on conflict (profile_id, title_id) do update set status_by_hand = excluded.status_by_hand, status_set_at = excluded.status_set_at, version = tracked_titles.version + 1
        where {(rule == ConflictRule.Theirs ? "coalesce(tracked_titles.status_by_hand, '') <> excluded.status_by_hand" : "tracked_titles.status_by_hand is null")}
        """, new { profile, row.Title, status = row.Item!.State.ToString().ToLowerInvariant(), now }, cancel);

    async Task ProgressAsync(PlacedRow row, ViewingProgress progress, int? minutes, CancellationToken cancel)
    {
        var length = minutes * 60;
        var seconds = progress.Position is { } position ? (int)position.TotalSeconds
            : progress.Percent is { } percent && length is { } whole ? (int)(whole * percent / 100) : 0;
        // From nine tenths on it is a viewing, which the source tells of itself.
        if (seconds <= 0 || progress.Percent >= 90 || seconds >= length * 0.9)
            return;
        foreach (var episode in row.IsWhole ? [null] : row.Episodes.Select(id => (long?)id))
            await connection.ExecuteAsync(
                $"""
                insert into watch_progress (profile_id, title_id, episode_id, seconds, length, source, updated_at)
                select @profile, @Title, cast(@episode as bigint), @seconds, cast(@length as integer), @source, @now where true
                on conflict (profile_id, title_id, coalesce(episode_id, 0)) do {(rule == ConflictRule.Theirs
                    ? "update set seconds = excluded.seconds, length = excluded.length, source = excluded.source, updated_at = excluded.updated_at where watch_progress.seconds <> excluded.seconds"
                    : "nothing")}
                """, new { profile, row.Title, episode, seconds, length = row.IsWhole ? length : null, source, now }, cancel);
    }

    sealed record Length(long Id, int? Runtime);
}
