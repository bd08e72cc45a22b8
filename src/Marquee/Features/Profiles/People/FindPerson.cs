using System.Data.Common;
using System.Text.Json;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Errors;

namespace Marquee.Features.Profiles.People;

/// <summary>A profile as somebody else sees it: what is not open to them is null, as if it were not there.</summary>
/// <param name="Standing"><c>self</c>, <c>friend</c> or <c>stranger</c>.</param>
sealed record Person(
    ProfileId Id, string DisplayName, string? Avatar, string? Bio, string? Location, IReadOnlyList<string> Links, string Standing,
    IReadOnlyList<SeenTitle>? History, IReadOnlyList<RatedTitle>? Ratings, IReadOnlyList<OpenList>? Lists, IReadOnlyList<OpenReview>? Reviews, PersonStatistics? Statistics);

sealed record SeenTitle(TitleId TitleId, string Title, int? Year, DateTimeOffset? WatchedAt);

/// <param name="Value">In tenths of a point.</param>
sealed record RatedTitle(TitleId TitleId, string Title, int? Year, int Value);

sealed record OpenList(ListId Id, string Name, string? Description, long Titles);

sealed record OpenReview(TitleId TitleId, string Title, int? Year, string Body, bool Spoiler);

sealed record PersonStatistics(long Titles, long Plays, long Ratings);

/// <summary>Puts a public page together by the one rule of visibility. A kid who looks sees no title beyond the cap.</summary>
sealed class FindPerson(Database database)
{
    const int Shown = 12;

    sealed record Row(ProfileId Id, string DisplayName, string? Avatar, string? Bio, string? Location, string? Links);

    /// <exception cref="NotFound">There is no such profile, or it is not there for this viewer: the same.</exception>
    public async Task<Person> HandleAsync(Profile? viewer, ProfileId id, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        if (await connection.SightAsync(viewer?.Id, id, cancel) is not { } sight) throw new NotFound("profile_not_found", "There is no such profile.");
        var row = (await connection.FirstAsync<Row>("select id, display_name, avatar, bio, location, links from profiles where id = @id", new { id }, cancel))!;
        var titles = TitleSight.Of(viewer);
        return new Person(
            row.Id, row.DisplayName, row.Avatar is null ? null : $"/avatar/{row.Avatar}", row.Bio, row.Location, row.Links is null ? [] : JsonSerializer.Deserialize<string[]>(row.Links)!,
            sight.Standing.ToString().ToLowerInvariant(),
            sight.Shows(ProfileSection.History) ? await HistoryAsync(connection, id, titles, cancel) : null,
            sight.Shows(ProfileSection.Ratings) ? await RatingsAsync(connection, id, titles, cancel) : null,
            sight.Shows(ProfileSection.Lists) ? await ListsAsync(connection, id, sight.Standing, titles, cancel) : null,
            sight.Shows(ProfileSection.Reviews) ? await ReviewsAsync(connection, id, sight.Standing, titles, cancel) : null,
            sight.Shows(ProfileSection.Statistics) ? await StatisticsAsync(connection, id, titles, cancel) : null);
    }

    sealed record PlayRow(TitleId TitleId, string Title, int? Year, DateTimeOffset? WatchedAt);

    sealed record RatingRow(TitleId TitleId, string Title, int? Year, int Value);

    sealed record ReviewRow(TitleId TitleId, string Title, int? Year, string Body, bool Spoiler, string Visibility);

    sealed record ListRow(ListId Id, string Name, string? Description, long Titles, string Visibility);

    static async Task<IReadOnlyList<SeenTitle>> HistoryAsync(DbConnection connection, ProfileId id, TitleSight sight, CancellationToken cancel) =>
    [..
        (await connection.QueryAsync<PlayRow>(
            $"""
            select t.id as title_id, t.title, t.year, p.watched_at
            from plays p join titles t on t.id = p.title_id where p.profile_id = @id and p.watched_at is not null and {sight.Allows("t")} order by p.watched_at desc, p.id desc limit {Shown}
            """, new { id }, cancel))
        .Select(row => new SeenTitle(row.TitleId, row.Title, row.Year, row.WatchedAt)),
    ];

    static async Task<IReadOnlyList<RatedTitle>> RatingsAsync(DbConnection connection, ProfileId id, TitleSight sight, CancellationToken cancel) =>
    [..
        (await connection.QueryAsync<RatingRow>(
            $"""
            select t.id as title_id, t.title, t.year, r.value
            from ratings r join titles t on t.id = r.title_id where r.profile_id = @id and {sight.Allows("t")} order by r.rated_at desc, t.id limit {Shown}
            """, new { id }, cancel))
        .Select(row => new RatedTitle(row.TitleId, row.Title, row.Year, row.Value)),
    ];

    static async Task<IReadOnlyList<OpenList>> ListsAsync(DbConnection connection, ProfileId id, Standing standing, TitleSight sight, CancellationToken cancel) =>
    [..
        (await connection.QueryAsync<ListRow>(
            $"""
            select l.id, l.name, l.description, (select count(*) from list_items i where i.list_id = l.id and {sight.AllowsId("i.title_id")}) as titles, l.visibility
            from lists l where l.profile_id = @id order by l.updated_at desc, l.id limit 100
            """, new { id }, cancel))
        .Where(row => Visibility.IsOpenTo(row.Visibility, standing)).Select(row => new OpenList(row.Id, row.Name, row.Description, row.Titles)),
    ];

    static async Task<IReadOnlyList<OpenReview>> ReviewsAsync(DbConnection connection, ProfileId id, Standing standing, TitleSight sight, CancellationToken cancel) =>
    [..
        (await connection.QueryAsync<ReviewRow>(
            $"""
            select t.id as title_id, t.title, t.year, r.body, r.spoiler, r.visibility
            from reviews r join titles t on t.id = r.title_id
            where r.profile_id = @id and not r.draft and r.withheld_at is null and {sight.Allows("t")} order by r.published_at desc, r.id desc limit 60
            """, new { id }, cancel))
        .Where(row => Visibility.IsOpenTo(row.Visibility, standing)).Take(Shown)
        .Select(row => new OpenReview(row.TitleId, row.Title, row.Year, row.Body, row.Spoiler)),
    ];

    static async Task<PersonStatistics> StatisticsAsync(DbConnection connection, ProfileId id, TitleSight sight, CancellationToken cancel) => (await connection.FirstAsync<PersonStatistics>(
        $"""
        select (select count(distinct title_id) from plays where profile_id = @id and {sight.AllowsId("title_id")}) as titles, (select count(*) from plays where profile_id = @id and {sight.AllowsId("title_id")}) as plays,
            (select count(*) from ratings where profile_id = @id and {sight.AllowsId("title_id")}) as ratings
        """, new { id }, cancel))!;
}
