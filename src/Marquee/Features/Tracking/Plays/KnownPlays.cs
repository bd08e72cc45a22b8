using System.Data.Common;
using Dapper;
using Marquee.Data;

namespace Marquee.Features.Tracking.Plays;

/// <summary>What is known of the films and episodes that are being told of, in one round trip however many there are.</summary>
sealed class KnownPlays
{
    const int Many = 1_000;

    // Farther than any two tellings of one viewing lie apart.
    static readonly TimeSpan Around = TimeSpan.FromDays(3);

    readonly Dictionary<(TitleId, EpisodeId?), Viewings> _viewings = [];
    readonly Dictionary<TitleId, int?> _minutes;
    readonly Dictionary<EpisodeId, int?> _episodeMinutes;
    readonly Dictionary<TitleId, int> _cycles;
    readonly HashSet<(string, string)> _dismissed;
    readonly TimeSpan _offset;

    KnownPlays(Dictionary<TitleId, int?> minutes, Dictionary<EpisodeId, int?> episodeMinutes, Dictionary<TitleId, int> cycles, HashSet<(string, string)> dismissed, TimeSpan offset) =>
        (_minutes, _episodeMinutes, _cycles, _dismissed, _offset) = (minutes, episodeMinutes, cycles, dismissed, offset);

    public bool IsDismissed(Telling told) => told.EventId is { } id && _dismissed.Contains((told.Source, id));

    public int CycleOf(TitleId title) => _cycles.GetValueOrDefault(title, 1);

    public Viewings Of(PlayDraft draft) => Of(draft.Title, draft.Episode, []);

    Viewings Of(TitleId title, EpisodeId? episode, IEnumerable<Viewing> known)
    {
        if (_viewings.TryGetValue((title, episode), out var viewings))
            return viewings;
        var minutes = episode is { } e && _episodeMinutes.GetValueOrDefault(e) is { } own ? own : _minutes.GetValueOrDefault(title);
        return _viewings[(title, episode)] = new Viewings(new PlayLength(episode is not null, minutes, _offset), known);
    }

    public static async Task<KnownPlays> ReadAsync(
        DbConnection connection, Dialect dialect, ProfileId profile, IReadOnlyList<PlayDraft> drafts, TimeSpan offset, CancellationToken cancel)
    {
        // A long diary comes by the time it tells of: what lies elsewhere cannot be the same viewing. Something without a time may be any.
        var near = drafts.Count < Many || drafts.Any(d => d.Told.At is null) ? null : drafts.Select(d => d.Told.At!.Value).ToList();
        var isNear = near is null ? "true" : $"(p.watched_at is null or p.watched_at between @from and @to or {dialect.Among("p.source_event_id", "@events")}"
            + $" or p.id in (select e.play_id from play_sources e where e.profile_id = @profile and {dialect.Among("e.source_event_id", "@events")}))";
        await using var answer = await connection.QueryManyAsync(
            $"""
            select id, title_id, episode_id, watched_at, precision, source, source_event_id, ordinal from plays p
            where profile_id = @profile and {dialect.Among("title_id", "@titles")} and {isNear} order by id;

            select o.play_id as id, o.watched_at, o.precision, o.source, o.source_event_id from play_sources o join plays p on p.id = o.play_id
            where p.profile_id = @profile and {dialect.Among("p.title_id", "@titles")} and {isNear} order by o.id;

            select id, runtime from titles where {dialect.Among("id", "@titles")};

            select id, runtime from episodes where {dialect.Among("id", "@episodes")};

            select title_id as id, cycle from tracked_titles where profile_id = @profile and {dialect.Among("title_id", "@titles")};

            select source, source_event_id as name from dismissed_events where profile_id = @profile;
            """,
            new
            {
                profile,
                titles = IdSet.Of(drafts.Select(d => d.Title).Distinct()),
                episodes = IdSet.Of(drafts.Select(d => d.Episode).OfType<EpisodeId>().Distinct()),
                from = near?.Min() - Around,
                to = near?.Max() + Around,
                events = new TextSet(near is null ? [] : drafts.Select(d => d.Told.EventId).OfType<string>().Distinct()),
            }, cancel);

        var plays = (await answer.ReadAsync<PlayRow>()).AsList();
        var others = (await answer.ReadAsync<SourceRow>()).ToLookup(o => o.Id);
        var known = new KnownPlays(
            (await answer.ReadAsync<TitleRow>()).ToDictionary(t => t.Id, t => t.Runtime),
            (await answer.ReadAsync<EpisodeRow>()).ToDictionary(e => e.Id, e => e.Runtime),
            (await answer.ReadAsync<CycleRow>()).ToDictionary(c => c.Id, c => c.Cycle),
            (await answer.ReadAsync<DismissedRow>()).Select(d => (d.Source, d.Name)).ToHashSet(),
            offset);
        foreach (var group in plays.GroupBy(p => (p.TitleId, p.EpisodeId)))
            known.Of(group.Key.TitleId, group.Key.EpisodeId, group.Select(p => new Viewing(p.Id, p.Ordinal,
                [new Telling(p.WatchedAt, p.Precision, p.Source, p.SourceEventId), .. others[p.Id].Select(o => new Telling(o.WatchedAt, o.Precision, o.Source, o.SourceEventId))])));
        return known;
    }

    sealed record PlayRow(long Id, TitleId TitleId, EpisodeId? EpisodeId, DateTimeOffset? WatchedAt, string Precision, string Source, string? SourceEventId, int Ordinal);

    sealed record SourceRow(long Id, DateTimeOffset? WatchedAt, string Precision, string Source, string? SourceEventId);

    sealed record TitleRow(TitleId Id, int? Runtime);

    sealed record EpisodeRow(EpisodeId Id, int? Runtime);

    sealed record CycleRow(TitleId Id, int Cycle);

    sealed record DismissedRow(string Source, string Name);
}
