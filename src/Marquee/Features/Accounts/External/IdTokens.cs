using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Marquee.Features.Accounts.External;

/// <summary>Who somebody is elsewhere, as their provider has signed it.</summary>
/// <param name="Subject">The provider's own key of them, which never changes.</param>
sealed record ExternalIdentity(string Subject, string? Email, bool EmailVerified, string? Name)
{
    /// <summary>When they last showed their provider who they are, if it says so.</summary>
    public DateTimeOffset? ShownAt { get; init; }
}

/// <summary>Checks id_tokens (OpenID Connect Core 1.0, 3.1.3.7): signed by a key of the provider's, for us, now, and in answer to our own question.</summary>
static class IdTokens
{
    static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    /// <summary>The header's key number; null when it is no token, or signed in a way that we do not take. The header says which key, never how to check.</summary>
    public static (string? KeyId, string Algorithm)? Head(string token)
    {
        if (token.Length > 16_384 || token.Split('.') is not [var head, _, _] || Json(head) is not { } header) return null;
        if (Text(header, "alg") is not ("RS256" or "ES256") || header.TryGetProperty("crit", out _)) return null;
        return (Text(header, "kid"), Text(header, "alg")!);
    }

    /// <returns>Null when anything of it is not as it must be.</returns>
    public static ExternalIdentity? Read(string token, IEnumerable<JsonElement> keys, string issuer, string clientId, string nonce, DateTimeOffset now)
    {
        if (Head(token) is not { } head || token.Split('.') is not [var header, var body, var signature]) return null;
        var signed = Encoding.ASCII.GetBytes($"{header}.{body}");
        if (Bytes(signature) is not { } given || !keys.Any(key => Fits(key, head) && IsSigned(key, head.Algorithm, signed, given))) return null;
        if (Json(body) is not { } claims) return null;

        if (Text(claims, "iss") != issuer || !IsFor(claims, clientId) || Text(claims, "nonce") != nonce) return null;
        if (Number(claims, "exp") is not { } expires || DateTimeOffset.FromUnixTimeSeconds(expires) + Skew <= now) return null;
        if (Number(claims, "iat") is not { } issued || DateTimeOffset.FromUnixTimeSeconds(issued) - Skew > now) return null;
        if (Number(claims, "nbf") is { } from && DateTimeOffset.FromUnixTimeSeconds(from) - Skew > now) return null;
        return Text(claims, "sub") is { Length: > 0 and <= 255 } subject
            ? new ExternalIdentity(subject, Text(claims, "email"), IsTrue(claims, "email_verified"), Text(claims, "name"))
            {
                ShownAt = Number(claims, "auth_time") is >= 0 and < 253_402_300_800 and var shown ? DateTimeOffset.FromUnixTimeSeconds(shown) : null,
            }
            : null;
    }

    // Meant for several? Then it must say that we are the one who asked.
    static bool IsFor(JsonElement claims, string clientId)
    {
        if (!claims.TryGetProperty("aud", out var audience)) return false;
        var azp = Text(claims, "azp");
        if (audience.ValueKind == JsonValueKind.String) return audience.GetString() == clientId && (azp is null || azp == clientId);
        if (audience.ValueKind != JsonValueKind.Array) return false;
        var all = audience.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()).ToList();
        return all.Contains(clientId) && (azp is null ? all.Count == 1 : azp == clientId);
    }

    static bool Fits(JsonElement key, (string? KeyId, string Algorithm) head) =>
        (head.KeyId is null || Text(key, "kid") == head.KeyId)
        && Text(key, "kty") == (head.Algorithm == "RS256" ? "RSA" : "EC")
        && (Text(key, "use") is null or "sig") && (Text(key, "alg") is not { } meant || meant == head.Algorithm);

    static bool IsSigned(JsonElement key, string algorithm, byte[] signed, byte[] signature)
    {
        try
        {
            if (algorithm == "RS256")
            {
                using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(Text(key, "n")), Exponent = Bytes(Text(key, "e")) });
                return rsa.KeySize >= 2048 && rsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            }

            if (Text(key, "crv") != "P-256") return false;
            using var ec = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Bytes(Text(key, "x")), Y = Bytes(Text(key, "y")) } });
            return ec.VerifyData(signed, signature, HashAlgorithmName.SHA256);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    static bool IsTrue(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && (value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.String && value.GetString() == "true"));

    static byte[]? Bytes(string? text)
    {
        try
        {
            return text is null ? null : Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    static JsonElement? Json(string part)
    {
        try
        {
            using var document = JsonDocument.Parse(Bytes(part));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static long? Number(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
}
