using Marquee.Data;
using Marquee.Features.Reviews.Reports;
using Marquee.Platform;
using Marquee.Platform.Api;
using Marquee.Ui.Components;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Reviews;

/// <summary>Reviews with reactions, comments and reports.</summary>
static class ReviewsFeature
{
    public static void AddReviews(this IServiceCollection services)
    {
        services.AddScoped<FindReviews>().AddScoped<WriteReview>().AddScoped<AnswerReview>().AddTitlePageSection<TitleReviews>(TitlePageArea.Below, order: -1);
        services.AddReports();
    }

    public static void MapReviews(this IEndpointRouteBuilder app)
    {
        app.MapApi("/api/v1/titles/{id}/reviews", "Reviews").MapGet("", async (TitleId id, string? after, int? limit, FindReviews find, CancellationToken cancel) =>
            Page(await find.PageAsync(id, after, limit, cancel))).WithSummary("Reviews of a title that you may see").ProducesProblem(422);
        app.MapApi("/api/v1/titles/{id}/reviews", "Reviews").MapPost("", async (TitleId id, ReviewRequest body, WriteReview write, HttpContext http, CancellationToken cancel) =>
        {
            var review = await write.CreateAsync(id, body, cancel);
            return TypedResults.Created($"/api/v1/reviews/{review.Value.Id}", review.Answer(http));
        }).WithSummary("Review a title, in Markdown, or begin a draft").ProducesProblem(404).ProducesProblem(422);
        MapOne(app.MapApi("/api/v1/reviews", "Reviews"));
        MapPages(app.MapForms());
        app.MapReports();
    }

    static void MapOne(RouteGroupBuilder api)
    {
        api.MapGet("", async (string? after, int? limit, FindReviews find, CancellationToken cancel) => Page(await find.PageAsync(null, after, limit, cancel))).WithSummary("Your own reviews and drafts");
        api.MapGet("{id:long}", async (long id, FindReviews find, HttpContext http, CancellationToken cancel) =>
        {
            var review = await find.OneAsync(id, cancel);
            http.SetVersion(review.Version);
            return Envelope.Of(review);
        }).WithSummary("A review; its ETag goes into If-Match").ProducesProblem(404);
        api.MapPatch("{id:long}", async (long id, ReviewRequest body, WriteReview write, HttpContext http, CancellationToken cancel) =>
        {
            var review = await write.EditAsync(id, body, http.ExpectedVersion(), cancel);
            http.SetVersion(review.Value.Version);
            return review.Answer(http);
        }).WithSummary("Change or publish a review").ProducesProblem(404).ProducesProblem(412).ProducesProblem(422);
        api.MapDelete("{id:long}", async (long id, WriteReview write, HttpContext http, CancellationToken cancel) =>
        {
            (await write.DeleteAsync(id, cancel)).Answer(http);
            return TypedResults.NoContent();
        }).WithSummary("Delete a review").ProducesProblem(404);
        api.MapGet("{id:long}/revisions", async (long id, FindReviews find, CancellationToken cancel) => Envelope.Of(await find.RevisionsAsync(id, cancel)))
            .WithSummary("How your review read before").ProducesProblem(404);
        api.MapPut("{id:long}/reactions/{kind}", async (long id, string kind, AnswerReview answer, CancellationToken cancel) => Envelope.Of(await answer.ReactAsync(id, kind, true, cancel)))
            .WithSummary("like, helpful or funny; each once").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        api.MapDelete("{id:long}/reactions/{kind}", async (long id, string kind, AnswerReview answer, CancellationToken cancel) => Envelope.Of(await answer.ReactAsync(id, kind, false, cancel)))
            .WithSummary("Take a reaction back").ProducesProblem(404);
        api.MapGet("{id:long}/comments", async (long id, string? after, int? limit, FindReviews find, CancellationToken cancel) =>
        {
            var (comments, pagination) = await find.CommentsAsync(id, after, limit, cancel);
            return new Envelope<IReadOnlyList<CommentView>>(comments, null, pagination);
        }).WithSummary("Comments, the oldest first").ProducesProblem(404).ProducesProblem(422);
        api.MapPost("{id:long}/comments", async (long id, CommentRequest body, AnswerReview answer, HttpContext http, CancellationToken cancel) =>
            (await answer.CommentAsync(id, body.Body, cancel)).Answer(http)).WithSummary("Comment; @Name mentions somebody").ProducesProblem(404).ProducesProblem(422);
        api.MapPatch("{id:long}/comments/{comment:long}", async (long id, long comment, CommentRequest body, AnswerReview answer, HttpContext http, CancellationToken cancel) =>
        {
            var changed = await answer.EditCommentAsync(id, comment, body.Body, http.ExpectedVersion(), cancel);
            http.SetVersion(changed.Value.Version);
            return changed.Answer(http);
        }).WithSummary("Change your comment; its version goes into If-Match").ProducesProblem(404).ProducesProblem(412).ProducesProblem(422);
        api.MapDelete("{id:long}/comments/{comment:long}", async (long id, long comment, AnswerReview answer, HttpContext http, CancellationToken cancel) =>
        {
            (await answer.UncommentAsync(id, comment, cancel)).Answer(http);
            return TypedResults.NoContent();
        }).WithSummary("Delete your comment, or one on your review").ProducesProblem(404);
        api.MapPost("{id:long}/report", async (long id, ReportRequest body, AnswerReview answer, CancellationToken cancel) =>
        {
            await answer.ReportAsync(id, body.CommentId, body.Reason, body.Note, cancel);
            return TypedResults.NoContent();
        }).WithSummary("Report a review or a comment to those who run this server").ProducesProblem(404).ProducesProblem(422);
    }

    static void MapPages(RouteGroupBuilder forms)
    {
        forms.MapPost("/titles/{id}/reviews", async (TitleId id, [FromForm] string? body, [FromForm] decimal? rating, [FromForm] string? spoiler, [FromForm] string? visibility, [FromForm] string? tags, [FromForm] string? save,
            WriteReview write, HttpContext http, CancellationToken cancel) =>
        {
            var review = await write.CreateAsync(id, Of(body, rating, spoiler, visibility, tags, save), cancel);
            return Said(http, review.Value.Draft ? "Your draft is kept." : "Your review is there.", review.UndoId, $"/reviews/{review.Value.Id}");
        });
        forms.MapPost("/reviews/{id:long}", async (long id, [FromForm] string? body, [FromForm] decimal? rating, [FromForm] string? spoiler, [FromForm] string? visibility, [FromForm] string? tags, [FromForm] string? save,
            WriteReview write, HttpContext http, CancellationToken cancel) =>
        {
            var review = await write.EditAsync(id, Of(body, rating, spoiler, visibility, tags, save), http.ExpectedVersion(), cancel);
            return Said(http, review.Value.Draft ? "Your draft is kept." : "Your review is saved.", review.UndoId, $"/reviews/{id}");
        });
        forms.MapPost("/reviews/{id:long}/delete", async (long id, WriteReview write, HttpContext http, CancellationToken cancel) =>
            Said(http, "Your review is deleted.", (await write.DeleteAsync(id, cancel)).UndoId, "/reviews"));
        forms.MapPost("/reviews/{id:long}/react", async (long id, [FromForm] string? kind, [FromForm] string? on, [FromForm] string? back, AnswerReview answer, HttpContext http, CancellationToken cancel) =>
        {
            await answer.ReactAsync(id, kind ?? "", on != "no", cancel);
            return SeeOther.To(back, otherwise: $"/reviews/{id}");
        });
        forms.MapPost("/reviews/{id:long}/comments", async (long id, [FromForm] string? body, AnswerReview answer, HttpContext http, CancellationToken cancel) =>
            Said(http, "Your comment is there.", (await answer.CommentAsync(id, body, cancel)).UndoId, $"/reviews/{id}"));
        forms.MapPost("/reviews/{id:long}/comments/{comment:long}", async (long id, long comment, [FromForm] string? body, AnswerReview answer, HttpContext http, CancellationToken cancel) =>
            Said(http, "Your comment is changed.", (await answer.EditCommentAsync(id, comment, body, http.ExpectedVersion(), cancel)).UndoId, $"/reviews/{id}"));
        forms.MapPost("/reviews/{id:long}/comments/{comment:long}/delete", async (long id, long comment, AnswerReview answer, HttpContext http, CancellationToken cancel) =>
            Said(http, "The comment is deleted.", (await answer.UncommentAsync(id, comment, cancel)).UndoId, $"/reviews/{id}"));
        forms.MapPost("/reviews/{id:long}/report", async (long id, [FromForm] string? reason, [FromForm] string? note, AnswerReview answer, HttpContext http, CancellationToken cancel) =>
        {
            await answer.ReportAsync(id, null, reason, note, cancel);
            return Said(http, "Thank you. Those who run this server will look at it.", null, $"/reviews/{id}");
        });
    }

    // The form of a page says everything: a box that is not checked is an answer, too.
    static ReviewRequest Of(string? body, decimal? rating, string? spoiler, string? visibility, string? tags, string? save) => new(
        body, rating is > 0 ? rating : null, spoiler is not null, visibility, (tags ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), save == "draft");

    static Envelope<IReadOnlyList<ReviewView>> Page((IReadOnlyList<ReviewView> Reviews, Pagination Pagination) page) => new(page.Reviews, null, page.Pagination);

    static IResult Said(HttpContext http, string words, long? undo, string back)
    {
        Notice.Say(http, words, undo);
        return SeeOther.To(back, otherwise: "/reviews");
    }
}

sealed record CommentRequest(string? Body);

/// <param name="Reason">spam, abuse, spoiler or other.</param>
sealed record ReportRequest(string? Reason, string? Note = null, long? CommentId = null);
