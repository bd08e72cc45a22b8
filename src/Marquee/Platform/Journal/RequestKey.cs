using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marquee.Data;
using Marquee.Platform.Errors;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Marquee.Platform;

/// <summary>A request that was carried out before: its answer then is the answer now.</summary>
sealed class AlreadyDone(string? body) : Exception("This request was carried out before.")
{
    /// <summary>The <c>data</c> of the answer, as JSON.</summary>
    public string? Body => body;
}

/// <summary>
/// The key under which a client sends a request again when it does not know whether the first one arrived: the header
/// <c>Idempotency-Key</c> for programs, the hidden field <c>once</c> for forms. Written in the transaction of the change, so that
/// there is either both or neither.
/// </summary>
sealed class RequestKey(IHttpContextAccessor http, IOptions<JsonOptions> json, TimeProvider clock)
{
    public const string Header = "Idempotency-Key";
    public const string Field = "once";
    const int Longest = 200;
    static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>The fingerprint of the request under the key, set where the body is read.</summary>
    public string Request { get; set; } = "";

    /// <summary>The key of this request, or null.</summary>
    /// <exception cref="Invalid">It is too long.</exception>
    public string? Name
    {
        get
        {
            if (http.HttpContext?.Request is not { } request || !HttpMethods.IsPost(request.Method) && !HttpMethods.IsPut(request.Method) && !HttpMethods.IsPatch(request.Method))
                return null;
            var name = request.Headers[Header].ToString();
            if (name == "" && request.HasFormContentType && request.Form[Field].ToString() is { Length: > 0 } once)
                name = $"{once}.{Fingerprint(request.Form)}";
            if (name.Length > Longest)
                throw new Invalid("idempotency_key_invalid", $"An idempotency key has at most {Longest} characters.");
            return name == "" ? null : name;
        }
    }

    // Who goes back to a form, changes what it says and sends it again means something new: the key of a form is its number and what it says.
    static string Fingerprint(IFormCollection form) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        form.Where(field => field.Key is not (Field or "__RequestVerificationToken")).OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}"))))).AsSpan(0, 16).ToString();

    /// <summary>Takes the key for this transaction.</summary>
    /// <exception cref="AlreadyDone">The request was carried out before.</exception>
    /// <exception cref="Invalid">Another request bore the key.</exception>
    internal async Task TakeAsync(DbConnection connection, ProfileId profile, CancellationToken cancel)
    {
        if (Name is not { } name)
            return;
        if (await connection.FirstAsync<Row>("select request, body from idempotency_keys where profile_id = @profile and name = @name", new { profile, name }, cancel) is { } known)
            throw known.Request == Request
                ? new AlreadyDone(known.Body)
                : new Invalid("idempotency_key_reused", "Another request was sent under this idempotency key. Give each its own.");
        var now = clock.GetUtcNow();
        await connection.ExecuteAsync("delete from idempotency_keys where created_at < @before", new { before = now - Kept }, cancel);
        await connection.ExecuteAsync(
            "insert into idempotency_keys (profile_id, name, request, status, created_at) values (@profile, @name, @Request, 200, @now)",
            new { profile, name, Request, now }, cancel);
    }

    /// <summary>Keeps the answer for who asks again.</summary>
    internal async Task KeepAsync<T>(DbConnection connection, ProfileId profile, T answer, CancellationToken cancel)
    {
        if (Name is { } name)
            await connection.ExecuteAsync("update idempotency_keys set body = @body where profile_id = @profile and name = @name",
                new { profile, name, body = JsonSerializer.Serialize(answer, json.Value.SerializerOptions) }, cancel);
    }

    sealed record Row(string Request, string? Body);
}
