using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Accounts.External;

/// <summary>Where a provider's doors are.</summary>
sealed record ProviderDoors(string Issuer, string Authorize, string Token, string? Keys, DateTimeOffset FoundAt);

/// <summary>
/// Talks to providers: finds their doors by discovery, trades a code for an id_token, and checks it against their keys. Doors and keys are kept for an hour;
/// a key that is not known yet is looked for again, once a minute.
/// </summary>
sealed class ProviderClient(HttpClient http, TimeProvider clock) : IDisposable
{
    static readonly TimeSpan Fresh = TimeSpan.FromHours(1), LookAgain = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<string, ProviderDoors> _doors = new();
    readonly ConcurrentDictionary<string, (IReadOnlyList<JsonElement> Keys, DateTimeOffset At)> _keys = new();

    /// <exception cref="Conflict">The provider does not answer as it should.</exception>
    public async Task<ProviderDoors> DoorsAsync(SignInProvider provider, CancellationToken cancel)
    {
        if (provider.IsFacebook)
            return new ProviderDoors(provider.Issuer.OriginalString, "https://www.facebook.com/v21.0/dialog/oauth", new Uri(provider.Issuer, "/v21.0/oauth/access_token").ToString(), null, default);
        if (_doors.TryGetValue(provider.Name, out var known) && clock.GetUtcNow() - known.FoundAt < Fresh) return known;
        var issuer = provider.Issuer.OriginalString.TrimEnd('/');
        var json = await GetAsync(provider, issuer + "/.well-known/openid-configuration", cancel);
        // Whoever answers in the issuer's place must not send us to doors of its own.
        if (IdTokens.Text(json, "issuer") is not { } said || said.TrimEnd('/') != issuer) throw Silent(provider);
        var doors = new ProviderDoors(said, Door("authorization_endpoint"), Door("token_endpoint"), Door("jwks_uri"), clock.GetUtcNow());
        return _doors[provider.Name] = doors;

        string Door(string name) => Uri.TryCreate(IdTokens.Text(json, name), UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback && provider.Issuer.IsLoopback)
            ? address.ToString()
            : throw Silent(provider);
    }

    /// <summary>Trades the code for who it is.</summary>
    public async Task<ExternalIdentity> IdentityAsync(SignInProvider provider, string code, string verifier, string nonce, string redirect, CancellationToken cancel)
    {
        var doors = await DoorsAsync(provider, cancel);
        var answer = await PostAsync(provider, doors.Token, new()
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = redirect,
            ["code_verifier"] = verifier,
            ["client_id"] = provider.ClientId,
            ["client_secret"] = provider.ClientSecret ?? AppleSecret(provider),
        }, cancel);
        if (provider.IsFacebook) return await FacebookAsync(provider, IdTokens.Text(answer, "access_token") ?? throw Refused(provider), cancel);
        var token = IdTokens.Text(answer, "id_token") ?? throw Refused(provider);
        var keys = await KeysAsync(provider, doors, IdTokens.Head(token)?.KeyId, cancel);
        return IdTokens.Read(token, keys, doors.Issuer, provider.ClientId, nonce, clock.GetUtcNow()) ?? throw Refused(provider);
    }

    async Task<IReadOnlyList<JsonElement>> KeysAsync(SignInProvider provider, ProviderDoors doors, string? keyId, CancellationToken cancel)
    {
        if (_keys.TryGetValue(provider.Name, out var known))
        {
            var age = clock.GetUtcNow() - known.At;
            var has = keyId is null || known.Keys.Any(key => IdTokens.Text(key, "kid") == keyId);
            if (age < Fresh && (has || age < LookAgain)) return known.Keys;
        }

        var json = await GetAsync(provider, doors.Keys!, cancel);
        IReadOnlyList<JsonElement> keys = json.TryGetProperty("keys", out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : throw Silent(provider);
        _keys[provider.Name] = (keys, clock.GetUtcNow());
        return keys;
    }

    // Facebook signs nothing for websites: its own server is asked whose token that is, with a proof that it is ours to ask.
    async Task<ExternalIdentity> FacebookAsync(SignInProvider provider, string token, CancellationToken cancel)
    {
        var proof = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(provider.ClientSecret!), Encoding.UTF8.GetBytes(token)));
        var me = await GetAsync(provider, new Uri(provider.Issuer, $"/v21.0/me?fields=id,name,email&access_token={Uri.EscapeDataString(token)}&appsecret_proof={proof}").ToString(), cancel);
        return new ExternalIdentity(IdTokens.Text(me, "id") ?? throw Refused(provider), IdTokens.Text(me, "email"), EmailVerified: false, IdTokens.Text(me, "name"));
    }

    /// <summary>Apple's client secret: a JWT signed with ES256 by the key of the developer's team, good for five minutes.</summary>
    internal string AppleSecret(SignInProvider provider)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var head = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { alg = "ES256", kid = provider.KeyId }));
        var body = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new
        {
            iss = provider.TeamId,
            iat = now,
            exp = now + 300,
            aud = provider.Issuer.OriginalString.TrimEnd('/'),
            sub = provider.ClientId,
        }));
        using var key = ECDsa.Create();
        key.ImportFromPem(provider.SigningKey);
        return $"{head}.{body}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes($"{head}.{body}"), HashAlgorithmName.SHA256))}";
    }

    Task<JsonElement> GetAsync(SignInProvider provider, string address, CancellationToken cancel) => SendAsync(provider, new HttpRequestMessage(HttpMethod.Get, address), Silent(provider), cancel);

    Task<JsonElement> PostAsync(SignInProvider provider, string address, Dictionary<string, string> fields, CancellationToken cancel) =>
        SendAsync(provider, new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields) }, Refused(provider), cancel);

    async Task<JsonElement> SendAsync(SignInProvider provider, HttpRequestMessage request, Refusal otherwise, CancellationToken cancel)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using (request)
            using (var answer = await http.SendAsync(request, cancel))
            {
                if (!answer.IsSuccessStatusCode) throw otherwise;
                using var document = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancel), default, cancel);
                return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw otherwise;
            }
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            throw Silent(provider);
        }
    }

    static Conflict Silent(SignInProvider provider) => new("provider_silent", $"{provider.Words} does not answer as it should. Try again later, or sign in another way.");

    internal static Forbidden Refused(SignInProvider provider) => new("provider_refused", $"{provider.Words} did not say who you are in a way that we can trust. Try again.");

    public void Dispose() => http.Dispose();
}
