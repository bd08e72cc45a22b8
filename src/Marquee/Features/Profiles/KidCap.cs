using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Errors;

namespace Marquee.Features.Profiles;

/// <summary>
/// A kid's cap at every address that names a title, a season or an episode: beyond the cap there is nothing there, to read or to change, by page or by API.
/// What looks for titles (search, recommendations) leaves them out by itself.
/// </summary>
static class KidCap
{
    static readonly (string Sign, string Sql)[] Kinds =
    [
        ("titles/{", "select certification from titles where id = @id"),
        ("seasons/{", "select t.certification from seasons s join titles t on t.id = s.title_id where s.id = @id"),
        ("episodes/{", "select t.certification from episodes e join seasons s on s.id = e.season_id join titles t on t.id = s.title_id where e.id = @id"),
    ];

    public static IApplicationBuilder UseKidCap(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (Caller.Of(http).IsKid && http.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } pattern }
            && Kinds.FirstOrDefault(kind => pattern.Contains(kind.Sign, StringComparison.Ordinal)).Sql is { } sql
            && TitleId.TryParse(http.GetRouteValue("id") as string, null, out var id))
        {
            var cancel = http.RequestAborted;
            var cap = (await http.RequestServices.GetRequiredService<CurrentProfile>().FindAsync(cancel))?.CertificationCap;
            await using var connection = await http.RequestServices.GetRequiredService<Database>().OpenAsync(cancel);
            if (!Certifications.Allows(cap, await connection.ScalarAsync<string?>(sql, new { id }, cancel)))
                throw new NotFound("title_not_found", "There is no such title.");
        }

        await next(http);
    });
}
