using System.Data.Common;
using System.Globalization;
using Marquee.Data;
using Marquee.Features.Tracking.Plays;
using Marquee.Importers;

namespace Marquee.Features.Imports.Keeping;

/// <summary>The viewings that rows tell of, for tracking's door.</summary>
static class PlayDrafts
{
    const int MostTimes = 1_000;

    public static async Task<IReadOnlyList<PlayDraft>> OfAsync(
        DbConnection connection, Dialect dialect, ProfileId profile, string source, IReadOnlyList<PlacedRow> rows, PlaceEpisodes episodes, CancellationToken cancel)
    {
        var drafts = new List<PlayDraft>();
        foreach (var row in rows.Where(row => row.Title is not null))
        {
            var title = row.Title!.Value;
            if (row.Item!.Viewing is { } viewing)
                foreach (var episode in EpisodesOf(row, episodes))
                    drafts.AddRange(Told(title, episode, viewing, source, row.Item));
            if (row.IsWhole && row.Item.Viewing is null && row.Item.Progress?.Episodes is > 0 and var count)
                drafts.AddRange(episodes.First(title, count).Select(episode => Draft(title, episode, null, PlayPrecision.Unknown, source, null, null)));
        }

        return source == "marquee" ? drafts : await WithoutSeenSomeTimeAsync(connection, dialect, profile, drafts, cancel);
    }

    static IEnumerable<long?> EpisodesOf(PlacedRow row, PlaceEpisodes episodes) =>
        row.IsWhole ? [null]
        : row.IsSeason ? episodes.Of(row.Season!.Value).Select(id => (long?)id)
        : row.Episodes.Select(id => (long?)id);

    // Counted viewings without dates are told apart by their count.
    static IEnumerable<PlayDraft> Told(long title, long? episode, Importers.Viewing viewing, string source, ImportedItem item)
    {
        var precision = RowOutcomes.Precision(viewing.Precision);
        if (viewing.Times <= 1)
            return [Draft(title, episode, viewing.At, precision, source, item.SourceEventId, item.PrivateNote) with { Cycle = viewing.Cycle }];
        var name = item.SourceEventId ?? string.Create(CultureInfo.InvariantCulture, $"{item.Title}|{item.Year}|{item.Episode?.Season}|{item.Episode?.Number}");
        return Enumerable.Range(1, Math.Min(viewing.Times, MostTimes)).Select(time => time == 1 && item.SourceEventId is not null
            ? Draft(title, episode, viewing.At, precision, source, name, item.PrivateNote)
            : Draft(title, episode, time == 1 ? viewing.At : null, time == 1 ? precision : PlayPrecision.Unknown, source, string.Create(CultureInfo.InvariantCulture, $"{name}#{time}"), null));
    }

    static PlayDraft Draft(long title, long? episode, DateTimeOffset? at, string precision, string source, string? eventId, string? note) =>
        new(new TitleId(title), episode is { } id ? new EpisodeId(id) : null, new Telling(at, precision, source, eventId), note);

    // "Seen some time" adds nothing where a viewing is known already, or told of in the same breath.
    static async Task<IReadOnlyList<PlayDraft>> WithoutSeenSomeTimeAsync(DbConnection connection, Dialect dialect, ProfileId profile, List<PlayDraft> drafts, CancellationToken cancel)
    {
        var vague = drafts.Where(IsVague).Select(draft => draft.Title.Value).Distinct().ToList();
        if (vague.Count == 0)
            return drafts;
        var seen = (await connection.QueryAsync<Seen>(
            $"select distinct title_id, episode_id from plays where profile_id = @profile and {dialect.Among("title_id", "@vague")}",
            new { profile, vague = IdSet.Of(vague) }, cancel)).Select(s => (s.TitleId, s.EpisodeId)).ToHashSet();
        seen.UnionWith(drafts.Where(draft => !IsVague(draft)).Select(draft => (draft.Title.Value, draft.Episode?.Value)));
        // Its key at the source is let go, for a date that the source tells later is of this same viewing.
        return [.. drafts.Where(draft => !IsVague(draft) || seen.Add((draft.Title.Value, draft.Episode?.Value)))
            .Select(draft => IsVague(draft) ? draft with { Told = draft.Told with { EventId = null } } : draft)];
    }

    static bool IsVague(PlayDraft draft) => draft.Told.Precision == PlayPrecision.Unknown && draft.Told.EventId?.Contains('#', StringComparison.Ordinal) != true;

    sealed record Seen(long TitleId, long? EpisodeId);
}
