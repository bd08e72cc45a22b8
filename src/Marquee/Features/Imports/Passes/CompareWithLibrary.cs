using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Imports.Keeping;
using Marquee.Features.Tracking.Plays;
using Marquee.Importers;

namespace Marquee.Features.Imports.Passes;

/// <summary>What of a chunk the library knows already, and where it says something else. Reads only, in a handful of round trips.</summary>
sealed class CompareWithLibrary(DbConnection connection, Dialect dialect, ProfileId profile, string source)
{
    public async Task HandleAsync(IReadOnlyList<PlacedRow> rows, PlaceEpisodes episodes, Understood understood, CancellationToken cancel)
    {
        var about = new { profile, titles = IdSet.Of(rows.Where(row => row.Title is not null).Select(row => row.Title!.Value).Distinct()) };
        await RatingsAsync(rows.Where(row => row.Title is not null && row.Item!.Rating is not null).ToList(), about, understood, cancel);
        await WatchlistAsync(rows, about, understood, cancel);

        var drafts = await PlayDrafts.OfAsync(connection, dialect, profile, source, rows, episodes, cancel);
        // What is left out of the drafts is "seen some time" of something that was seen.
        var told = rows.Where(row => row.Title is not null && row.Item!.Viewing is { Precision: WatchPrecision.Unknown, Times: <= 1 }).Sum(row => row.IsWhole ? 1 : row.Episodes.Count);
        understood.ViewingsHere += Math.Max(0, told - drafts.Count(draft => draft.Told.Precision == PlayPrecision.Unknown));
        if (drafts.Count == 0)
            return;
        var known = await KnownPlays.ReadAsync(connection, dialect, profile, drafts, TimeSpan.Zero, cancel);
        understood.ViewingsHere += drafts.Count(draft => known.IsDismissed(draft.Told) || known.Of(draft).Take(draft.Told, draft.Again, rows: true).What != Sameness.Different);
    }

    async Task RatingsAsync(List<PlacedRow> rated, object about, Understood understood, CancellationToken cancel)
    {
        if (rated.Count == 0)
            return;
        await using var answer = await connection.QueryManyAsync(
            $"""
            select title_id as key, value, rated_at from ratings where profile_id = @profile and {dialect.Among("title_id", "@titles")};
            select season_id as key, value, rated_at from season_ratings where profile_id = @profile and {dialect.Among("title_id", "@titles")};
            select episode_id as key, value, rated_at from episode_ratings where profile_id = @profile and {dialect.Among("title_id", "@titles")};
            """, about, cancel);
        var titles = (await answer.ReadAsync<Rated>()).ToDictionary(r => r.Key);
        var seasons = (await answer.ReadAsync<Rated>()).ToDictionary(r => r.Key);
        var episodes = (await answer.ReadAsync<Rated>()).ToDictionary(r => r.Key);
        foreach (var row in rated)
        {
            var mine = row.IsWhole ? titles.GetValueOrDefault(row.Title!.Value)
                : row.IsSeason ? seasons.GetValueOrDefault(row.Season!.Value)
                : row.Episodes.Count > 0 ? episodes.GetValueOrDefault(row.Episodes[0]) : null;
            if (mine is null)
                continue;
            if (mine.Value == row.Item!.Rating)
            {
                understood.RatingsHere++;
                continue;
            }

            row.Conflict = new RatingConflict(mine.Value, mine.RatedAt, row.Item.Rating!.Value, row.Item.RatedAt);
            understood.Conflicts++;
            understood.ConflictsNewer += row.Item.RatedAt > mine.RatedAt ? 1 : 0;
        }
    }

    async Task WatchlistAsync(IReadOnlyList<PlacedRow> rows, object about, Understood understood, CancellationToken cancel)
    {
        var listed = rows.Where(row => row.IsWhole && (row.Item!.OnWatchlist || row.Item.State == WatchState.Planned)).ToList();
        if (listed.Count == 0)
            return;
        var here = (await connection.QueryAsync<long>(
            $"select i.title_id from list_items i join lists l on l.id = i.list_id where l.profile_id = @profile and l.kind = 'watchlist' and {dialect.Among("i.title_id", "@titles")}",
            about, cancel)).ToHashSet();
        understood.WatchlistHere += listed.Count(row => here.Contains(row.Title!.Value));
    }

    sealed record Rated(long Key, int Value, DateTimeOffset RatedAt);
}
