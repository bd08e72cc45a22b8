using Marquee.Features.Catalogue;
using Marquee.Platform;
using Marquee.Platform.Access;

namespace Marquee.Features.Exports;

/// <summary>Taking a library out: whole, or for another service.</summary>
static class ExportsFeature
{
    public static void AddExports(this IServiceCollection services) => services.AddSingleton<ExportLibrary>();

    public static void MapExports(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/exports/{format}", SendAsync).WithTags("Exports").RequireScope(Scopes.Read)
            .WithSummary("Your library as a file: marquee (everything, as a zip), letterboxd, imdb or trakt")
            .WithDescription("The header X-Records-Left says how many records the form cannot hold.")
            .Produces(200, contentType: "application/zip", additionalContentTypes: "text/csv").ProducesProblem(422);
        app.MapGet("/export/{format}", SendAsync).RequireScope(Scopes.Read).ExcludeFromDescription();
    }

    static async Task<IResult> SendAsync(string format, HttpContext http, ExportLibrary export, CurrentProfile current, CancellationToken cancel)
    {
        var profile = await current.FindAsync(cancel);
        var file = await export.HandleAsync(profile?.Id, TitleSight.Of(profile), profile?.DisplayName ?? "", format, cancel);
        http.Response.Headers["X-Records-Left"] = file.Left.ToString(System.Globalization.CultureInfo.InvariantCulture);
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(file.Bytes, file.ContentType, file.FileName);
    }
}
