using Marquee.Ui.Components;

namespace Marquee.Features.Lists;

/// <summary>Watchlist, Watching, Completed, Favourites, own lists and smart lists; alone or together.</summary>
static class ListsFeature
{
    public static void AddLists(this IServiceCollection services) => services
        .AddSingleton<SystemLists>()
        .AddScoped<FindLists>()
        .AddScoped<FirstTitles>()
        .AddScoped<KeepList>()
        .AddScoped<ListItems>()
        .AddScoped<Collaborate>()
        .AddTitlePageSection<ListButtons>(TitlePageArea.Actions, order: 1);

    public static void MapLists(this IEndpointRouteBuilder app)
    {
        app.MapListsRest();
        app.MapListsForms();
    }
}
