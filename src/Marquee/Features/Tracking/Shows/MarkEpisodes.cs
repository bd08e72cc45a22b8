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
    public Task<Written<EpisodesMarked>> MarkAsync(TitleId title, EpisodeChoice choice, string? when, CancellationToken cancel) => WriteAsync(title, choice, null, when, cancel);

    public Task<Written<EpisodesMarked>> UnmarkAsync(TitleId title, EpisodeChoice choice, CancellationToken cancel) => WriteAsync(title, null, choice, null, cancel);

    /// <summary>Marks some and takes the marks of others away, as a checklist is saved: both or neither.</summary>
    public Task<Written<EpisodesMarked>> SaveAsync(TitleId title, IReadOnlyList<EpisodeId> marked, IReadOnlyList<EpisodeId> unmarked, string? when, CancellationToken cancel) =>
        WriteAsync(title, marked.Count > 0 ? new EpisodeChoice(marked) : null, unmarked.Count > 0 ? new EpisodeChoice(unmarked) : null, when, cancel);

    async Task<Written<EpisodesMarked>> WriteAsync(TitleId title, EpisodeChoice? marks, EpisodeChoice? unmarks, string? when, CancellationToken cancel)
    {
        if (when is not null && !MarkedWhen.All.Contains(when))
            throw new Invalid("when_invalid", $"When is one of {string.Join(", ", MarkedWhen.All)}.", "when");
        var (marked, unmarked, name) = await ReadAsync(title, marks, unmarks, cancel);
        if (marked.Count == 0 && await current.FindAsync(cancel) is null)
            return new Written<EpisodesMarked>(new EpisodesMarked(title, [], "None of them was marked."), null);
        var profile = (await current.EnsureAsync(cancel)).Id;
        var step = marked.Count > 0 ? new JournalTitle("episodes.marked", Words("Marked", marked, name)) : new JournalTitle("episodes.unmarked", Words("Unmarked", unmarked, name));
        return await journal.WriteAsync(profile, step, JournalScope.OfWatching(database.Dialect, profile, title), async (connection, now) =>
        {
            var news = await MarkAsync(connection, profile, title, marked, when, now, cancel);
            var gone = await UnmarkAsync(connection, profile, title, unmarked, now, cancel);
            return new EpisodesMarked(title, [.. news.Concat(gone).Select(e => e.Id)], (news.Count, gone.Count) switch
            {
                (0, 0) => marked.Count > 0 ? "Marked already." : "None of them was marked.",
                ( > 0, > 0) => $"{Words("Marked", news, name)}, unmarked {gone.Count}.",
                ( > 0, _) => Words("Marked", news, name) + ".",
                _ => Words("Unmarked", gone, name) + ".",
            });
        }, cancel);
    }

    async Task<List<ChosenEpisode>> MarkAsync(
        DbConnection connection, ProfileId profile, TitleId title, IReadOnlyList<ChosenEpisode> chosen, string? when, DateTimeOffset now, CancellationToken cancel)
    {
        if (chosen.Count == 0)
            return [];
        var seen = await SeenAsync(connection, profile, title, cancel);
        var news = chosen.Where(e => !seen.Contains(e.Id)).ToList();
        var at = when ?? (chosen.Count == 1 ? MarkedWhen.Now : MarkedWhen.Unknown);
        await new KeepPlays(connection, database.Dialect, profile, batch: null, now)
            .HandleAsync([.. news.Select(e => new PlayDraft(title, e.Id, Told(e, at, now), Again: true))], clock.LocalTimeZone.GetUtcOffset(now), cancel);
        await ForgetProgressAsync(connection, profile, news, cancel);
        return news;
    }

    async Task<List<ChosenEpisode>> UnmarkAsync(
        DbConnection connection, ProfileId profile, TitleId title, IReadOnlyList<ChosenEpisode> chosen, DateTimeOffset now, CancellationToken cancel)
    {
        if (chosen.Count == 0)
            return [];
        var plays = await connection.QueryAsync<MarkedPlay>(
            $"""
            select id, episode_id from plays where profile_id = @profile and title_id = @title and {database.Dialect.Among("episode_id", "@episodes")}
                and cycle = coalesce((select cycle from tracked_titles where profile_id = @profile and title_id = @title), 1)
            """, new { profile, title, episodes = IdSet.Of(chosen.Select(e => e.Id)) }, cancel);
        await RemovePlays.RemoveAsync(connection, database.Dialect, profile, [.. plays.Select(p => p.Id)], now, cancel);
        await TrackedTitles.RefreshAsync(connection, database.Dialect, profile, [title], now, cancel);
        if (plays.Count > 0)
            await connection.AppendAsync("play.deleted", new { ProfileId = profile, PlayIds = plays.Select(p => p.Id), TitleId = title }, now, cancel);
        return [.. chosen.Where(e => plays.Exists(p => p.EpisodeId == e.Id))];
    }

    async Task<(IReadOnlyList<ChosenEpisode> Marked, IReadOnlyList<ChosenEpisode> Unmarked, string Name)> ReadAsync(
        TitleId title, EpisodeChoice? marks, EpisodeChoice? unmarks, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var now = clock.GetUtcNow();
        return (marks is null ? [] : await marks.FindAsync(connection, title, now, cancel),
            unmarks is null ? [] : await unmarks.FindAsync(connection, title, now, cancel),
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
