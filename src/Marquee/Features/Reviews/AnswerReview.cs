using System.Data.Common;
using System.Text.RegularExpressions;
using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Reviews;

/// <summary>What others say to a review: reactions, each once, comments with mentions, and reports.</summary>
sealed partial class AnswerReview(Database database, Journal journal, CurrentProfile current, FindReviews find)
{
    public static readonly IReadOnlyList<string> Reactions = ["like", "helpful", "funny"];
    public static readonly IReadOnlyList<string> Reasons = ["spam", "abuse", "spoiler", "other"];
    const int LongestComment = 2_000, MostMentions = 10;

    /// <summary>Gives a reaction or takes it back; twice is once.</summary>
    public async Task<ReviewView> ReactAsync(long id, string kind, bool on, CancellationToken cancel)
    {
        if (!Reactions.Contains(kind))
            throw new Invalid("reaction_invalid", $"A reaction is {string.Join(", ", Reactions)}.", "kind");
        var review = await find.OneAsync(id, cancel);
        if (review.IsMine)
            throw new Conflict("reaction_own", "Your own review waits for what others say.");
        var profile = (await current.EnsureAsync(cancel)).Id;
        await journal.WriteAsync(profile, new JournalTitle("review.reacted", $"{kind}: the review of {review.Title} by {review.Author}"),
            [new JournalScope("review_reactions", "review_id = @id and profile_id = @profile", new { id, profile })], async (connection, now) =>
            {
                var changed = await connection.ExecuteAsync(on
                    ? "insert into review_reactions (review_id, profile_id, kind, reacted_at) values (@id, @profile, @kind, @now) on conflict do nothing"
                    : "delete from review_reactions where review_id = @id and profile_id = @profile and kind = @kind", new { id, profile, kind, now }, cancel);
                if (changed > 0)
                    await connection.AppendAsync(on ? "review.reacted" : "review.unreacted", new { ProfileId = profile, ReviewId = id, review.AuthorId, Kind = kind }, now, cancel);
                return changed;
            }, cancel);
        return await find.OneAsync(id, cancel);
    }

    /// <summary>Comments; <c>@Name</c> mentions whoever is called so and may see the review.</summary>
    public async Task<Written<CommentView>> CommentAsync(long id, string? body, CancellationToken cancel)
    {
        if (body?.Trim().Length is not (>= 1 and <= LongestComment))
            throw new Invalid("comment_invalid", "A comment has 1 to 2,000 characters.", "body");
        var review = await find.OneAsync(id, cancel);
        var author = await current.EnsureAsync(cancel);
        var profile = author.Id;
        return await journal.WriteAsync(profile, new JournalTitle("review.commented", $"Commented on the review of {review.Title}"),
            [new JournalScope("review_comments", "review_id = @id and profile_id = @profile", new { id, profile })], async (connection, now) =>
            {
                var comment = await connection.ScalarAsync<long>(
                    "insert into review_comments (review_id, profile_id, body, created_at, updated_at) values (@id, @profile, @body, @now, @now) returning id",
                    new { id, profile, body = body.Trim(), now }, cancel);
                var mentioned = await MentionAsync(connection, profile, comment, body, cancel);
                await connection.AppendAsync("review.commented", new { ProfileId = profile, ReviewId = id, review.AuthorId, CommentId = comment, Mentioned = mentioned }, now, cancel);
                return new CommentView(comment.ToString(System.Globalization.CultureInfo.InvariantCulture), profile, author.DisplayName, body.Trim(), now, 1, true);
            }, cancel);
    }

    /// <summary>Changes one's own comment.</summary>
    /// <param name="version">The version the editor read; null: whichever is there.</param>
    public async Task<Written<CommentView>> EditCommentAsync(long id, long comment, string? body, int? version, CancellationToken cancel)
    {
        if (body?.Trim().Length is not (>= 1 and <= LongestComment))
            throw new Invalid("comment_invalid", "A comment has 1 to 2,000 characters.", "body");
        var review = await find.OneAsync(id, cancel);
        var author = await current.FindAsync(cancel) ?? throw new NotFound("comment_not_found", "There is no such comment.");
        var profile = author.Id;
        return await journal.WriteAsync(profile, new JournalTitle("review.comment_edited", $"Changed a comment on the review of {review.Title}"),
            [new JournalScope("review_comments", "review_id = @id and profile_id = @profile", new { id, profile })], async (connection, now) =>
            {
                var was = await connection.FirstAsync<Stamp>("select version, created_at from review_comments where id = @comment and review_id = @id and profile_id = @profile", new { id, comment, profile }, cancel)
                    ?? throw new NotFound("comment_not_found", "There is no such comment.");
                if (version is { } expected && expected != was.Version)
                    throw new Outdated("This comment was changed since you opened it. Look at it again, then save yours.");
                await connection.ExecuteAsync("update review_comments set body = @body, updated_at = @now, version = version + 1 where id = @comment and profile_id = @profile",
                    new { comment, profile, body = body.Trim(), now }, cancel);
                await connection.ExecuteAsync("delete from comment_mentions where comment_id = @comment", new { comment }, cancel);
                var mentioned = await MentionAsync(connection, profile, comment, body, cancel);
                await connection.AppendAsync("review.comment_edited", new { ProfileId = profile, ReviewId = id, review.AuthorId, CommentId = comment, Mentioned = mentioned }, now, cancel);
                return new CommentView(comment.ToString(System.Globalization.CultureInfo.InvariantCulture), profile, author.DisplayName, body.Trim(), was.CreatedAt, was.Version + 1, true);
            }, cancel);
    }

    async Task<List<ProfileId>> MentionAsync(DbConnection connection, ProfileId profile, long comment, string body, CancellationToken cancel)
    {
        var names = Mention().Matches(body).Select(m => m.Groups[1].Value.ToLowerInvariant()).Distinct().Take(MostMentions).ToList();
        var mentioned = names.Count == 0 ? [] : await connection.QueryAsync<ProfileId>(
            $"select id from profiles where id <> @profile and {database.Dialect.Among("lower(replace(display_name, ' ', ''))", "@names")} order by id limit {MostMentions}",
            new { profile, names = new TextSet(names) }, cancel);
        foreach (var who in mentioned)
            await connection.ExecuteAsync("insert into comment_mentions (comment_id, profile_id) values (@comment, @who) on conflict do nothing", new { comment, who }, cancel);
        return mentioned;
    }

    /// <summary>Deletes a comment: its author, or whoever wrote the review.</summary>
    public async Task<Written<bool>> UncommentAsync(long id, long comment, CancellationToken cancel)
    {
        var review = await find.OneAsync(id, cancel);
        var profile = (await current.FindAsync(cancel))?.Id ?? throw new NotFound("comment_not_found", "There is no such comment.");
        return await journal.WriteAsync(profile, new JournalTitle("review.uncommented", $"Deleted a comment on the review of {review.Title}"),
            [new JournalScope("review_comments", "review_id = @id and id = @comment", new { id, comment })], async (connection, now) =>
            {
                var gone = await connection.ExecuteAsync("delete from review_comments where id = @comment and review_id = @id and (profile_id = @profile or @mine)",
                    new { id, comment, profile, mine = review.IsMine }, cancel);
                if (gone == 0)
                    throw new NotFound("comment_not_found", "There is no such comment.");
                await connection.AppendAsync("review.uncommented", new { ProfileId = profile, ReviewId = id, review.AuthorId, CommentId = comment }, now, cancel);
                return true;
            }, cancel);
    }

    /// <summary>Tells those who run the server; once for each thing.</summary>
    public async Task ReportAsync(long id, long? comment, string? reason, string? note, CancellationToken cancel)
    {
        if (reason is null || !Reasons.Contains(reason))
            throw new Invalid("reason_invalid", $"A reason is {string.Join(", ", Reasons)}.", "reason");
        if (note?.Length > 500)
            throw new Invalid("note_invalid", "Description too long (max 500)", "note");
        await find.OneAsync(id, cancel);
        var profile = (await current.EnsureAsync(cancel)).Id;
        await journal.WriteAsync(profile, new JournalTitle("review.reported", "Reported"), [], async (connection, now) =>
        {
            if (await connection.ExecuteAsync(
                """
                insert into reports (profile_id, review_id, comment_id, reason, note, created_at) values (@profile, @id, @comment, @reason, @note, @now) on conflict do nothing
                """, new { profile, id, comment, reason, note, now }, cancel) > 0)
                await connection.AppendAsync("review.reported", new { ProfileId = profile, ReviewId = id, CommentId = comment, Reason = reason }, now, cancel);
            return true;
        }, cancel);
    }

    sealed record Stamp(int Version, DateTimeOffset CreatedAt);

    [GeneratedRegex(@"@([\p{L}\p{N}_-]{2,40})")]
    private static partial Regex Mention();
}
