namespace Marquee.Features.Imports;

/// <summary>Bringing a history in: export files of other services become ratings, plays and a watchlist.</summary>
static class ImportsFeature
{
    public static void AddImports(this IServiceCollection services)
    {
        services.AddSingleton<MatchingCatalogue>();
        services.AddSingleton<BringHistoryIn>();
        services.AddSingleton<UndoImport>();
        services.AddScoped<ImportForProfile>();
        services.AddScoped<ImportFile>();
        services.AddScoped<FindImports>();
    }

    public static void MapImports(this IEndpointRouteBuilder app)
    {
        app.MapImportRest();
        app.MapImportForm();
        app.MapUndoForm();
    }
}
