using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marquee.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Marquee.Tests.Accounts;

/// <summary>An OpenID Connect provider over real HTTP: discovery, keys, codes bound to PKCE. What it signs can be spoilt.</summary>
sealed class ProviderOfOurOwn : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly RSA _rsa = RSA.Create(2048), _foreign = RSA.Create(2048);
    readonly Dictionary<string, (string Challenge, string Nonce, string Redirect)> _codes = [];

    ProviderOfOurOwn(WebApplication app) => _app = app;

    public string Address { get; private set; } = "";

    /// <summary>Who signs in there next.</summary>
    public (string Subject, string? Email, bool Verified, string Name) Person { get; set; } = ("sub-1", "ines@elsewhere.example", true, "Ines Elsewhere");

    /// <summary>Changes the claims before they are signed.</summary>
    public Action<Dictionary<string, object?>> Spoil { get; set; } = _ => { };

    /// <summary>How the header says it is signed; anything but RS256 is signed with nothing.</summary>
    public string Algorithm { get; set; } = "RS256";

    /// <summary>Signs with a key that is not published, under the number of one that is.</summary>
    public bool WithForeignKey { get; set; }

    public IReadOnlyList<Dictionary<string, string>> Asked => _asked;

    readonly List<Dictionary<string, string>> _asked = [];

    public SignInProvider Settings(string name = "oidc") => new(name, "Elsewhere", new Uri(Address), "marquee-client", "a client secret");

    public static async Task<ProviderOfOurOwn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new ProviderOfOurOwn(builder.Build());
        provider.Map();
        await provider._app.StartAsync();
        provider.Address = provider._app.Urls.First();
        return provider;
    }

    void Map()
    {
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = Address, authorization_endpoint = Address + "/authorize", token_endpoint = Address + "/token", jwks_uri = Address + "/keys" }));
        _app.MapGet("/keys", () =>
        {
            var key = _rsa.ExportParameters(false);
            return Results.Json(new { keys = new[] { new { kty = "RSA", kid = "one", use = "sig", n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) } } });
        });
        _app.MapGet("/authorize", (HttpRequest request) =>
        {
            var asked = request.Query.ToDictionary(one => one.Key, one => one.Value.ToString());
            _asked.Add(asked);
            var code = Guid.NewGuid().ToString("N");
            _codes[code] = (asked["code_challenge"], asked["nonce"], asked["redirect_uri"]);
            return Results.Redirect($"{asked["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(asked["state"])}");
        });
        _app.MapPost("/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            // A code is good once, for the address it was given to, and for who knows what the challenge was made of.
            if (!_codes.Remove(form["code"].ToString(), out var given) || given.Redirect != form["redirect_uri"] || form["client_secret"] != "a client secret"
                || given.Challenge != Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))))
                return Results.BadRequest(new { error = "invalid_grant" });
            return Results.Json(new { access_token = "unused", token_type = "Bearer", id_token = Token(given.Nonce) });
        });
    }

    string Token(string nonce)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = Address,
            ["aud"] = "marquee-client",
            ["sub"] = Person.Subject,
            ["nonce"] = nonce,
            ["iat"] = now,
            ["exp"] = now + 300,
            ["email"] = Person.Email,
            ["email_verified"] = Person.Verified,
            ["name"] = Person.Name,
        };
        Spoil(claims);
        var signed = Part(new { alg = Algorithm, kid = "one" }) + "." + Part(claims);
        if (Algorithm == "none") return signed + ".";
        var bytes = Encoding.ASCII.GetBytes(signed);
        var signature = Algorithm == "HS256"
            // The old trick: the public key as the secret.
            ? HMACSHA256.HashData(_rsa.ExportSubjectPublicKeyInfo(), bytes)
            : (WithForeignKey ? _foreign : _rsa).SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    static string Part<T>(T json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));

    /// <summary>What a browser does there: follows to the provider and back to us.</summary>
    public static async Task<HttpResponseMessage> ThroughAsync(HttpClient visitor, string address)
    {
        using var away = await visitor.GetAsync(address);
        Assert.Equal(HttpStatusCode.Redirect, away.StatusCode);
        using var there = await visitor.GetAsync(away.Headers.Location);
        return await visitor.GetAsync(there.Headers.Location);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
        _foreign.Dispose();
    }
}
