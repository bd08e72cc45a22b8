using Marquee.Data;
using Marquee.Features.Tracking.Ratings;
using Marquee.Platform;
using Marquee.Platform.Api;
using Marquee.Ui.Components;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Ratings;

/// <summary>Ratings 1–10 of titles, seasons and episodes.</summary>
static class RatingsFeature
{
    public static void AddRatings(this IServiceCollection services) => services.AddScoped<RateTitle>().AddScoped<FindRating>()
        .AddTitlePageSection<YourRating>(TitlePageArea.Main);

    public static void MapRatings(this IEndpointRouteBuilder app)
    {
        MapRest(app);
        MapPages(app.MapForms());
    }

    static void MapRest(IEndpointRouteBuilder app)
    {
        var titles = app.MapApi("/api/v1/titles/{id}/rating", "Ratings");
        Describe("a title",
            titles.MapGet("", (TitleId id, RateTitle rate, HttpContext http, CancellationToken cancel) => FindAsync(new RatingTarget(id), rate, http, cancel)),
            titles.MapPut("", (TitleId id, RatingRequest body, RateTitle rate, HttpContext http, CancellationToken cancel) => GiveAsync(new RatingTarget(id), body, rate, http, cancel)),
            titles.MapDelete("", (TitleId id, RateTitle rate, HttpContext http, CancellationToken cancel) => TakeBackAsync(new RatingTarget(id), rate, http, cancel)));
        var seasons = app.MapApi("/api/v1/seasons/{id}/rating", "Ratings");
        Describe("a season",
            seasons.MapGet("", (SeasonId id, RateTitle rate, HttpContext http, CancellationToken cancel) => FindAsync(new RatingTarget(default, Season: id), rate, http, cancel)),
            seasons.MapPut("", (SeasonId id, RatingRequest body, RateTitle rate, HttpContext http, CancellationToken cancel) => GiveAsync(new RatingTarget(default, Season: id), body, rate, http, cancel)),
            seasons.MapDelete("", (SeasonId id, RateTitle rate, HttpContext http, CancellationToken cancel) => TakeBackAsync(new RatingTarget(default, Season: id), rate, http, cancel)));
        var episodes = app.MapApi("/api/v1/episodes/{id}/rating", "Ratings");
        Describe("an episode",
            episodes.MapGet("", (EpisodeId id, RateTitle rate, HttpContext http, CancellationToken cancel) => FindAsync(new RatingTarget(default, Episode: id), rate, http, cancel)),
            episodes.MapPut("", (EpisodeId id, RatingRequest body, RateTitle rate, HttpContext http, CancellationToken cancel) => GiveAsync(new RatingTarget(default, Episode: id), body, rate, http, cancel)),
            episodes.MapDelete("", (EpisodeId id, RateTitle rate, HttpContext http, CancellationToken cancel) => TakeBackAsync(new RatingTarget(default, Episode: id), rate, http, cancel)));

        var all = app.MapApi("/api/v1/ratings", "Ratings");
        all.MapGet("", async (string? of, string? after, int? limit, FindRating find, CancellationToken cancel) =>
        {
            var (ratings, pagination) = await find.PageAsync(of, after, limit, cancel);
            return new Envelope<IReadOnlyList<RatingView>>(ratings, null, pagination);
        }).WithSummary("Your ratings, the latest first: of titles, seasons or episodes").ProducesProblem(422);
        all.MapPost("bulk", async (RatingsRequest body, RateTitle rate, HttpContext http, CancellationToken cancel) =>
            (await rate.RateManyAsync(body.Ratings ?? [], cancel)).Answer(http))
            .WithSummary("Rate up to 500 titles: all of them or none").ProducesProblem(404).ProducesProblem(422);
        all.MapGet("display", async (RatingDisplay display, CancellationToken cancel) => Envelope.Of(new DisplayRequest((await display.ScaleAsync(cancel)).Name)))
            .WithSummary("How you see ratings: stars, ten, percent or thumbs");
        all.MapPut("display", async (DisplayRequest body, RatingDisplay display, CancellationToken cancel) =>
            Envelope.Of(new DisplayRequest((await display.ChooseAsync(body.Display, cancel)).Name)))
            .WithSummary("Choose how you see ratings; they stay as they were given").ProducesProblem(422);
    }

    static void Describe(string what, RouteHandlerBuilder find, RouteHandlerBuilder give, RouteHandlerBuilder takeBack)
    {
        find.WithSummary($"Your rating of {what}; its ETag goes into If-Match").ProducesProblem(404);
        give.WithSummary($"Rate {what}, 1 to 10 in halves").ProducesProblem(404).ProducesProblem(412).ProducesProblem(422);
        takeBack.WithSummary($"Take your rating of {what} back").ProducesProblem(404).ProducesProblem(412);
    }

    static async Task<Envelope<RatingKept>> FindAsync(RatingTarget target, RateTitle rate, HttpContext http, CancellationToken cancel)
    {
        var rating = await rate.FindAsync(target, cancel);
        http.SetVersion(rating.Version);
        return Envelope.Of(rating);
    }

    static async Task<Envelope<RatingKept>> GiveAsync(RatingTarget target, RatingRequest body, RateTitle rate, HttpContext http, CancellationToken cancel)
    {
        var kept = await rate.RateAsync(target, body.Rating, http.ExpectedVersion(), cancel);
        http.SetVersion(kept.Value.Version);
        return kept.Answer(http);
    }

    static async Task<IResult> TakeBackAsync(RatingTarget target, RateTitle rate, HttpContext http, CancellationToken cancel)
    {
        (await rate.UnrateAsync(target, http.ExpectedVersion(), cancel)).Answer(http);
        return TypedResults.NoContent();
    }

    static void MapPages(RouteGroupBuilder forms)
    {
        // 0 takes the rating back, since a radio cannot be un-chosen.
        forms.MapPost("/titles/{id}/rating", (TitleId id, [FromForm] decimal? rating, [FromForm] string? back, RateTitle rate, RatingDisplay display, HttpContext http, CancellationToken cancel) =>
            SaveAsync(new RatingTarget(id), rating, back ?? $"/titles/{id}", rate, display, http, cancel));
        forms.MapPost("/seasons/{id}/rating", (SeasonId id, [FromForm] decimal? rating, [FromForm] string? back, RateTitle rate, RatingDisplay display, HttpContext http, CancellationToken cancel) =>
            SaveAsync(new RatingTarget(default, Season: id), rating, back, rate, display, http, cancel));
        forms.MapPost("/episodes/{id}/rating", (EpisodeId id, [FromForm] decimal? rating, [FromForm] string? back, RateTitle rate, RatingDisplay display, HttpContext http, CancellationToken cancel) =>
            SaveAsync(new RatingTarget(default, Episode: id), rating, back, rate, display, http, cancel));
        forms.MapPost("/ratings/display", async ([FromForm] string? display, [FromForm] string? back, RatingDisplay choose, HttpContext http, CancellationToken cancel) =>
        {
            var scale = await choose.ChooseAsync(display, cancel);
            Notice.Say(http, $"Ratings are shown as {scale.Words.ToLowerInvariant()} now.");
            return SeeOther.To(back, otherwise: "/");
        });
    }

    static async Task<IResult> SaveAsync(RatingTarget target, decimal? rating, string? back, RateTitle rate, RatingDisplay display, HttpContext http, CancellationToken cancel)
    {
        var written = rating == 0 ? await rate.UnrateAsync(target, null, cancel) : await rate.RateAsync(target, rating, null, cancel);
        var scale = await display.ScaleAsync(cancel);
        var knows = target is { Season: null, Episode: null } ? " Your recommendations know." : "";
        Notice.Say(http, rating is > 0 ? $"{scale.Say(rating.Value)} saved.{knows}" : "Rating taken back.", written.UndoId);
        return SeeOther.To(back, otherwise: $"/titles/{written.Value.TitleId}");
    }
}

/// <param name="Rating">1 … 10, in steps of a half.</param>
sealed record RatingRequest(decimal? Rating);

sealed record RatingsRequest(IReadOnlyList<RatingOfTitle>? Ratings);

/// <param name="Display">stars, ten, percent or thumbs.</param>
sealed record DisplayRequest(string? Display);
