using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Tracking;
using Marquee.Features.Tracking.Ratings;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Ratings;

/// <summary>A rating as it was kept.</summary>
/// <param name="TitleId">The title, or the show that the season or episode belongs to.</param>
/// <param name="Rating">1 … 10, in steps of a half; null: taken back.</param>
/// <param name="Version">Goes into If-Match; 0 when there is no rating.</param>
sealed record RatingKept(TitleId TitleId, decimal? Rating, SeasonId? SeasonId = null, EpisodeId? EpisodeId = null, int Version = 0);

/// <summary>A profile rates a title, a season or an episode, changes its mind, or takes the rating back.</summary>
sealed class RateTitle(Database database, Journal journal, CurrentProfile current)
{
    public const int MostPerRequest = 500;

    /// <summary>The rating as it stands; none is an answer, too.</summary>
    public async Task<RatingKept> FindAsync(RatingTarget target, CancellationToken cancel)
    {
        var title = await TitleOfAsync(target, cancel);
        var nothing = new RatingKept(title, null, target.Season, target.Episode);
        if (await current.FindAsync(cancel) is not { } profile)
            return nothing;
        await using var connection = await database.OpenAsync(cancel);
        var row = await connection.FirstAsync<Row>(
            $"select value, version from {target.Table} where profile_id = @Id and {target.KeyColumn} = @Key", new { profile.Id, (target with { Title = title }).Key }, cancel);
        return row is null ? nothing : nothing with { Rating = row.Value / 10m, Version = row.Version };
    }

    /// <param name="version">The version the rater looked at; null: whichever is there.</param>
    public async Task<Written<RatingKept>> RateAsync(RatingTarget target, decimal? rating, int? version, CancellationToken cancel)
    {
        RatingRows.Check(rating);
        var title = await TitleOfAsync(target, cancel);
        var profile = await current.EnsureAsync(cancel);
        return await WriteAsync(profile, target with { Title = title }, "rating.given", "Rated", async (connection, whole, now) =>
        {
            await RatingRows.ExpectAsync(connection, profile.Id, whole, version, cancel);
            await RatingRows.SetAsync(connection, profile.Id, whole, RatingRows.Tenths(rating!.Value), now, cancel);
            return new RatingKept(title, rating, target.Season, target.Episode, await RatingRows.VersionAsync(connection, profile.Id, whole, cancel));
        }, cancel);
    }

    /// <summary>Takes the rating back; nothing happens when there is none.</summary>
    /// <param name="version">The version the rater looked at; null: whichever is there.</param>
    public async Task<Written<RatingKept>> UnrateAsync(RatingTarget target, int? version, CancellationToken cancel)
    {
        var title = await TitleOfAsync(target, cancel);
        var nothing = new RatingKept(title, null, target.Season, target.Episode);
        if (await current.FindAsync(cancel) is not { } profile)
            return new Written<RatingKept>(nothing, null);
        return await WriteAsync(profile, target with { Title = title }, "rating.taken_back", "Took back the rating of", async (connection, whole, now) =>
        {
            await RatingRows.ExpectAsync(connection, profile.Id, whole, version, cancel);
            await RatingRows.ForgetAsync(connection, profile.Id, whole, now, cancel);
            return nothing;
        }, cancel);
    }

    /// <summary>Several titles at once: all of them or none.</summary>
    public async Task<Written<int>> RateManyAsync(IReadOnlyList<RatingOfTitle> ratings, CancellationToken cancel)
    {
        if (ratings.Count is 0 or > MostPerRequest)
            throw new Invalid("ratings_invalid", $"Send 1 to {MostPerRequest} ratings.", "ratings");
        foreach (var rating in ratings)
            RatingRows.Check(rating.Rating);
        List<TitleId> titles = [.. ratings.Select(r => r.TitleId).Distinct()];
        var sight = TitleSight.Of(await current.FindAsync(cancel));
        await using (var reading = await database.OpenAsync(cancel))
            if (await reading.ScalarAsync<int>($"select count(*) from titles where {database.Dialect.Among("id", "@ids")} and {sight.Allows()}", new { ids = IdSet.Of(titles) }, cancel) != titles.Count)
                throw new NotFound("title_not_found", "There is no such title.");
        var profile = await current.EnsureAsync(cancel);
        return await journal.WriteAsync(profile.Id, new JournalTitle("rating.given", $"Rated {ratings.Count} titles"),
            JournalScope.OfTitles(database.Dialect, profile.Id, titles, "ratings", "tracked_titles"), async (connection, now) =>
            {
                foreach (var rating in ratings)
                    await RatingRows.SetAsync(connection, profile.Id, new RatingTarget(rating.TitleId), RatingRows.Tenths(rating.Rating!.Value), now, cancel);
                await TrackedTitles.RefreshAsync(connection, database.Dialect, profile.Id, titles, now, cancel);
                return ratings.Count;
            }, cancel);
    }

    async Task<Written<RatingKept>> WriteAsync(
        Profile profile, RatingTarget target, string kind, string did, Func<DbConnection, RatingTarget, DateTimeOffset, Task<RatingKept>> work, CancellationToken cancel)
    {
        string name;
        await using (var reading = await database.OpenAsync(cancel))
            name = (await reading.ScalarAsync<string>("select title from titles where id = @Title", new { target.Title }, cancel))!;
        return await journal.WriteAsync(profile.Id, new JournalTitle(kind, $"{did} {name}"),
            JournalScope.OfTitles(database.Dialect, profile.Id, [target.Title], target.Table, "tracked_titles"), async (connection, now) =>
            {
                var kept = await work(connection, target, now);
                await TrackedTitles.RefreshAsync(connection, database.Dialect, profile.Id, [target.Title], now, cancel);
                return kept;
            }, cancel);
    }

    sealed record Row(int Value, int Version);

    /// <summary>The title of a season or episode, or the title itself when it is there.</summary>
    async Task<TitleId> TitleOfAsync(RatingTarget target, CancellationToken cancel)
    {
        var sight = TitleSight.Of(await current.FindAsync(cancel));
        await using var connection = await database.OpenAsync(cancel);
        var (table, column, code, words) = target switch
        {
            { Episode: not null } => ("episodes", "title_id", "episode_not_found", "There is no such episode."),
            { Season: not null } => ("seasons", "title_id", "season_not_found", "There is no such season."),
            _ => ("titles", "id", "title_not_found", "There is no such title."),
        };
        return await connection.ScalarAsync<long?>($"select {column} from {table} where id = @Key and {sight.AllowsId($"{table}.{column}")}", new { target.Key }, cancel) is { } title
            ? new TitleId(title)
            : throw new NotFound(code, words);
    }
}

/// <summary>One of several ratings.</summary>
sealed record RatingOfTitle(TitleId TitleId, decimal? Rating);
