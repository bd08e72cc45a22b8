using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Tracking;
using Marquee.Features.Tracking.Ratings;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Errors;

namespace Marquee.Features.Reviews;

/// <summary>A review as it is written; what is left out of an edit stays.</summary>
/// <param name="Rating">1 … 10; needed to publish unless the title is rated already.</param>
/// <param name="Draft">Kept for oneself until it is published.</param>
sealed record ReviewRequest(string? Body = null, decimal? Rating = null, bool? Spoiler = null, string? Visibility = null, IReadOnlyList<string>? Tags = null, bool? Draft = null);

/// <summary>The review a request made or changed.</summary>
sealed record ReviewKept(string Id);

/// <summary>Writes, edits and deletes reviews. What one read before an edit is kept for its author.</summary>
sealed class WriteReview(Database database, Journal journal, CurrentProfile current, FindReviews find)
{
    const int Shortest = 20, Longest = 5_000, MostTags = 20;

    public async Task<Written<ReviewView>> CreateAsync(TitleId title, ReviewRequest request, CancellationToken cancel)
    {
        Check(request, isNew: true);
        string name;
        await using (var reading = await database.OpenAsync(cancel))
            name = await reading.ScalarAsync<string>("select title from titles where id = @title", new { title }, cancel) ?? throw new NotFound("title_not_found", "There is no such title.");
        var draft = request.Draft == true;
        if (!draft && request.Rating is null && await RatedAsync(title, cancel) is false)
            throw new Invalid("rating_invalid", "Please select a rating (1-10)", "rating");
        var profile = (await current.EnsureAsync(cancel)).Id;
        var written = await journal.WriteAsync(profile, new JournalTitle("review.written", $"Reviewed {name}"), Scopes(profile, title), async (connection, now) =>
        {
            var id = await connection.ScalarAsync<long>(
                """
                insert into reviews (profile_id, title_id, body, spoiler, visibility, draft, created_at, published_at, updated_at)
                values (@profile, @title, @Body, @spoiler, @visibility, @draft, @now, @published, @now) returning id
                """, new { profile, title, Body = request.Body!.Trim(), spoiler = request.Spoiler == true, visibility = request.Visibility ?? Visibility.Private, draft, now, published = draft ? (DateTimeOffset?)null : now }, cancel);
            await AfterAsync(connection, profile, title, id, request, now, cancel);
            await connection.AppendAsync(draft ? "review.drafted" : "review.published", new { ProfileId = profile, TitleId = title, ReviewId = id }, now, cancel);
            return new ReviewKept(id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }, cancel);
        return await AnswerAsync(profile, written, cancel);
    }

    /// <param name="version">The version the editor read; null: whichever is there.</param>
    public async Task<Written<ReviewView>> EditAsync(long id, ReviewRequest request, int? version, CancellationToken cancel)
    {
        Check(request, isNew: false);
        var review = await OwnAsync(id, cancel);
        var draft = request.Draft ?? review.Draft;
        if (!draft && request.Rating is null && await RatedAsync(review.TitleId, cancel) is false)
            throw new Invalid("rating_invalid", "Please select a rating (1-10)", "rating");
        var profile = (await current.FindAsync(cancel))!.Id;
        var written = await journal.WriteAsync(profile, new JournalTitle("review.edited", $"Changed the review of {review.Title}"), Scopes(profile, review.TitleId), async (connection, now) =>
        {
            await connection.ExecuteAsync(
                "insert into review_revisions (review_id, body, spoiler, version, saved_at) select id, body, spoiler, version, @now from reviews where id = @id and profile_id = @profile on conflict do nothing",
                new { id, profile, now }, cancel);
            var changed = await connection.ExecuteAsync(
                """
                update reviews set body = coalesce(@Body, body), spoiler = coalesce(@Spoiler, spoiler), visibility = coalesce(@Visibility, visibility), draft = @draft,
                    published_at = case when @draft then published_at else coalesce(published_at, @now) end, updated_at = @now, version = version + 1
                where id = @id and profile_id = @profile and version = coalesce(@version, version)
                """, new { id, profile, Body = request.Body?.Trim(), request.Spoiler, request.Visibility, draft, now, version }, cancel);
            if (changed == 0)
                throw new Outdated("This review was changed since you opened it. Look at it again, then save yours.");
            await AfterAsync(connection, profile, review.TitleId, id, request, now, cancel);
            await connection.AppendAsync(review.Draft && !draft ? "review.published" : "review.edited", new { ProfileId = profile, review.TitleId, ReviewId = id }, now, cancel);
            return new ReviewKept(review.Id);
        }, cancel);
        return await AnswerAsync(profile, written, cancel);
    }

    public async Task<Written<bool>> DeleteAsync(long id, CancellationToken cancel)
    {
        var review = await OwnAsync(id, cancel);
        var profile = (await current.FindAsync(cancel))!.Id;
        return await journal.WriteAsync(profile, new JournalTitle("review.deleted", $"Deleted the review of {review.Title}"), Scopes(profile, review.TitleId), async (connection, now) =>
        {
            await connection.ExecuteAsync("delete from reviews where id = @id and profile_id = @profile", new { id, profile }, cancel);
            await connection.AppendAsync("review.deleted", new { ProfileId = profile, review.TitleId, ReviewId = id }, now, cancel);
            return true;
        }, cancel);
    }

    async Task<Written<ReviewView>> AnswerAsync(ProfileId profile, Written<ReviewKept> written, CancellationToken cancel)
    {
        var view = await find.OneAsync(long.Parse(written.Value.Id, System.Globalization.CultureInfo.InvariantCulture), cancel);
        await journal.AnsweredAsync(profile, view, cancel);
        return new Written<ReviewView>(view, written.UndoId);
    }

    async Task AfterAsync(DbConnection connection, ProfileId profile, TitleId title, long id, ReviewRequest request, DateTimeOffset now, CancellationToken cancel)
    {
        if (request.Tags is { } tags)
        {
            await connection.ExecuteAsync("delete from review_tags where review_id = @id", new { id }, cancel);
            foreach (var name in tags.Select(t => t.Trim().ToLowerInvariant()).Where(t => t != "").Distinct())
                await connection.ExecuteAsync("insert into review_tags (review_id, name) values (@id, @name)", new { id, name }, cancel);
        }

        if (request.Rating is { } rating)
            await RatingRows.SetAsync(connection, profile, new RatingTarget(title), RatingRows.Tenths(rating), now, cancel);
        await TrackedTitles.RefreshAsync(connection, database.Dialect, profile, [title], now, cancel);
    }

    async Task<bool> RatedAsync(TitleId title, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } profile)
            return false;
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ScalarAsync<long?>("select value from ratings where profile_id = @profile and title_id = @title", new { profile = profile.Id, title }, cancel) is not null;
    }

    async Task<ReviewView> OwnAsync(long id, CancellationToken cancel) => await find.OneAsync(id, cancel) is { IsMine: true } own
        ? own : throw new NotFound("review_not_found", "There is no such review.");

    IReadOnlyList<JournalScope> Scopes(ProfileId profile, TitleId title)
    {
        var own = new { profile, title };
        const string Of = "review_id in (select id from reviews where profile_id = @profile and title_id = @title)";
        return
        [
            .. JournalScope.OfTitles(database.Dialect, profile, [title], "reviews", "ratings", "tracked_titles"),
            new("review_tags", Of, own), new("review_revisions", Of, own), new("review_reactions", Of, own), new("review_comments", Of, own),
        ];
    }

    static void Check(ReviewRequest request, bool isNew)
    {
        if (request.Rating is { } rating)
            RatingRows.Check(rating);
        if ((isNew || request.Body is not null) && request.Body?.Trim().Length is not (>= Shortest and <= Longest))
            throw new Invalid("body_invalid", "Review must be 20-5000 characters", "body");
        if (request.Visibility is not null && !Visibility.All.Contains(request.Visibility))
            throw new Invalid("visibility_invalid", $"A review is {string.Join(", ", Visibility.All)}.", "visibility");
        if (request.Tags is { Count: > MostTags } || request.Tags?.Any(t => t.Length > 40) == true)
            throw new Invalid("tags_invalid", $"A review has at most {MostTags} tags of at most 40 characters.", "tags");
    }
}
