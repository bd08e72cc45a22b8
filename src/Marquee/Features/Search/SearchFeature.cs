using Marquee.Features.Catalogue.Writing;
using Marquee.Features.Search.Narrowing;
using Marquee.Features.Search.Shelf;
using Marquee.Platform;

namespace Marquee.Features.Search;

/// <summary>Finding a title while typing.</summary>
static class SearchFeature
{
    public static IServiceCollection AddSearch(this IServiceCollection services) => services
        .AddSingleton<KeepShelf>()
        .AddSingleton<KeepWords>()
        .AddSingleton<FindMatches>()
        .AddSingleton<SearchTitles>()
        .AddScoped<ServicesOfAsker>()
        .AddSingleton<WriteSearchDocuments>()
        .AddSingleton<ITitlesWritten>(provider => provider.GetRequiredService<WriteSearchDocuments>())
        .AddSingleton<IPreparationStep, SearchPreparation>()
        .AddSingleton<IPreparationStep, WarmSearch>();

    public static void MapSearch(this IEndpointRouteBuilder app)
    {
        app.MapTitleSearch();
        app.MapSuggestions();
    }
}
