using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Recommendations.Hiding;
using Marquee.Platform;

namespace Marquee.Features.Recommendations;

/// <summary>
/// Reads a profile's taste in one round trip: ratings, favourites and plays without a rating, and what it hid. Kept until it changes, since every part of a page asks for it.
/// </summary>
sealed class LoadTaste(Database database, RecommendationCache cache)
{
    // Stands where a reason for hiding would: no reason is called so.
    const string Favourite = "favourite";

    const string Favourites = "select i.title_id, i.added_at from list_items i join lists l on l.id = i.list_id where l.profile_id = @profile and l.kind = 'favourites'";

    /// <summary>The taste of a profile; of nobody, nothing.</summary>
    public async Task<Taste> OfAsync(Profile? profile) => profile is null
        ? Taste.None
        : await cache.GetAsync(("taste", profile.Id, profile.TasteVersion, profile.CertificationCap), () => ReadAsync(profile.Id, TitleSight.Of(profile), CancellationToken.None));

    async Task<Taste> ReadAsync(ProfileId profile, TitleSight sight, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var rows = await connection.QueryAsync<Row>(
            $"""
            select title_id, value as rating, rated_at as at, null as hidden from ratings where profile_id = @profile and {sight.AllowsId("title_id")}
            union all
            select title_id, null, added_at, '{Favourite}' from ({Favourites}) f where {sight.AllowsId("title_id")} and title_id not in (select title_id from ratings where profile_id = @profile)
            union all
            select title_id, null, coalesce(max(watched_at), 0), null from plays
            where profile_id = @profile and {sight.AllowsId("title_id")} and title_id not in (select title_id from ratings where profile_id = @profile)
                and title_id not in (select title_id from ({Favourites}) f)
            group by title_id
            union all
            select title_id, null, 0, reason from hidden_titles where profile_id = @profile
            """, new { profile }, cancel);
        var stated = await Tracking.StatedTaste.ReadAsync(connection, database.Dialect, profile, cancel);
        return new Taste(
            [.. rows.Where(row => row.Hidden is null or Favourite).Select(row => new TasteEvent(row.TitleId, (int?)row.Rating, row.At) { IsFavourite = row.Hidden is not null })],
            rows.Where(row => row.Hidden is not (null or Favourite)).Select(row => row.TitleId.Value).Concat(stated.Unwanted).ToHashSet())
        {
            Liked = stated.Liked,
            LessLike = [.. rows.Where(row => row.Hidden == HideReasons.LessLikeThis).Select(row => row.TitleId)],
        };
    }

    sealed record Row(TitleId TitleId, long? Rating, long At, string? Hidden);
}
