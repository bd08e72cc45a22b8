using Marquee.Data;
using Marquee.Platform.Api;
using Marquee.Platform.Jobs;
using Marquee.Ui.Components;

namespace Marquee.Features.Catalogue.Scores;

/// <summary>What IMDb's people, Rotten Tomatoes and Metacritic think, through OMDb.</summary>
static class ScoresFeature
{
    public static IServiceCollection AddScores(this IServiceCollection services) => services
        .AddSingleton<ScoresWanted>()
        .AddSingleton<AskOmdb>()
        .AddSingleton<GetScores>()
        .AddScheduledJob<GatherScores>()
        .AddHostedService<ScoresBehind>()
        .AddTitlePageSection<ScoresElsewhere>(TitlePageArea.Scores, order: 90)
        .AddTitlePageSection<KeysForThisTitle>(TitlePageArea.Aside, order: 60);

    public static void MapScores(this IEndpointRouteBuilder api) => api
        .MapGet("/titles/{id}/scores", async (TitleId id, GetScores getScores, CancellationToken cancel) => Envelope.Of(await getScores.HandleAsync(id, cancel)))
        .WithName("getScores").WithSummary("What IMDb, Rotten Tomatoes and Metacritic think of a title, as OMDb tells it; says what is missing when it is not connected").ProducesProblem(404);
}
