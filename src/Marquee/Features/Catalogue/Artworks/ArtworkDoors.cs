using System.Globalization;
using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Api;
using Marquee.Platform.Errors;
using Marquee.Platform.Pictures;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Marquee.Features.Catalogue.Artworks;

/// <param name="Poster">Its address.</param>
sealed record ChosenPoster(string Poster);

/// <summary>Pictures out, by their content; and custom posters in.</summary>
static class ArtworkDoors
{
    sealed record Kept(string ContentType, string Widths);

    public static void MapArtworks(this IEndpointRouteBuilder app)
    {
        app.MapGet("/art/{hash}/{width:int}", OutAsync).ForEveryone().ExcludeFromDescription();

        var api = app.MapApi("/api/v1/titles/{id}/poster", "Titles");
        api.MapPut("", async (TitleId id, CustomPosters posters, HttpContext http, CancellationToken cancel, [FromQuery(Name = "for")] string? whom = null) =>
            Envelope.Of(new ChosenPoster(Art.Address(await posters.ChooseAsync(id, await ReadAsync(http.Request.Body, cancel), whom == "everybody", await Editor.OfAsync(http, cancel), cancel)))))
            .Accepts<byte[]>("image/jpeg", "image/png", "image/webp").WithMetadata(new RequestSizeLimitAttribute(KeepPicture.MostBytes + 1024))
            .WithName("choosePoster").WithSummary("Choose a poster of your own for a title: the picture is the body; for=everybody is for admins").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        api.MapDelete("", async (TitleId id, CustomPosters posters, HttpContext http, CancellationToken cancel, [FromQuery(Name = "for")] string? whom = null) =>
        {
            await posters.RemoveAsync(id, whom == "everybody", await Editor.OfAsync(http, cancel), cancel);
            return TypedResults.NoContent();
        }).WithName("removePoster").WithSummary("Go back to the title’s own poster").ProducesProblem(403).ProducesProblem(404);

        var forms = app.MapGroup("/titles/{id}/poster").WithOrder(-1).RequireScope(Scopes.Write).ExcludeFromDescription();
        forms.MapPost("", async (TitleId id, CustomPosters posters, HttpContext http, CancellationToken cancel) =>
        {
            // Read here and not bound, so that whoever sends something else meets the rule first.
            var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(cancel) : null;
            await using var upload = form?.Files["file"]?.OpenReadStream() ?? throw new Invalid("picture_missing", "Choose a picture first.", "file");
            await posters.ChooseAsync(id, await ReadAsync(upload, cancel), form["for"] == "everybody", await Editor.OfAsync(http, cancel), cancel);
            Notice.Say(http, "That is its poster now.");
            return SeeOther.To($"/titles/{id}", "/");
        }).WithMetadata(new RequestSizeLimitAttribute(KeepPicture.MostBytes + 65536));
        forms.MapPost("/remove", async (TitleId id, [FromForm(Name = "for")] string? whom, CustomPosters posters, HttpContext http, CancellationToken cancel) =>
        {
            await posters.RemoveAsync(id, whom == "everybody", await Editor.OfAsync(http, cancel), cancel);
            return SeeOther.To($"/titles/{id}", "/");
        });
    }

    /// <summary>The bytes of a picture never change, so its address may be kept for good.</summary>
    static async Task<IResult> OutAsync(string hash, int width, Database database, IPictureStore store, HttpContext http, CancellationToken cancel)
    {
        Kept? kept;
        await using (var connection = await database.OpenAsync(cancel))
            kept = await connection.FirstAsync<Kept>("select content_type, widths from pictures where hash = @hash", new { hash }, cancel);
        if (kept is null || !KeepPicture.Widths.Contains(width))
            return Results.NotFound();
        var name = KeepPicture.NameOf(hash, kept.Widths == "" ? 0 : width);
        var tag = new EntityTagHeaderValue($"\"{name}\"");
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.ContentDisposition = "inline";
        // Whoever has it is not made to wait for the store.
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            http.Response.Headers.ETag = tag.ToString();
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        try
        {
            if (await store.FindAsync(name, cancel) is { } bytes)
                return Results.Bytes(bytes, kept.ContentType, entityTag: tag);
        }
        catch (IOException)
        {
            // The store is away: that is said to nobody's cache.
        }

        http.Response.Headers.CacheControl = "no-store";
        return Results.NotFound();
    }

    static async Task<byte[]> ReadAsync(Stream body, CancellationToken cancel)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = await body.ReadAsync(buffer, cancel)) > 0;)
        {
            if (kept.Length + read > KeepPicture.MostBytes)
                throw new Invalid("picture_too_large", $"A picture has at most {KeepPicture.MostBytes >> 20} MB.", "file");
            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }
}

/// <summary>Which picture is a title's poster for whom, and where it is.</summary>
static class Art
{
    public static string Address(string hash, int width = 342) => string.Create(CultureInfo.InvariantCulture, $"/art/{hash}/{width}");

    /// <summary>The hash of a title's poster for a viewer, as SQL: their own choice, else the one that everybody sees; null: it is generated.</summary>
    public static string Poster(TitleSight sight, string titles = "titles") =>
        $"""
        coalesce((select cp.hash from custom_posters cp where cp.title_id = {titles}.id and cp.profile_id = {CarriedNumbers.Carried(sight.Viewer?.Value ?? 0)}),
            (select ta.hash from title_artwork ta where ta.title_id = {titles}.id and ta.kind = 'poster'))
        """;
}
