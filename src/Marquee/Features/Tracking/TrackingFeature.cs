using Marquee.Features.Tracking.Plays;
using Marquee.Features.Tracking.Ratings;
using Marquee.Features.Tracking.Shows;
using Marquee.Platform;
using Marquee.Ui.Components;

namespace Marquee.Features.Tracking;

/// <summary>What a profile watched: plays of films and episodes, progress, and what follows from them.</summary>
static class TrackingFeature
{
    public static void AddTracking(this IServiceCollection services) => services
        .AddSingleton<TrackedTitles>()
        .AddSingleton<ITakenBack>(provider => provider.GetRequiredService<TrackedTitles>())
        .AddScoped<LogPlay>()
        .AddScoped<ChangePlay>()
        .AddScoped<FindPlays>()
        .AddScoped<MarkEpisodes>()
        .AddScoped<SetStatus>()
        .AddScoped<KeepProgress>()
        .AddScoped<ShowProgress>()
        .AddScoped<WatchNext>()
        .AddScoped<RatingDisplay>()
        .AddSingleton<FindToLog>()
        .AddTitlePageSection<TitleActions>(TitlePageArea.Actions)
        .AddTitlePageSection<ProgressScore>(TitlePageArea.Scores)
        .AddTitlePageSection<EpisodeChecklist>(TitlePageArea.Seasons)
        .AddTitlePageSection<YourPlays>(TitlePageArea.Aside)
        .AddHomeSection<GoOn>()
        .AddScoped<Preferences>()
        .AddScoped<FindChanges>();

    public static void MapTracking(this IEndpointRouteBuilder app)
    {
        app.MapTrackingRest();
        app.MapTrackingForms();
    }
}
