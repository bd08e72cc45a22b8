using System.Buffers.Text;
using Marquee.Platform;
using Marquee.Platform.Access;

namespace Marquee.Features.Accounts.Tokens;

/// <summary>What others need to verify our access tokens: the issuer and the public keys, where OpenID Connect looks for them.</summary>
static class WellKnown
{
    public static void MapWellKnown(this IEndpointRouteBuilder app)
    {
        app.MapGet("/.well-known/jwks.json", async (SigningKeys keys, HttpContext http, CancellationToken cancel) =>
        {
            http.Response.Headers.CacheControl = "public, max-age=300";
            return Results.Json(new { keys = (await keys.PublishedAsync(cancel)).Select(Public) }, contentType: "application/jwk-set+json");
        }).ForEveryone().ExcludeFromDescription();

        app.MapGet("/.well-known/openid-configuration", async (Instance instance, CancellationToken cancel) => Results.Json(new
        {
            issuer = await instance.IssuerAsync(cancel),
            jwks_uri = $"{await instance.IssuerAsync(cancel)}/.well-known/jwks.json",
            token_endpoint = $"{await instance.IssuerAsync(cancel)}/api/v1/auth/login",
            id_token_signing_alg_values_supported = (string[])["RS256"],
            subject_types_supported = (string[])["public"],
            response_types_supported = (string[])["token"],
        })).ForEveryone().ExcludeFromDescription();
    }

    static object Public(SigningKey key)
    {
        var numbers = key.Rsa.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", alg = "RS256", kid = key.Id, n = Base64Url.EncodeToString(numbers.Modulus), e = Base64Url.EncodeToString(numbers.Exponent) };
    }
}
