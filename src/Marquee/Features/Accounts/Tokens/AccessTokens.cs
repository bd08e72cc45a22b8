using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marquee.Data;
using Marquee.Platform;

namespace Marquee.Features.Accounts.Tokens;

/// <summary>What an access token says, once its signature and times are known to be good.</summary>
sealed record AccessClaims(AccountId Account, SessionId Session);

/// <summary>
/// Access tokens: JWT (RFC 7519, 9068) signed with RS256 and nothing else. The header says which of our keys; it does not get to say
/// how to verify, nor where a key lies.
/// </summary>
sealed class AccessTokens(SigningKeys keys, Instance instance, TimeProvider clock)
{
    public const string Audience = "marquee";
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(15), Skew = TimeSpan.FromSeconds(60);
    const int Longest = 4096;

    public async Task<string> IssueAsync(AccountId account, SessionId session, ProfileId? profile, CancellationToken cancel)
    {
        var key = await keys.CurrentAsync(cancel);
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var header = JsonSerializer.SerializeToUtf8Bytes(new { alg = "RS256", typ = "at+jwt", kid = key.Id });
        var claims = JsonSerializer.SerializeToUtf8Bytes(new
        {
            iss = await instance.IssuerAsync(cancel),
            aud = Audience,
            sub = account.ToString(),
            session = session.ToString(),
            profile = profile?.ToString(),
            iat = now,
            nbf = now,
            exp = now + (long)Lasts.TotalSeconds,
            jti = Secrets.New()[..22],
        });
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(claims)}";
        var signature = key.Rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>What the token says, or null when it is not one of ours, altered, too old, or not valid yet. Whether its session still lives is asked elsewhere.</summary>
    public async ValueTask<AccessClaims?> ReadAsync(string token, CancellationToken cancel)
    {
        if (token.Length > Longest || token.Split('.') is not [var head, var body, var signature]) return null;
        if (Json(head) is not { } header || Text(header, "alg") != "RS256" || Text(header, "kid") is not { } kid) return null;
        // An extension that we do not know and must understand (RFC 7515, 4.1.11).
        if (header.TryGetProperty("crit", out _)) return null;
        if (await keys.FindAsync(kid, cancel) is not { } key || !IsSigned(key, token.AsSpan(0, head.Length + 1 + body.Length), signature)) return null;
        if (Json(body) is not { } claims) return null;
        if (Text(claims, "iss") != await instance.IssuerAsync(cancel) || Text(claims, "aud") != Audience) return null;

        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var skew = (long)Skew.TotalSeconds;
        if (Number(claims, "exp") is not { } expires || expires + skew <= now) return null;
        if (Number(claims, "nbf") is not { } from || from - skew > now) return null;
        return AccountId.TryParse(Text(claims, "sub"), null, out var account) && SessionId.TryParse(Text(claims, "session"), null, out var session)
            ? new AccessClaims(account, session)
            : null;
    }

    static bool IsSigned(SigningKey key, ReadOnlySpan<char> signed, string signature)
    {
        Span<byte> given = stackalloc byte[512], text = stackalloc byte[Longest];
        if (Base64Url.DecodeFromChars(signature, given, out _, out var length) != OperationStatus.Done) return false;
        var bytes = Encoding.ASCII.GetBytes(signed, text);
        return key.Rsa.VerifyData(text[..bytes], given[..length], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    static JsonElement? Json(string part)
    {
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }

    static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static long? Number(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
}
