using Marquee.Features.Catalogue.MovieLens;
using Marquee.Features.Catalogue.Populations;
using Marquee.Features.Catalogue.Sample;
using Marquee.Features.Catalogue.Writing;
using Marquee.Platform;
using Marquee.Platform.Doctor;

namespace Marquee.Features.Catalogue;

/// <summary>Titles, the people behind them, and the populations that rated them.</summary>
static class CatalogueFeature
{
    public static IServiceCollection AddCatalogue(this IServiceCollection services) => services
        .AddSingleton<GetTitle>()
        .AddSingleton<WriteTitles>()
        .AddSingleton<WritePopulation>()
        .AddSingleton<LoadSample>()
        .AddSingleton<LoadMovieLens>()
        .AddSingleton<IPreparationStep, SamplePreparation>()
        .AddSingleton<IExamination, CatalogueExamination>();

    public static void MapCatalogue(this IEndpointRouteBuilder app) => app.MapTitles();
}
