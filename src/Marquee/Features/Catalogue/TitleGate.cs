using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Catalogue;

/// <summary>
/// <see cref="TitleSight"/> at every address that names a title, a season or an episode: what is left out is not there, to read or to change, by page or by API,
/// and neither is its poster. Who asks for it goes on with a number that no title has, so that the answer is the one for a title that does not exist. What looks for titles, and what takes them from a body, asks the rule itself.
/// </summary>
static class TitleGate
{
    const string OfNothing = "9223372036854775807";

    static readonly (string Sign, string Title)[] Kinds =
    [
        ("titles/{", "@id"),
        ("poster/{", "@id"),
        ("still/{", "@id"),
        ("seasons/{", "(select title_id from seasons where id = @id)"),
        ("episodes/{", "(select title_id from episodes where id = @id)"),
    ];

    public static IApplicationBuilder UseTitleGate(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } pattern }
            && Kinds.FirstOrDefault(kind => pattern.Contains(kind.Sign, StringComparison.Ordinal)).Title is { } title
            && TitleId.TryParse(http.GetRouteValue("id")?.ToString(), null, out var id))
        {
            var cancel = http.RequestAborted;
            var sight = TitleSight.Of(await http.RequestServices.GetRequiredService<CurrentProfile>().FindAsync(cancel));
            await using var connection = await http.RequestServices.GetRequiredService<Database>().OpenAsync(cancel);
            if (await connection.ScalarAsync<long?>($"select id from titles where id = {title} and {sight.Allows()}", new { id }, cancel) is null)
            {
                if (title == "@id" && await connection.ScalarAsync<long?>($"select merged_into from titles where id = @id and {sight.LeadsOn()}", new { id }, cancel) is { } into)
                {
                    LeadOn(http, pattern, into);
                    return;
                }

                // Beyond a kid's cap it is there for others, and forms say so before they look at what was sent.
                if (sight.Cap is not null && await connection.ScalarAsync<long?>($"select id from titles where id = {title} and {TitleSight.Of(sight.Viewer, null).Allows()}", new { id }, cancel) is not null)
                    throw new NotFound("title_not_found", "There is no such title.");
                http.Request.RouteValues["id"] = OfNothing;
            }
        }

        await next(http);
    });

    /// <summary>For good: it is the other title now. What was to be changed there is sent again as it is.</summary>
    static void LeadOn(HttpContext http, string pattern, long into)
    {
        var place = Array.FindIndex(pattern.TrimStart('/').Split('/'), part => part.StartsWith("{id", StringComparison.OrdinalIgnoreCase));
        var parts = http.Request.Path.Value!.TrimStart('/').Split('/');
        parts[place] = into.ToString(System.Globalization.CultureInfo.InvariantCulture) + (parts[place].EndsWith(".svg", StringComparison.Ordinal) ? ".svg" : "");
        http.Response.StatusCode = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) ? StatusCodes.Status301MovedPermanently : StatusCodes.Status308PermanentRedirect;
        // It may be undone one day: browsers ask again.
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.Location = "/" + string.Join('/', parts) + http.Request.QueryString;
    }
}
