using Marquee.Features.Imports.Passes;
using Marquee.Features.Imports.Reviewing;
using Marquee.Features.Imports.Starting;
using Marquee.Platform.Jobs;

namespace Marquee.Features.Imports;

/// <summary>Bringing a history in: export files of other services become ratings, plays and a watchlist.</summary>
static class ImportsFeature
{
    public static void AddImports(this IServiceCollection services)
    {
        services.AddSingleton<MatchingCatalogue>();
        services.AddSingleton<StoredFile>().AddSingleton<StartImport>().AddSingleton<CommitImport>().AddSingleton<CancelImport>().AddSingleton<ReadAgain>().AddSingleton<WaitForImport>();
        services.AddSingleton<FetchMissing>().AddSingleton<PreviewPass>().AddSingleton<CommitPass>().AddSingleton<RunImport>().AddSingleton<ImportBell>().AddSingleton<UndoImport>();
        services.AddSingleton<DecideRows>();
        services.AddScoped<ImportForProfile>().AddScoped<FindImports>().AddScoped<FindUndecided>();
        services.AddHostedService<WorkImports>();
        services.AddScheduledJob<SweepImports>();
    }

    public static void MapImports(this IEndpointRouteBuilder app)
    {
        app.MapImportRest();
        app.MapImportForms();
    }
}
