using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Api;
using Marquee.Platform.Errors;

namespace Marquee.Features.Reviews.Reports;

/// <summary>What was reported and waits for a decision.</summary>
/// <param name="Reason">spam, abuse, spoiler or other.</param>
/// <param name="Note">What the reporter wrote.</param>
/// <param name="Words">Of the review or comment.</param>
/// <param name="CommentId">The comment; null: the review itself.</param>
sealed record ReportView(
    string Id, string Reason, string? Note, DateTimeOffset CreatedAt, string Reporter, string ReviewId, string? CommentId, string Title, string Author, string Words, bool Withheld);

/// <param name="Decision">withhold: its author alone still sees it; keep: it stays, and comes back when it was withheld.</param>
sealed record DecisionRequest(string? Decision);

/// <summary>Reports for those who run the server: what is open, and what becomes of it.</summary>
sealed class DecideReports(Database database, TimeProvider clock)
{
    const string Withhold = "withhold", Keep = "keep";

    /// <summary>Open reports, the oldest first.</summary>
    public async Task<(IReadOnlyList<ReportView> Reports, Pagination Pagination)> OpenAsync(string? after, int? limit, CancellationToken cancel)
    {
        var (key, count) = (PageKey.Read(after), PageKey.Limit(limit));
        await using var connection = await database.OpenAsync(cancel);
        var rows = await connection.QueryAsync<Row>(
            """
            select x.id, x.reason, x.note, x.created_at, q.display_name as reporter, r.id as review_id, c.id as comment_id, t.title,
                coalesce(ca.display_name, ra.display_name) as author, coalesce(c.body, r.body) as words,
                case when coalesce(c.withheld_at, case when c.id is null then r.withheld_at end) is null then 0 else 1 end as is_withheld
            from reports x join profiles q on q.id = x.profile_id left join review_comments c on c.id = x.comment_id
            join reviews r on r.id = coalesce(c.review_id, x.review_id) join titles t on t.id = r.title_id
            join profiles ra on ra.id = r.profile_id left join profiles ca on ca.id = c.profile_id
            where x.resolved_at is null and x.id > @id order by x.id limit @count
            """, new { id = key?.Id ?? 0, count = count + 1 }, cancel);
        var total = await connection.ScalarAsync<long>("select count(*) from reports where resolved_at is null", null, cancel);
        var pagination = PageKey.Of(rows, count, row => new PageKey(0, row.Id), total);
        return (rows.ConvertAll(row => row.View), pagination);
    }

    /// <summary>Decides a report, and with it every other open one of the same thing.</summary>
    /// <exception cref="NotFound">There is none, or it was decided.</exception>
    public async Task DecideAsync(long id, string? decision, HttpContext http, CancellationToken cancel)
    {
        if (decision is not (Withhold or Keep))
            throw new Invalid("decision_invalid", "Decide to withhold or to keep it.", "decision");
        await database.WriteAsync(async connection =>
        {
            var now = clock.GetUtcNow();
            var about = await connection.FirstAsync<About>("select review_id, comment_id from reports where id = @id and resolved_at is null", new { id }, cancel)
                ?? throw new NotFound("report_not_found", "There is no such open report.");
            var at = decision == Withhold ? now : (DateTimeOffset?)null;
            await connection.ExecuteAsync(about.CommentId is null
                ? "update reviews set withheld_at = @at where id = @ReviewId"
                : "update review_comments set withheld_at = @at where id = @CommentId", new { about.ReviewId, about.CommentId, at }, cancel);
            await connection.ExecuteAsync(
                """
                update reports set resolved_at = @now, resolution = @decision
                where resolved_at is null and coalesce(review_id, 0) = coalesce(@ReviewId, 0) and coalesce(comment_id, 0) = coalesce(@CommentId, 0)
                """, new { now, decision, about.ReviewId, about.CommentId }, cancel);
            await connection.AuditAsync(new AuditEntry("report.decided", null, $"Report {id}: {decision}"), http, now, cancel);
            await connection.AppendAsync("report.decided", new { ReportId = id, about.ReviewId, about.CommentId, Decision = decision }, now, cancel);
        }, cancel);
    }

    sealed record About(long? ReviewId, long? CommentId);

    sealed record Row(
        long Id, string Reason, string? Note, DateTimeOffset CreatedAt, string Reporter, long ReviewId, long? CommentId, string Title, string Author, string Words, int IsWithheld)
    {
        public ReportView View => new(
            Text(Id), Reason, Note, CreatedAt, Reporter, Text(ReviewId), CommentId is { } comment ? Text(comment) : null, Title, Author, Words, IsWithheld == 1);

        static string Text(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
