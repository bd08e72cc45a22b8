using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Api;
using Marquee.Ui.Components;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Ratings;

/// <summary>Ratings 1–10 of titles.</summary>
static class RatingsFeature
{
    public static void AddRatings(this IServiceCollection services) => services.AddScoped<RateTitle>().AddScoped<FindRating>()
        .AddTitlePageSection<YourRating>(TitlePageArea.Main);

    public static void MapRatings(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/titles/{id}/rating").WithTags("Ratings");
        api.MapPut("", async (TitleId id, RatingRequest body, RateTitle rate, CancellationToken cancel) =>
            Envelope.Of(await rate.RateAsync(id, body.Rating, cancel)))
            .WithSummary("Rate a title, 1 to 10 in halves").ProducesProblem(404).ProducesProblem(422);
        api.MapDelete("", async (TitleId id, RateTitle rate, CancellationToken cancel) =>
        {
            await rate.UnrateAsync(id, cancel);
            return TypedResults.NoContent();
        }).WithSummary("Take a rating back");

        // The form of the page: 0 takes the rating back, since a radio cannot be un-chosen.
        app.MapPost("/titles/{id}/rating", async (TitleId id, [FromForm] decimal? rating, [FromForm] string? back, RateTitle rate, HttpContext http, CancellationToken cancel) =>
        {
            if (rating == 0)
                await rate.UnrateAsync(id, cancel);
            else
                await rate.RateAsync(id, rating, cancel);
            Notice.Say(http, rating is > 0 ? $"{StarsText.InWords(rating.Value)} saved. Your recommendations know." : "Rating taken back.");
            return SeeOther.To(back, otherwise: $"/titles/{id}");
        }).ExcludeFromDescription();
    }
}

/// <param name="Rating">1 … 10, in steps of a half.</param>
sealed record RatingRequest(decimal? Rating);
