using Microsoft.AspNetCore.Antiforgery;

namespace Marquee.Platform.Access;

/// <summary>
/// Every form carries its page's token. The framework asks for it only where an endpoint reads fields of the form; a button that sends nothing,
/// such as "Sign out", needs it as much. Whatever a browser would send for another site without asking us first is a form here.
/// </summary>
static class FormTokens
{
    static readonly string[] SentWithoutAsking = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];

    public static IApplicationBuilder UseFormTokens(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        // Where the framework has looked already, it does not want the form to be read again.
        if (IsForm(http) && !(http.Features.Get<IAntiforgeryValidationFeature>()?.IsValid ?? await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)))
            throw new BadHttpRequestException("The form's token is missing, or belongs to somebody else.");
        await next(http);
    });

    static bool IsForm(HttpContext http)
    {
        var request = http.Request;
        if (!HttpMethods.IsPost(request.Method) || request.Path.StartsWithSegments("/api") || http.GetEndpoint() is not { } endpoint)
            return false;
        // Those that say so themselves: an upload checks the token once its size is known to be fit, a sign-in provider comes from its own site.
        if (endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: false } || endpoint.DeclaredRule() is { FromOtherSites: true })
            return false;
        var type = request.ContentType?.Split(';')[0].Trim();
        return string.IsNullOrEmpty(type) || SentWithoutAsking.Contains(type, StringComparer.OrdinalIgnoreCase);
    }
}
