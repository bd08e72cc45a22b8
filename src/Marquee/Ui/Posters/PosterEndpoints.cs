using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Marquee.Platform.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Marquee.Ui.Posters;

/// <summary>What a poster of this title is made of, or null if there is no such title. The catalogue provides it.</summary>
delegate ValueTask<PosterSubject?> FindPosterSubject(long titleId, HttpContext http, CancellationToken cancel);

/// <summary>
/// <c>/poster/{id}.svg</c> and <c>/still/{id}.svg</c>. An address that carries the title's version (<c>?v=</c>, as
/// <see cref="Artwork"/> writes it) may be kept forever; one without is asked about again after an hour.
/// </summary>
static class PosterEndpoints
{
    const string Forever = "public, max-age=31536000, immutable", AnHour = "public, max-age=3600", ForThisBrowser = "private, max-age=3600";

    public static IEndpointRouteBuilder MapPosters(this IEndpointRouteBuilder app)
    {
        app.MapGet("/poster/{id:long}.svg", (long id, string? v, HttpContext http, [FromServices] FindPosterSubject find, CancellationToken cancel) =>
            Answer(id, v, Poster.Draw, http, find, cancel)).ForEveryone().ExcludeFromDescription();
        app.MapGet("/still/{id:long}.svg", (long id, string? v, string? salt, HttpContext http, [FromServices] FindPosterSubject find, CancellationToken cancel) =>
            Answer(id, v, subject => Still.Draw(subject, salt ?? ""), http, find, cancel)).ForEveryone().ExcludeFromDescription();
        return app;
    }

    static async Task<Results<FileContentHttpResult, NotFound, RedirectHttpResult>> Answer(
        long id, string? version, Func<PosterSubject, string> draw, HttpContext http, FindPosterSubject find, CancellationToken cancel)
    {
        if (await find(id, http, cancel) is not { } subject) return TypedResults.NotFound();
        if (subject.Picture is { } picture && http.Request.Path.StartsWithSegments("/poster"))
        {
            // Which picture it is may be a matter of who looks, and may change.
            http.Response.Headers.CacheControl = "private, max-age=300";
            return TypedResults.Redirect(picture);
        }

        var svg = Encoding.UTF8.GetBytes(draw(subject));
        var current = Artwork.Version(subject.Title, subject.Year);
        http.Response.Headers.CacheControl = subject.IsOwn ? ForThisBrowser : version == current ? Forever : AnHour;
        var tag = new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{Convert.ToHexStringLower(SHA256.HashData(svg).AsSpan(0, 8))}\""));
        return TypedResults.File(svg, "image/svg+xml; charset=utf-8", entityTag: tag);
    }
}
