using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Platform;
using Marquee.Platform.Api;

namespace Marquee.Features.Ratings;

/// <summary>A rating as it is listed.</summary>
/// <param name="Rating">1 … 10, exactly as it was given.</param>
sealed record RatingView(TitleId TitleId, string Title, int? Year, SeasonId? SeasonId, EpisodeId? EpisodeId, decimal Rating, DateTimeOffset RatedAt, string Source, int Version);

/// <summary>What the current profile rated, and how it wants ratings shown.</summary>
sealed class FindRating(Database database, CurrentProfile current)
{
    /// <summary>1 … 10, or null when it is not rated or nobody is known yet.</summary>
    public async Task<decimal?> HandleAsync(TitleId title, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } profile) return null;
        await using var connection = await database.OpenAsync(cancel);
        var tenths = await connection.ScalarAsync<long?>(
            "select value from ratings where profile_id = @profile and title_id = @title", new { profile = profile.Id, title }, cancel);
        return tenths / 10m;
    }

    /// <summary>A page of ratings, the latest first: of titles, seasons or episodes.</summary>
    /// <param name="of"><c>titles</c>, <c>seasons</c> or <c>episodes</c>.</param>
    public async Task<(IReadOnlyList<RatingView> Ratings, Pagination Pagination)> PageAsync(string? of, string? after, int? limit, CancellationToken cancel)
    {
        var (key, count) = (PageKey.Read(after), PageKey.Limit(limit));
        if (await current.FindAsync(cancel) is not { } profile)
            return ([], new Pagination(1, count, 0, 0, null));
        var (table, season, episode, id) = of switch
        {
            null or "titles" => ("ratings", "null", "null", "r.title_id"),
            "seasons" => ("season_ratings", "r.season_id", "null", "r.season_id"),
            "episodes" => ("episode_ratings", "null", "r.episode_id", "r.episode_id"),
            _ => throw new Platform.Errors.Invalid("of_invalid", "Ratings are of titles, seasons or episodes.", "of"),
        };
        var behind = key is null ? "" : $"and (r.rated_at < @value or (r.rated_at = @value and {id} < @id))";
        await using var connection = await database.OpenAsync(cancel);
        var rows = await connection.QueryAsync<Row>(
            $"""
            select r.title_id, t.title, t.year, {season} as season_id, {episode} as episode_id, r.value as tenths, r.rated_at, r.source, r.version, {id} as id
            from {table} r join titles t on t.id = r.title_id where r.profile_id = @profile and {TitleSight.Of(profile).Allows("t")} {behind} order by r.rated_at desc, {id} desc limit @count
            """, new { profile = profile.Id, value = key?.Value, id = key?.Id, count = count + 1 }, cancel);
        var total = await connection.ScalarAsync<long>($"select count(*) from {table} where profile_id = @profile and {TitleSight.Of(profile).AllowsId("title_id")}", new { profile = profile.Id }, cancel);
        var pagination = PageKey.Of(rows, count, r => new PageKey(r.RatedAt.ToUnixTimeMilliseconds(), r.Id), total);
        return (rows.ConvertAll(r => new RatingView(
            r.TitleId, r.Title, r.Year, r.SeasonId is { } s ? new SeasonId(s) : null, r.EpisodeId is { } e ? new EpisodeId(e) : null, r.Tenths / 10m, r.RatedAt, r.Source, r.Version)), pagination);
    }

    sealed record Row(TitleId TitleId, string Title, int? Year, long? SeasonId, long? EpisodeId, int Tenths, DateTimeOffset RatedAt, string Source, int Version, long Id);
}
