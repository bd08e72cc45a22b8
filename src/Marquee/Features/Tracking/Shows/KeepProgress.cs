using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Tracking.Plays;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Tracking.Shows;

/// <summary>Where somebody is in a film or an episode.</summary>
/// <param name="Seconds">From the start.</param>
/// <param name="Length">In seconds, as the player knows it; the runtime when left out.</param>
sealed record ProgressRequest(TitleId TitleId, int? Seconds, EpisodeId? EpisodeId = null, int? Length = null, string? Source = null);

/// <summary>What became of it.</summary>
/// <param name="Finished">Far enough to count as watched: it is in the diary now.</param>
sealed record ProgressKept(TitleId TitleId, EpisodeId? EpisodeId, int Seconds, bool Finished);

/// <summary>Keeps where somebody stopped. From nine tenths on it is watched; before a fiftieth it has not begun.</summary>
sealed class KeepProgress(Database database, Journal journal, CurrentProfile current, TimeProvider clock)
{
    const double WatchedFrom = 0.9;
    const double BegunFrom = 0.02;

    public async Task<Written<ProgressKept>> HandleAsync(ProgressRequest request, CancellationToken cancel)
    {
        if (request.Seconds is not (>= 0 and < 1_000_000) || request.Length is < 0 or > 1_000_000)
            throw new Invalid("seconds_invalid", "Say how many seconds from the start, 0 or more.", "seconds");
        var source = string.IsNullOrWhiteSpace(request.Source) ? PlaySources.Manual : request.Source.Trim();
        var (name, minutes) = await FindAsync(request, cancel);
        var length = request.Length is > 0 and var told ? told : minutes * 60;
        var share = length is > 0 ? (double)request.Seconds.Value / length.Value : 0.5;
        var profile = (await current.EnsureAsync(cancel)).Id;

        return await journal.WriteAsync(profile, new JournalTitle("progress.kept", $"Where you are in {name}"),
            JournalScope.OfWatching(database.Dialect, profile, request.TitleId), async (connection, now) =>
            {
                var about = new { profile, request.TitleId, request.EpisodeId, request.Seconds, length, source, now };
                if (share >= WatchedFrom)
                    await new KeepPlays(connection, database.Dialect, profile, null, now).HandleAsync(
                        [new PlayDraft(request.TitleId, request.EpisodeId, new Telling(now, PlayPrecision.Exact, source))], clock.LocalTimeZone.GetUtcOffset(now), cancel);
                if (share is >= WatchedFrom or < BegunFrom)
                    await connection.ExecuteAsync(
                        "delete from watch_progress where profile_id = @profile and title_id = @TitleId and coalesce(episode_id, 0) = coalesce(@EpisodeId, 0)", about, cancel);
                else
                    await connection.ExecuteAsync(
                        """
                        insert into watch_progress (profile_id, title_id, episode_id, seconds, length, source, updated_at)
                        values (@profile, @TitleId, @EpisodeId, @Seconds, @length, @source, @now)
                        on conflict (profile_id, title_id, coalesce(episode_id, 0)) do update
                        set seconds = excluded.seconds, length = excluded.length, source = excluded.source, updated_at = excluded.updated_at
                        """, about, cancel);
                await connection.AppendAsync("progress.kept",
                    new { ProfileId = profile, request.TitleId, request.EpisodeId, Seconds = request.Seconds.Value, Finished = share >= WatchedFrom, Source = source }, now, cancel);
                return new ProgressKept(request.TitleId, request.EpisodeId, request.Seconds.Value, share >= WatchedFrom);
            }, cancel);
    }

    async Task<(string Name, int? Minutes)> FindAsync(ProgressRequest request, CancellationToken cancel)
    {
        var sight = TitleSight.Of(await current.FindAsync(cancel));
        await using var connection = await database.OpenAsync(cancel);
        var found = request.EpisodeId is null
            ? await connection.FirstAsync<Found>($"select title as name, runtime from titles where id = @TitleId and {sight.Allows()}", request, cancel)
            : await connection.FirstAsync<Found>(
                $"select t.title as name, coalesce(e.runtime, t.runtime) as runtime from episodes e join titles t on t.id = e.title_id where e.id = @EpisodeId and t.id = @TitleId and {sight.Allows("t")}", request, cancel);
        return found is null ? throw new NotFound("title_not_found", "There is no such title or episode.") : (found.Name, found.Runtime);
    }

    sealed record Found(string Name, int? Runtime);
}
