using Marquee.Features.Catalogue.Absorbing;
using Marquee.Features.Catalogue.Artworks;
using Marquee.Features.Catalogue.Enriching;
using Marquee.Features.Catalogue.Manual;
using Marquee.Features.Catalogue.Merging;
using Marquee.Features.Catalogue.MovieLens;
using Marquee.Features.Catalogue.Populations;
using Marquee.Features.Catalogue.Sample;
using Marquee.Features.Catalogue.Scores;
using Marquee.Features.Catalogue.Writing;
using Marquee.Platform;
using Marquee.Platform.Doctor;
using Marquee.Platform.Events;
using Marquee.Platform.Jobs;
using Marquee.Ui.Components;

namespace Marquee.Features.Catalogue;

/// <summary>Titles, the people behind them, and the populations that rated them.</summary>
static class CatalogueFeature
{
    public static IServiceCollection AddCatalogue(this IServiceCollection services) => services
        .AddSingleton<GetTitle>()
        .AddSingleton<GetAvailability>()
        .AddSingleton<GetPerson>()
        .AddTitlePageSection<WhereToWatch>(TitlePageArea.Aside, order: 50)
        .AddTitlePageSection<WrittenHere>(TitlePageArea.Aside, order: 40)
        .AddTitlePageSection<PosterChoice>(TitlePageArea.Aside, order: 45)
        .AddScoped<KeepManualTitle>()
        .AddScoped<FindOwnTitles>()
        .AddSingleton<MergeTitles>()
        .AddSingleton<UndoMerge>()
        .AddSingleton<FindMerges>()
        .AddSingleton<WriteTitles>()
        .AddSingleton<WritePopulation>()
        .AddSingleton<LoadSample>()
        .AddSingleton<LoadMovieLens>()
        .AddSingleton<IPreparationStep, SamplePreparation>()
        .AddSingleton<IExamination, CatalogueExamination>()
        .AddScores()
        .AddEnriching();

    /// <summary>What outside services know of titles.</summary>
    static IServiceCollection AddEnriching(this IServiceCollection services) => services
        .AddSingleton<KeepProviderTitle>()
        .AddSingleton<EnrichTitle>()
        .AddSingleton<AddFromTmdb>()
        .AddSingleton<FindAtTmdb>()
        .AddSingleton<DueTitles>()
        .AddSingleton<ITitlesWritten, NewTitlesAreDue>()
        .AddSingleton<KeepPicture>()
        .AddScoped<CustomPosters>()
        .AddSingleton<LookedAtPosters>()
        .AddScheduledJob<FetchArtwork>()
        .AddHostedService<FetchBehind>()
        .AddSingleton<FetchUnknownTitles>()
        .AddSingleton<AbsorbTitles>()
        .AddScheduledJob<AbsorbTitles>()
        .AddSingleton<ImportsWakeAbsorbing>()
        .AddSingleton<IOutboxConsumer>(provider => provider.GetRequiredService<ImportsWakeAbsorbing>())
        .AddHostedService<AbsorbBehind>()
        .AddScheduledJob<FindChanges>()
        .AddScheduledJob<EnrichDueTitles>()
        .AddScheduledJob<RefreshVocabulary>()
        .AddScheduledJob<InferGenres>()
        .AddSingleton<IExamination, ProvidersExamination>()
        .AddHostedService<EnrichBehind>();

    public static void MapCatalogue(this IEndpointRouteBuilder app)
    {
        app.MapTitles();
        app.MapManualTitlesRest();
        app.MapManualTitleForms();
        app.MapArtworks();
    }
}
