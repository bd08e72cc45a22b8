using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Tracking.Shows;

/// <summary>A title's status as it was set.</summary>
sealed record StatusKept(TitleId TitleId, string? ByHand, int Cycle);

/// <summary>Sets a status by hand, or leaves it to the rule again; and starts a show from the beginning.</summary>
sealed class SetStatus(Database database, Journal journal, CurrentProfile current)
{
    /// <param name="status">One of <see cref="WatchStatus.ByHand"/>; null: the rule decides.</param>
    /// <param name="version">The version the editor read; null: whichever is there.</param>
    public async Task<Written<StatusKept>> HandleAsync(TitleId title, string? status, int? version, CancellationToken cancel)
    {
        if (status is not null && !WatchStatus.ByHand.Contains(status))
            throw new Invalid("status_invalid", $"A status is one of {string.Join(", ", WatchStatus.ByHand)}, or none to leave it to the rule.", "status");
        var name = await NameAsync(title, cancel);
        var profile = (await current.EnsureAsync(cancel)).Id;
        return await journal.WriteAsync(profile, new JournalTitle("status.set", $"{name}: {(status is null ? "status by rule" : WatchStatus.Words(status))}"),
            JournalScope.OfTitles(database.Dialect, profile, [title], "tracked_titles"), async (connection, now) =>
            {
                if (version is { } expected
                    && (await connection.ScalarAsync<int?>("select version from tracked_titles where profile_id = @profile and title_id = @title", new { profile, title }, cancel) ?? 0) != expected)
                    throw new Outdated("The status was changed since you opened it. Look at it again, then change it.");
                await connection.ExecuteAsync(
                    """
                    insert into tracked_titles (profile_id, title_id, status_by_hand, status_set_at, active_at) values (@profile, @title, @status, @now, @now)
                    on conflict (profile_id, title_id) do update set status_by_hand = excluded.status_by_hand,
                        status_set_at = case when excluded.status_by_hand is null then null else excluded.status_set_at end, version = tracked_titles.version + 1
                    """, new { profile, title, status, now }, cancel);
                await TrackedTitles.RefreshAsync(connection, database.Dialect, profile, [title], now, cancel);
                await connection.AppendAsync("status.set", new { ProfileId = profile, TitleId = title, Status = status }, now, cancel);
                return new StatusKept(title, status, await CycleAsync(connection, profile, title, cancel));
            }, cancel);
    }

    /// <summary>Through the show once more: nothing is marked this time, and what was seen stays in the diary.</summary>
    public async Task<Written<StatusKept>> RewatchAsync(TitleId title, CancellationToken cancel)
    {
        var name = await NameAsync(title, cancel);
        var profile = (await current.EnsureAsync(cancel)).Id;
        return await journal.WriteAsync(profile, new JournalTitle("rewatch.started", $"Started {name} again"),
            JournalScope.OfTitles(database.Dialect, profile, [title], "tracked_titles"), async (connection, now) =>
            {
                var changed = await connection.ExecuteAsync(
                    """
                    update tracked_titles set cycle = cycle + 1, status_by_hand = null, status_set_at = null, version = version + 1
                    where profile_id = @profile and title_id = @title and episodes_seen > 0
                    """, new { profile, title }, cancel);
                if (changed == 0)
                    throw new Conflict("rewatch_nothing", $"No episode of {name} is marked yet: there is nothing to see again.");
                await TrackedTitles.RefreshAsync(connection, database.Dialect, profile, [title], now, cancel);
                // Nothing was watched yet, but it was asked for today.
                await connection.ExecuteAsync("update tracked_titles set active_at = @now where profile_id = @profile and title_id = @title", new { profile, title, now }, cancel);
                await connection.AppendAsync("rewatch.started", new { ProfileId = profile, TitleId = title }, now, cancel);
                return new StatusKept(title, null, await CycleAsync(connection, profile, title, cancel));
            }, cancel);
    }

    static async Task<int> CycleAsync(System.Data.Common.DbConnection connection, ProfileId profile, TitleId title, CancellationToken cancel) =>
        await connection.ScalarAsync<int?>("select cycle from tracked_titles where profile_id = @profile and title_id = @title", new { profile, title }, cancel) ?? 1;

    async Task<string> NameAsync(TitleId title, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ScalarAsync<string>("select title from titles where id = @title", new { title }, cancel)
            ?? throw new NotFound("title_not_found", "There is no such title.");
    }
}
