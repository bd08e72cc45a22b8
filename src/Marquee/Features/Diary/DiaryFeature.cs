using Marquee.Platform.Api;

namespace Marquee.Features.Diary;

/// <summary>What was watched, by the day.</summary>
static class DiaryFeature
{
    public static void AddDiary(this IServiceCollection services) => services.AddScoped<FindMonth>();

    public static void MapDiary(this IEndpointRouteBuilder app) =>
        app.MapApi("/api/v1/diary", "Diary").MapGet("", async (string? month, FindMonth find, CancellationToken cancel) => Envelope.Of(await find.HandleAsync(month, cancel)))
            .WithSummary("What you watched in a month, such as 2025-03, day by day").ProducesProblem(422);
}
