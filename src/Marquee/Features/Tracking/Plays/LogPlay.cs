using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Tracking.Ratings;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Tracking.Plays;

/// <summary>A viewing as a person or a program tells it.</summary>
/// <param name="TitleId">The film or show.</param>
/// <param name="EpisodeId">The episode; left out for a film.</param>
/// <param name="WatchedAt">The moment. Without it and without a day, now; see <paramref name="Unknown"/>.</param>
/// <param name="WatchedOn">The day, when that is all they know.</param>
/// <param name="Unknown">They do not remember when.</param>
/// <param name="Note">For their own eyes, at most 2,000 characters.</param>
/// <param name="Rating">1 … 10 in halves, rated along with it.</param>
/// <param name="Again">It is another viewing than the one of the same day.</param>
/// <param name="Source">Who tells of it; <c>manual</c> when left out.</param>
/// <param name="SourceEventId">What the source calls it.</param>
sealed record PlayRequest(
    TitleId TitleId, EpisodeId? EpisodeId = null, DateTimeOffset? WatchedAt = null, DateOnly? WatchedOn = null, bool Unknown = false, string? Note = null,
    decimal? Rating = null, bool Again = false, string? Source = null, string? SourceEventId = null);

/// <summary>A play as it was kept.</summary>
/// <param name="IsNew">False when it was known, from this source or another.</param>
sealed record PlayKept(string? PlayId, TitleId TitleId, EpisodeId? EpisodeId, bool IsNew, string Words);

/// <summary>Logs a viewing: once, however often and by whomever it is told.</summary>
sealed class LogPlay(Database database, Journal journal, CurrentProfile current, TimeProvider clock)
{
    public const int MostPerRequest = 500;

    /// <summary>The first film was shown in 1888; nothing was watched before.</summary>
    static readonly DateTimeOffset First = new(1888, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Task<Written<PlayKept>> HandleAsync(PlayRequest request, CancellationToken cancel) => WriteAsync([request], kept => kept[0], cancel);

    /// <summary>Several at once: all of them or none.</summary>
    public Task<Written<IReadOnlyList<PlayKept>>> HandleAsync(IReadOnlyList<PlayRequest> requests, CancellationToken cancel) => WriteAsync(requests, kept => kept, cancel);

    async Task<Written<T>> WriteAsync<T>(IReadOnlyList<PlayRequest> requests, Func<IReadOnlyList<PlayKept>, T> answer, CancellationToken cancel)
    {
        if (requests.Count is 0 or > MostPerRequest)
            throw new Invalid("plays_invalid", $"Send 1 to {MostPerRequest} plays.", "plays");
        var now = clock.GetUtcNow();
        var drafts = requests.Select(r => Draft(r, now)).ToList();
        var names = await NamesAsync(requests, cancel);
        var profile = (await current.EnsureAsync(cancel)).Id;
        var titles = requests.Select(r => r.TitleId).Distinct().ToList();
        var offset = requests[0].WatchedAt?.Offset ?? clock.LocalTimeZone.GetUtcOffset(now);

        var words = requests.Count == 1 ? $"Logged {names[requests[0].TitleId]}" : $"Logged {requests.Count} plays";
        IReadOnlyList<JournalScope> scopes =
        [
            .. JournalScope.OfWatching(database.Dialect, profile, titles),
            .. JournalScope.OfTitles(database.Dialect, profile, titles, "ratings", "episode_ratings"),
        ];
        return await journal.WriteAsync(profile, new JournalTitle("play.logged", words), scopes, async (connection, at) =>
        {
            var kept = await new KeepPlays(connection, database.Dialect, profile, batch: null, at).HandleAsync(drafts, offset, cancel);
            foreach (var request in requests)
            {
                if (request.Rating is { } rating)
                    await RatingRows.SetAsync(connection, profile, new RatingTarget(request.TitleId, Episode: request.EpisodeId), RatingRows.Tenths(rating), at, cancel);
                await connection.ExecuteAsync(
                    "delete from watch_progress where profile_id = @profile and title_id = @TitleId and coalesce(episode_id, 0) = coalesce(@EpisodeId, 0)",
                    new { profile, request.TitleId, request.EpisodeId }, cancel);
            }

            if (requests.Any(r => r.Rating is not null))
                await TrackedTitles.RefreshAsync(connection, database.Dialect, profile, titles, at, cancel);
            return answer([.. requests.Zip(kept.Plays, (request, play) => Kept(request, play, kept, names[request.TitleId]))]);
        }, cancel);
    }

    static PlayKept Kept(PlayRequest request, long? play, KeptPlays kept, string name)
    {
        var isNew = play is { } id && kept.Added.Contains(id);
        return new PlayKept(play?.ToString(System.Globalization.CultureInfo.InvariantCulture), request.TitleId, request.EpisodeId, isNew,
            isNew ? $"{name} is in your diary." : play is null ? $"You deleted this play of {name} before; it stays deleted." : $"{name} was in your diary already.");
    }

    static PlayDraft Draft(PlayRequest request, DateTimeOffset now)
    {
        if (request.WatchedAt is { } at && (at > now + TimeSpan.FromDays(1) || at < First))
            throw new Invalid("watched_at_invalid", "Choose a time that is not in the future.", "watched_at");
        if (request.WatchedOn is { } on && (on.AsUtc() > now + TimeSpan.FromDays(1) || on.AsUtc() < First))
            throw new Invalid("watched_on_invalid", "Choose a day that is not in the future.", "watched_on");
        PlayNotes.Check(request.Note);
        if (request.Rating is { } rating)
            RatingRows.Check(rating);
        var source = string.IsNullOrWhiteSpace(request.Source) ? PlaySources.Manual : request.Source.Trim();
        if (source.Length > 50 || request.SourceEventId?.Length > 200)
            throw new Invalid("source_invalid", "A source has at most 50 characters, its event id at most 200.", "source");
        var told = request switch
        {
            { Unknown: true } => new Telling(null, PlayPrecision.Unknown, source, request.SourceEventId),
            { WatchedOn: { } day } => new Telling(day.AsUtc(), PlayPrecision.Day, source, request.SourceEventId),
            _ => new Telling(request.WatchedAt ?? now, PlayPrecision.Exact, source, request.SourceEventId),
        };
        return new PlayDraft(request.TitleId, request.EpisodeId, told, string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim(), request.Again);
    }

    // Also proves that all titles are there and that episodes are episodes of them.
    async Task<Dictionary<TitleId, string>> NamesAsync(IReadOnlyList<PlayRequest> requests, CancellationToken cancel)
    {
        var sight = TitleSight.Of(await current.FindAsync(cancel));
        await using var connection = await database.OpenAsync(cancel);
        var names = (await connection.QueryAsync<Named>($"select id, title from titles where {database.Dialect.Among("id", "@ids")} and {sight.Allows()}",
            new { ids = IdSet.Of(requests.Select(r => r.TitleId).Distinct()) }, cancel)).ToDictionary(t => t.Id, t => t.Title);
        if (requests.Any(r => !names.ContainsKey(r.TitleId)))
            throw new NotFound("title_not_found", "There is no such title.");
        var episodes = requests.Where(r => r.EpisodeId is not null).ToList();
        if (episodes.Count > 0)
        {
            var shows = (await connection.QueryAsync<OfShow>($"select id, title_id from episodes where {database.Dialect.Among("id", "@ids")}",
                new { ids = IdSet.Of(episodes.Select(r => r.EpisodeId!.Value).Distinct()) }, cancel)).ToDictionary(e => e.Id, e => e.TitleId);
            if (episodes.Any(r => !shows.TryGetValue(r.EpisodeId!.Value, out var show) || show != r.TitleId))
                throw new NotFound("episode_not_found", "There is no such episode of this show.");
        }

        return names;
    }

    sealed record Named(TitleId Id, string Title);

    sealed record OfShow(EpisodeId Id, TitleId TitleId);
}

/// <summary>A note beside a play.</summary>
static class PlayNotes
{
    const int Longest = 2_000;

    public static void Check(string? note)
    {
        if (note?.Length > Longest)
            throw new Invalid("note_invalid", "A note has at most 2,000 characters.", "note");
    }
}
