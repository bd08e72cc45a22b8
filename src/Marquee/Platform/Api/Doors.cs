using System.Security.Cryptography;
using System.Text;
using Marquee.Platform.Access;
using Marquee.Platform.Errors;

namespace Marquee.Platform.Api;

/// <summary>What every door to a profile's things does: know a request that was carried out before, say which step takes it back, mind versions.</summary>
static class Doors
{
    const string UndoHeader = "Marquee-Undo";

    public static void AddJournal(this IServiceCollection services) => services
        .AddScoped<RequestKey>().AddScoped<Journal>().AddScoped<TakeBack>()
        .AddSingleton<Events.DispatchOutbox>().AddHostedService<Events.OutboxLoop>();

    /// <summary>A group of the REST API for a profile's own things; a route that is for others says so itself. A request under a known <c>Idempotency-Key</c> gets its first answer again.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder app, string path, string tag) =>
        app.MapGroup(path).WithTags(tag).ForOwnThings().AddEndpointFilter(async (call, next) =>
        {
            try
            {
                return await next(call);
            }
            catch (AlreadyDone done)
            {
                call.HttpContext.Response.Headers["Idempotency-Replayed"] = "true";
                return TypedResults.Text($$"""{"success":true,"data":{{done.Body ?? "null"}}}""", "application/json");
            }
        });

    /// <summary>The answer to a change, with the number of the step that takes it back in a header.</summary>
    public static Envelope<T> Answer<T>(this Written<T> written, HttpContext http, string? message = null)
    {
        if (written.UndoId is { } step)
            http.Response.Headers[UndoHeader] = step.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Envelope.Of(written.Value, message);
    }

    /// <summary>The version a client read and would change: <c>If-Match: "3"</c>, or a form's <c>version</c>. Null: whatever is there.</summary>
    public static int? ExpectedVersion(this HttpContext http)
    {
        var asked = http.Request.Headers.IfMatch.ToString();
        if (asked == "" && http.Request.HasFormContentType)
            asked = http.Request.Form["version"].ToString();
        asked = asked.Replace("W/", "", StringComparison.Ordinal).Trim('"');
        if (asked is "" or "*")
            return null;
        return int.TryParse(asked, System.Globalization.CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new Invalid("if_match_invalid", "If-Match takes the ETag that this address answered.");
    }

    /// <summary>Puts a version on the answer.</summary>
    public static void SetVersion(this HttpContext http, int version) => http.Response.Headers.ETag = $"\"{version}\"";

    /// <summary>Fingerprints requests that bear a key, so that another request under the same key is seen.</summary>
    public static void UseRequestKeys(this WebApplication app) => app.Use(async (http, next) =>
    {
        var request = http.Request;
        var key = http.RequestServices.GetRequiredService<RequestKey>();
        key.Request = $"{request.Method} {request.Path}";
        if (request.Headers.ContainsKey(RequestKey.Header) && !request.HasFormContentType)
        {
            request.EnableBuffering();
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Encoding.UTF8.GetBytes(key.Request + request.QueryString));
            var buffer = new byte[8192];
            for (int read; (read = await request.Body.ReadAsync(buffer, http.RequestAborted)) > 0;)
                hash.AppendData(buffer, 0, read);
            request.Body.Position = 0;
            key.Request = Convert.ToHexStringLower(hash.GetHashAndReset());
        }

        await next(http);
    });
}
