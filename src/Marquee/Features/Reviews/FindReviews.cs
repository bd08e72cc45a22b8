using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Platform;
using Marquee.Platform.Api;
using Marquee.Platform.Errors;

namespace Marquee.Features.Reviews;

/// <summary>A review as it is shown to one reader.</summary>
/// <param name="Html">Its words, safe to show.</param>
/// <param name="Body">Its Markdown.</param>
/// <param name="Rating">What its author gives the title, 1 … 10.</param>
/// <param name="Reacted">How this reader reacted.</param>
public sealed record ReviewView(
    string Id, TitleId TitleId, string Title, int? Year, ProfileId AuthorId, string Author, string Body, string Html, bool Spoiler, string Visibility, bool Draft, decimal? Rating,
    IReadOnlyList<string> Tags, int Likes, int Helpful, int Funny, IReadOnlyList<string> Reacted, int Comments, int Version, bool IsMine, DateTimeOffset? PublishedAt, DateTimeOffset UpdatedAt);

/// <summary>A comment to a review.</summary>
public sealed record CommentView(string Id, ProfileId AuthorId, string Author, string Body, DateTimeOffset CreatedAt, int Version, bool IsMine);

/// <summary>An earlier state of a review.</summary>
sealed record RevisionView(string Body, bool Spoiler, int Version, DateTimeOffset SavedAt);

/// <summary>Looks up reviews that a reader may see: their own, friends' and public ones; drafts and what was withheld only to their author.</summary>
sealed class FindReviews(Database database, CurrentProfile current)
{
    const string Columns =
        """
        r.id, r.title_id, t.title, t.year, r.profile_id as author_id, p.display_name as author, r.body, r.spoiler, r.visibility, r.draft, g.value as tenths,
        (select count(*) from review_reactions x where x.review_id = r.id and x.kind = 'like') as likes,
        (select count(*) from review_reactions x where x.review_id = r.id and x.kind = 'helpful') as helpful,
        (select count(*) from review_reactions x where x.review_id = r.id and x.kind = 'funny') as funny,
        (select count(*) from review_comments x where x.review_id = r.id and x.withheld_at is null) as comments, r.version, r.published_at, r.updated_at
        from reviews r join titles t on t.id = r.title_id join profiles p on p.id = r.profile_id
        left join ratings g on g.profile_id = r.profile_id and g.title_id = r.title_id
        """;

    // Friends follow each other; whoever blocked or is blocked is not there.
    const string Open =
        """
        (r.profile_id = @reader or (not r.draft and r.withheld_at is null
            and not exists (select 1 from blocks b where (b.profile_id = @reader and b.blocked_id = r.profile_id) or (b.profile_id = r.profile_id and b.blocked_id = @reader))
            and (r.visibility = 'public' or (r.visibility = 'friends'
                and exists (select 1 from follows f where f.accepted and f.follower_id = @reader and f.followed_id = r.profile_id)
                and exists (select 1 from follows f where f.accepted and f.follower_id = r.profile_id and f.followed_id = @reader)))))
        """;

    /// <param name="title">Reviews of this title; null: the reader's own.</param>
    public async Task<(IReadOnlyList<ReviewView> Reviews, Pagination Pagination)> PageAsync(TitleId? title, string? after, int? limit, CancellationToken cancel)
    {
        var (key, count) = (PageKey.Read(after), PageKey.Limit(limit, usual: 20));
        var sight = TitleSight.Of(await current.FindAsync(cancel));
        var reader = sight.Viewer ?? new ProfileId(0);
        await using var connection = await database.OpenAsync(cancel);
        var which = title is null ? "r.profile_id = @reader" : $"r.title_id = @title and {Open}";
        var behind = key is null ? "" : "and (coalesce(r.published_at, r.updated_at) < @value or (coalesce(r.published_at, r.updated_at) = @value and r.id < @id))";
        var rows = await connection.QueryAsync<Row>(
            $"select {Columns} where {which} and {sight.Allows("t")} {behind} order by coalesce(r.published_at, r.updated_at) desc, r.id desc limit @count",
            new { reader, title, value = key?.Value, id = key?.Id, count = count + 1 }, cancel);
        var total = await connection.ScalarAsync<long>($"select count(*) from reviews r where {which} and {sight.AllowsId("r.title_id")}", new { reader, title }, cancel);
        var pagination = PageKey.Of(rows, count, r => new PageKey((r.PublishedAt ?? r.UpdatedAt).ToUnixTimeMilliseconds(), r.Id), total);
        return (await ViewsAsync(connection, rows, reader, cancel), pagination);
    }

    /// <exception cref="NotFound">There is none, or not for this reader.</exception>
    public async Task<ReviewView> OneAsync(long id, CancellationToken cancel)
    {
        var sight = TitleSight.Of(await current.FindAsync(cancel));
        var reader = sight.Viewer ?? new ProfileId(0);
        await using var connection = await database.OpenAsync(cancel);
        var row = await connection.FirstAsync<Row>($"select {Columns} where r.id = @id and {sight.Allows("t")} and {Open}", new { id, reader }, cancel)
            ?? throw new NotFound("review_not_found", "There is no such review.");
        return (await ViewsAsync(connection, [row], reader, cancel))[0];
    }

    /// <summary>A page of what was said to a review, the oldest first.</summary>
    public async Task<(IReadOnlyList<CommentView> Comments, Pagination Pagination)> CommentsAsync(long review, string? after, int? limit, CancellationToken cancel)
    {
        var (key, count) = (PageKey.Read(after), PageKey.Limit(limit, usual: 100));
        await OneAsync(review, cancel);
        var reader = (await current.FindAsync(cancel))?.Id ?? new ProfileId(0);
        await using var connection = await database.OpenAsync(cancel);
        const string which = "c.review_id = @review and (c.withheld_at is null or c.profile_id = @reader)";
        var rows = await connection.QueryAsync<CommentRow>(
            $"""
            select c.id, c.profile_id as author_id, p.display_name as author, c.body, c.created_at, c.version from review_comments c join profiles p on p.id = c.profile_id
            where {which} and c.id > @id order by c.id limit @count
            """, new { review, reader, id = key?.Id ?? 0, count = count + 1 }, cancel);
        var total = await connection.ScalarAsync<long>($"select count(*) from review_comments c where {which}", new { review, reader }, cancel);
        var pagination = PageKey.Of(rows, count, c => new PageKey(0, c.Id), total);
        return (rows.ConvertAll(c => new CommentView(
            c.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), c.AuthorId, c.Author, c.Body, c.CreatedAt, c.Version, c.AuthorId == reader)), pagination);
    }

    /// <summary>How a review read before, the latest first; for its author.</summary>
    public async Task<IReadOnlyList<RevisionView>> RevisionsAsync(long review, CancellationToken cancel)
    {
        if (!(await OneAsync(review, cancel)).IsMine)
            throw new NotFound("review_not_found", "There is no such review.");
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<RevisionView>("select body, spoiler, version, saved_at from review_revisions where review_id = @review order by version desc", new { review }, cancel);
    }

    async Task<IReadOnlyList<ReviewView>> ViewsAsync(System.Data.Common.DbConnection connection, List<Row> rows, ProfileId reader, CancellationToken cancel)
    {
        if (rows.Count == 0)
            return [];
        var ids = IdSet.Of(rows.Select(r => r.Id));
        var tags = (await connection.QueryAsync<Word>($"select review_id as id, name as text from review_tags where {database.Dialect.Among("review_id", "@ids")} order by name", new { ids }, cancel)).ToLookup(w => w.Id, w => w.Text);
        var reacted = (await connection.QueryAsync<Word>(
            $"select review_id as id, kind as text from review_reactions where profile_id = @reader and {database.Dialect.Among("review_id", "@ids")}", new { reader, ids }, cancel)).ToLookup(w => w.Id, w => w.Text);
        return rows.ConvertAll(r => new ReviewView(
            r.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), r.TitleId, r.Title, r.Year, r.AuthorId, r.Author, r.Body, ReviewText.Html(r.Body), r.Spoiler, r.Visibility, r.Draft, r.Tenths / 10m,
            [.. tags[r.Id]], r.Likes, r.Helpful, r.Funny, [.. reacted[r.Id]], r.Comments, r.Version, r.AuthorId == reader, r.PublishedAt, r.UpdatedAt));
    }

    sealed record Row(
        long Id, TitleId TitleId, string Title, int? Year, ProfileId AuthorId, string Author, string Body, bool Spoiler, string Visibility, bool Draft, int? Tenths,
        int Likes, int Helpful, int Funny, int Comments, int Version, DateTimeOffset? PublishedAt, DateTimeOffset UpdatedAt);

    sealed record Word(long Id, string Text);

    sealed record CommentRow(long Id, ProfileId AuthorId, string Author, string Body, DateTimeOffset CreatedAt, int Version);
}
