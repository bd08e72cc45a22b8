using Marquee.Features.Recommendations.Exposures;
using Marquee.Features.Recommendations.FromFile;
using Marquee.Features.Recommendations.Hiding;
using Marquee.Features.Recommendations.Learning;
using Marquee.Features.Recommendations.Wishes;
using Marquee.Platform;
using Marquee.Platform.Doctor;
using Marquee.Platform.Jobs;
using Marquee.Ui.Components;

namespace Marquee.Features.Recommendations;

/// <summary>What to watch, and why.</summary>
static class RecommendationsFeature
{
    public static void AddRecommendations(this IServiceCollection services)
    {
        services.AddSingleton<CurrentModels>();
        services.AddSingleton<RecommendationCache>();
        services.AddSingleton<GatherTrainingData>();
        services.AddSingleton<TrainModels>();
        services.AddSingleton<OfferModels>();
        services.AddSingleton<RollBackModels>();
        services.AddHostedService<WatchModels>();
        services.AddScheduledJob<TrainNightly>();
        services.AddSingleton<PrepareModels>();
        services.AddSingleton<IPreparationStep>(provider => provider.GetRequiredService<PrepareModels>());
        services.AddSingleton<IExamination, ModelsExamination>();
        services.AddSingleton<LoadTaste>();
        services.AddSingleton<LoadTraits>();
        services.AddSingleton<LeaveOut>();
        services.AddSingleton<HouseholdMembers>();
        services.AddScoped<RecommendForProfile>();
        services.AddSingleton<CountExposures>().AddHostedService(provider => provider.GetRequiredService<CountExposures>());
        services.AddScheduledJob<ForgetExposures>();
        services.AddScoped<HideTitle>();
        services.AddScoped<FindHidden>();
        services.AddSingleton<RecommendForPopulationUser>();
        services.AddSingleton<RecommendForFile>();
        services.AddScoped<HomeRows>();
        services.AddScoped<SimilarTitles>();
        services.AddScoped<WhyThis>();
        services.AddScoped<StarterTitles>();
        services.AddTitlePageSection<PredictedScore>(TitlePageArea.Scores);
        services.AddTitlePageSection<WhyPanel>(TitlePageArea.Aside);
        services.AddTitlePageSection<HideChoice>(TitlePageArea.Aside, order: 10);
        services.AddTitlePageSection<SimilarRow>(TitlePageArea.Below);
    }

    public static void MapRecommendations(this IEndpointRouteBuilder app)
    {
        RecommendationsRest.Map(app);
        HidingRoutes.Map(app);
    }
}
