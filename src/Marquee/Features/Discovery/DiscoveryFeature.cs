using System.ComponentModel;
using Marquee.Features.Catalogue;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Api;
using Marquee.Platform.Errors;
using Marquee.Platform.Events;
using Marquee.Platform.Jobs;

namespace Marquee.Features.Discovery;

/// <summary>A title that trends.</summary>
/// <param name="Score">What people did to it, decayed: watched 1, rated 2, reviewed 3, listed 0.5.</param>
sealed record TrendingTitle(TitleCard Title, double Score);

/// <summary>Looking around without looking for something: trending, popular, new, gems, highlights; and whose services are whose.</summary>
static class DiscoveryFeature
{
    public static IServiceCollection AddDiscovery(this IServiceCollection services) => services
        .AddSingleton<Trending>()
        .AddSingleton<IOutboxConsumer, CountTrending>()
        .AddScheduledJob<ForgetTrends>()
        .AddSingleton<Discover>()
        .AddScoped<MyServices>();

    public static void MapDiscovery(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").WithTags("Discovery").RequireScope(Scopes.Read);
        api.MapGet("/discover/trending", async (
            Trending trending, CurrentProfile current, CancellationToken cancel,
            [Description("hour, day, week or month.")] string window = "week", [Description("A genre by name.")] string? genre = null, int limit = 24) =>
            Envelope.Of((await trending.HandleAsync(Window(window), genre, Limit(limit), await SightAsync(current, cancel), cancel)).Select(t => new TrendingTitle(t.Title, t.Score)).ToList()))
            .WithName("trending").WithSummary("What people here do most to just now: watched counts 1, rated 2, reviewed 3, listed 0.5, decaying").ProducesProblem(422);
        api.MapGet("/discover/popular", async (Discover discover, CurrentProfile current, CancellationToken cancel, int limit = 24) =>
            Envelope.Of(await discover.PopularAsync(Limit(limit), await SightAsync(current, cancel), cancel))).WithName("popular").WithSummary("What most people have seen");
        api.MapGet("/discover/new", async (Discover discover, CurrentProfile current, CancellationToken cancel, int limit = 24) =>
            Envelope.Of(await discover.NewAsync(Limit(limit), await SightAsync(current, cancel), cancel))).WithName("newReleases").WithSummary("What came out last");
        api.MapGet("/discover/gems", async (Discover discover, CurrentProfile current, CancellationToken cancel, int limit = 24) =>
            Envelope.Of(await discover.GemsAsync(Limit(limit), await SightAsync(current, cancel), cancel))).WithName("hiddenGems").WithSummary("Loved by the few who know them");
        api.MapGet("/discover/highlights", async (Discover discover, CurrentProfile current, CancellationToken cancel, [Description("day or week.")] string period = "day") =>
            Envelope.Of(await discover.HighlightsAsync(period == "week", await SightAsync(current, cancel), cancel))).WithName("highlights").WithSummary("Picked for the day or the week, the same until it is over");
        api.MapGet("/me/services", async (MyServices mine, CancellationToken cancel) => Envelope.Of(await mine.FindAsync(cancel)))
            .WithName("getMyServices").WithSummary("The region you watch in and the services you have");
        api.MapPut("/me/services", async (MyServicesRequest request, MyServices mine, CancellationToken cancel) => Envelope.Of(await mine.SetAsync(request.Region, request.Services ?? [], cancel)))
            .RequireScope(Scopes.Write).WithName("setMyServices").WithSummary("Say where you watch and what you have; search finds what is there with service=mine").ProducesProblem(422);
        app.MapPost("/services", async (HttpRequest http, [Microsoft.AspNetCore.Mvc.FromForm] string? region, MyServices mine, CancellationToken cancel) =>
        {
            await mine.SetAsync(region, [.. http.Form["service"].Select(value => long.TryParse(value, out var id) ? id : 0).Where(id => id > 0)], cancel);
            return SeeOther.To("/services", "/services");
        }).RequireScope(Scopes.Write).ExcludeFromDescription();
    }

    static int Limit(int limit) => Math.Clamp(limit, 1, 50);

    static async Task<TitleSight> SightAsync(CurrentProfile current, CancellationToken cancel) => TitleSight.Of(await current.FindAsync(cancel));

    static TrendingWindow Window(string text) => Enum.TryParse<TrendingWindow>(text, ignoreCase: true, out var window) && Enum.IsDefined(window)
        ? window
        : throw new Invalid("bad_window", "A window is hour, day, week or month.", "window");
}

/// <param name="Region">ISO 3166-1.</param>
/// <param name="Services">Their numbers.</param>
sealed record MyServicesRequest(string? Region, IReadOnlyList<long>? Services);
