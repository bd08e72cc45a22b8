using System.Data.Common;
using Dapper;
using Marquee.Data;

namespace Marquee.Features.Tracking.Plays;

/// <summary>What became of the viewings that were told.</summary>
/// <param name="Added">Plays that are new.</param>
/// <param name="Joined">Plays that another source had told of.</param>
/// <param name="Known">How many were known as they are.</param>
/// <param name="Plays">For each draft its play, in order; null for one that somebody deleted and does not want back.</param>
sealed record KeptPlays(IReadOnlyList<long> Added, IReadOnlyList<long> Joined, int Known, IReadOnlyList<long?> Plays);

/// <summary>
/// Keeps viewings, few or many: each once, however many sources tell of it. The one place where plays are written. Call inside a write that
/// holds the profile, and see that changes and taste are told: <see cref="BringIn"/> does both for an import, the journal for a person.
/// </summary>
sealed class KeepPlays(DbConnection connection, Dialect dialect, ProfileId profile, BatchId? batch, DateTimeOffset now)
{
    const int OneByOne = 40;

    static readonly string[] Columns =
        ["id", "profile_id", "title_id", "episode_id", "watched_at", "precision", "source", "source_event_id", "batch_id", "created_at", "updated_at", "ordinal", "cycle", "note"];

    readonly List<(PlayDraft Draft, Viewing Play)> _new = [];
    readonly List<(PlayDraft Draft, Viewing Play)> _joined = [];

    /// <param name="drafts">What to keep.</param>
    /// <param name="offset">The watcher's distance from UTC, which says when their day begins.</param>
    /// <param name="cancel">Stops before anything is written.</param>
    /// <param name="aboutToJoin">Hears of the plays that another source told of, before they change.</param>
    public async Task<KeptPlays> HandleAsync(IReadOnlyList<PlayDraft> drafts, TimeSpan offset, CancellationToken cancel, Func<IReadOnlyCollection<long>, Task>? aboutToJoin = null)
    {
        var titles = drafts.Select(d => d.Title).Distinct().ToList();
        var known = await KnownPlays.ReadAsync(connection, dialect, profile, drafts, offset, cancel);

        var plays = new List<Viewing?>();
        var repeated = 0;
        foreach (var draft in drafts)
        {
            if (known.IsDismissed(draft.Told))
            {
                plays.Add(null);
                continue;
            }

            var decision = known.Of(draft).Take(draft.Told, draft.Again, rows: batch is not null);
            plays.Add(decision.Play);
            if (decision.What == Sameness.Different)
                _new.Add((draft, decision.Play));
            else if (decision.What == Sameness.Same)
                _joined.Add((draft, decision.Play));
            else
                repeated++;
        }

        if (aboutToJoin is not null && _joined.Select(j => j.Play.Id).OfType<long>().Distinct().ToList() is { Count: > 0 } there)
            await aboutToJoin(there);
        await InsertAsync(known, cancel);
        await JoinAsync(cancel);
        await TrackedTitles.RefreshAsync(connection, dialect, profile, titles, now, cancel);
        return new KeptPlays(
            [.. _new.Select(n => n.Play.Id!.Value)], [.. _joined.Select(j => j.Play.Id!.Value).Distinct()], repeated, [.. plays.Select(p => p?.Id)]);
    }

    async Task InsertAsync(KnownPlays known, CancellationToken cancel)
    {
        if (_new.Count > OneByOne)
        {
            var ids = await IdBlock.TakeAsync(connection, dialect, "plays", _new.Count, cancel);
            foreach (var ((_, play), id) in _new.Zip(ids))
                play.Id = id;
            await connection.BulkCopyAsync("plays", Columns, _new.Select(n => Row(n.Draft, n.Play, n.Draft.Cycle ?? known.CycleOf(n.Draft.Title))), cancel);
            return;
        }

        foreach (var (draft, play) in _new)
        {
            play.Id = await connection.ScalarAsync<long>(
                """
                insert into plays (profile_id, title_id, episode_id, watched_at, precision, source, source_event_id, batch_id, created_at, updated_at, ordinal, cycle, note)
                values (@profile, @Title, @Episode, @At, @Precision, @Source, @EventId, @batch, @now, @now, @Ordinal, @cycle, @Note) returning id
                """,
                new { profile, draft.Title, draft.Episode, draft.Told.At, draft.Told.Precision, draft.Told.Source, draft.Told.EventId, batch, now, play.Ordinal, cycle = draft.Cycle ?? known.CycleOf(draft.Title), draft.Note },
                cancel);
            if (batch is null)
                await connection.AppendAsync("play.logged",
                    new { ProfileId = profile, PlayId = play.Id, TitleId = draft.Title, EpisodeId = draft.Episode, WatchedAt = draft.Told.At, draft.Told.Source }, now, cancel);
        }
    }

    // A play shows the most exact time that anybody told.
    async Task JoinAsync(CancellationToken cancel)
    {
        foreach (var (draft, play) in _joined)
            await connection.ExecuteAsync(
                """
                insert into play_sources (play_id, profile_id, source, source_event_id, watched_at, precision, batch_id, created_at)
                values (@Id, @profile, @Source, @EventId, @At, @Precision, @batch, @now)
                """, new { play.Id, profile, draft.Told.Source, draft.Told.EventId, draft.Told.At, draft.Told.Precision, batch, now }, cancel);
        foreach (var play in _joined.Select(j => j.Play).Distinct())
            await PlayTimes.SetAsync(connection, profile, play.Id!.Value, play.Best, now, cancel);
    }

    object?[] Row(PlayDraft draft, Viewing play, int cycle) =>
    [
        play.Id!.Value, profile.Value, draft.Title.Value, draft.Episode?.Value, draft.Told.At?.ToUnixTimeMilliseconds(), draft.Told.Precision, draft.Told.Source,
        draft.Told.EventId, batch?.Value, now.ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds(), play.Ordinal, cycle, draft.Note,
    ];
}

/// <summary>The time that a play shows.</summary>
static class PlayTimes
{
    /// <summary>Sets a play's time; it goes behind others of the same time.</summary>
    public static Task<int> SetAsync(DbConnection connection, ProfileId profile, long id, Telling told, DateTimeOffset now, CancellationToken cancel) =>
        connection.ExecuteAsync(
            """
            update plays set watched_at = @At, precision = @Precision, updated_at = @now, version = version + 1,
                ordinal = (select coalesce(max(o.ordinal) + 1, 0) from plays o where o.profile_id = plays.profile_id and o.title_id = plays.title_id
                    and coalesce(o.episode_id, 0) = coalesce(plays.episode_id, 0) and coalesce(o.watched_at, 0) = coalesce(@At, 0)
                    and o.precision = @Precision and o.id <> plays.id)
            where id = @id and profile_id = @profile and (precision <> @Precision or coalesce(watched_at, 0) <> coalesce(@At, 0))
            """, new { id, profile, At = told.At?.ToUnixTimeMilliseconds(), told.Precision, now }, cancel);
}
