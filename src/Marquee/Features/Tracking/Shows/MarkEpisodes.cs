using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Tracking.Plays;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Tracking.Shows;

/// <summary>When episodes that are marked together were watched.</summary>
static class MarkedWhen
{
    public const string Now = "now";
    public const string Today = "today";
    public const string Release = "release";
    public const string Unknown = "unknown";

    public static readonly IReadOnlyList<string> All = [Now, Today, Release, Unknown];
}

/// <summary>What marking or un-marking did.</summary>
/// <param name="Changed">Episodes that were marked, or un-marked.</param>
/// <param name="Words">What happened, for people.</param>
sealed record EpisodesMarked(TitleId TitleId, IReadOnlyList<EpisodeId> Changed, string Words);

/// <summary>Marks episodes as watched, this time through the show: those that are marked already stay as they are. And takes marks away.</summary>
sealed class MarkEpisodes(Database database, Journal journal, CurrentProfile current, TimeProvider clock)
{
    /// <param name="when">One of <see cref="MarkedWhen"/>; null: now for one episode, some time for several.</param>
    public async Task<Written<EpisodesMarked>> MarkAsync(TitleId title, EpisodeChoice choice, string? when, CancellationToken cancel)
    {
        if (when is not null && !MarkedWhen.All.Contains(when))
            throw new Invalid("when_invalid", $"When is one of {string.Join(", ", MarkedWhen.All)}.", "when");
        var (chosen, name) = await ReadAsync(title, choice, cancel);
        var profile = (await current.EnsureAsync(cancel)).Id;
        return await journal.WriteAsync(profile, new JournalTitle("episodes.marked", Words("Marked", chosen, name)),
            JournalScope.OfWatching(database.Dialect, profile, title), async (connection, now) =>
            {
                var seen = await SeenAsync(connection, profile, title, cancel);
                var news = chosen.Where(e => !seen.Contains(e.Id)).ToList();
                var at = when ?? (chosen.Count == 1 ? MarkedWhen.Now : MarkedWhen.Unknown);
                await new KeepPlays(connection, database.Dialect, profile, batch: null, now)
                    .HandleAsync([.. news.Select(e => new PlayDraft(title, e.Id, Told(e, at, now), Again: true))], clock.LocalTimeZone.GetUtcOffset(now), cancel);
                await ForgetProgressAsync(connection, profile, news, cancel);
                return new EpisodesMarked(title, [.. news.Select(e => e.Id)],
                    news.Count == 0 ? "Marked already." : Words("Marked", news, name) + ".");
            }, cancel);
    }

    public async Task<Written<EpisodesMarked>> UnmarkAsync(TitleId title, EpisodeChoice choice, CancellationToken cancel)
    {
        var (chosen, name) = await ReadAsync(title, choice, cancel);
        if (await current.FindAsync(cancel) is not { } profile)
            return new Written<EpisodesMarked>(new EpisodesMarked(title, [], "None of them was marked."), null);
        return await journal.WriteAsync(profile.Id, new JournalTitle("episodes.unmarked", Words("Unmarked", chosen, name)),
            JournalScope.OfWatching(database.Dialect, profile.Id, title), async (connection, now) =>
            {
                var plays = await connection.QueryAsync<MarkedPlay>(
                    $"""
                    select id, episode_id from plays where profile_id = @profile and title_id = @title and {database.Dialect.Among("episode_id", "@episodes")}
                        and cycle = coalesce((select cycle from tracked_titles where profile_id = @profile and title_id = @title), 1)
                    """, new { profile = profile.Id, title, episodes = IdSet.Of(chosen.Select(e => e.Id)) }, cancel);
                await RemovePlays.RemoveAsync(connection, database.Dialect, profile.Id, [.. plays.Select(p => p.Id)], now, cancel);
                await TrackedTitles.RefreshAsync(connection, database.Dialect, profile.Id, [title], now, cancel);
                var gone = chosen.Where(e => plays.Exists(p => p.EpisodeId == e.Id)).ToList();
                return new EpisodesMarked(title, [.. gone.Select(e => e.Id)], gone.Count == 0 ? "None of them was marked." : Words("Unmarked", gone, name) + ".");
            }, cancel);
    }

    async Task<(IReadOnlyList<ChosenEpisode> Chosen, string Name)> ReadAsync(TitleId title, EpisodeChoice choice, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await choice.FindAsync(connection, title, clock.GetUtcNow(), cancel),
            (await connection.ScalarAsync<string>("select title from titles where id = @title", new { title }, cancel))!);
    }

    static async Task<HashSet<EpisodeId>> SeenAsync(DbConnection connection, ProfileId profile, TitleId title, CancellationToken cancel) =>
        [.. await connection.QueryAsync<EpisodeId>(
            """
            select distinct episode_id from plays where profile_id = @profile and title_id = @title and episode_id is not null
                and cycle = coalesce((select cycle from tracked_titles where profile_id = @profile and title_id = @title), 1)
            """, new { profile, title }, cancel)];

    Task ForgetProgressAsync(DbConnection connection, ProfileId profile, List<ChosenEpisode> seen, CancellationToken cancel) =>
        connection.ExecuteAsync($"delete from watch_progress where profile_id = @profile and {database.Dialect.Among("episode_id", "@episodes")}",
            new { profile, episodes = IdSet.Of(seen.Select(e => e.Id)) }, cancel);

    static Telling Told(ChosenEpisode episode, string when, DateTimeOffset now) => when switch
    {
        MarkedWhen.Now => new Telling(now, PlayPrecision.Exact, PlaySources.Manual),
        MarkedWhen.Today => new Telling(now.UtcDateTime.Date.AsUtc(), PlayPrecision.Day, PlaySources.Manual),
        MarkedWhen.Release when episode.AirDate is { } day => new Telling(day.ToDateTime(TimeOnly.MinValue).AsUtc(), PlayPrecision.Day, PlaySources.Manual),
        _ => new Telling(null, PlayPrecision.Unknown, PlaySources.Manual),
    };

    static string Words(string did, IReadOnlyList<ChosenEpisode> episodes, string title) => episodes is [var one]
        ? $"{did} {title} S{one.Season} E{one.Number}"
        : $"{did} {episodes.Count} episodes of {title}";

    sealed record MarkedPlay(long Id, EpisodeId EpisodeId);
}
