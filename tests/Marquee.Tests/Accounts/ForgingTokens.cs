using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marquee.Features.Accounts.Tokens;
using Marquee.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Accounts;

/// <summary>Tokens that somebody made up, altered, kept too long or took from elsewhere; each starts from a good one.</summary>
public abstract class ForgingTokens(ProgramOn program)
{
    [Fact]
    public async Task A_token_signed_again_as_it_was_is_good_so_that_the_others_are_refused_for_what_they_are() =>
        Assert.Equal(HttpStatusCode.OK, await TryAsync((_, _) => { }));

    [Fact]
    public async Task Without_a_signature() => Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync((header, _) => header["alg"] = "none", sign: (_, _) => []));

    [Theory, InlineData("NONE"), InlineData("RS384"), InlineData("PS256"), InlineData("rs256"), InlineData("ES256")]
    public async Task Signed_with_our_key_and_another_name(string algorithm) => Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync((header, _) => header["alg"] = algorithm));

    [Fact]
    public async Task With_HS256_and_the_public_key_for_a_secret()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync((header, _) => header["alg"] = "HS256", sign: (key, text) => HMACSHA256.HashData(key.ExportSubjectPublicKeyInfo(), text)));
        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync((header, _) => header["alg"] = "HS256", sign: (key, text) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(key.ExportSubjectPublicKeyInfoPem()), text)));
    }

    [Theory, InlineData("../../../../dev/null"), InlineData("' or '1'='1"), InlineData(""), InlineData("https://evil.example/key")]
    public async Task With_a_key_name_that_leads_elsewhere(string kid)
    {
        using var own = RSA.Create(2048);
        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync((header, _) => header["kid"] = kid, sign: (_, text) => own.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
    }

    [Fact]
    public async Task With_a_key_that_the_token_brings_along()
    {
        using var own = RSA.Create(2048);
        var numbers = own.ExportParameters(false);
        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync((header, _) =>
        {
            header["jwk"] = new JsonObject { ["kty"] = "RSA", ["n"] = Base64Url.EncodeToString(numbers.Modulus), ["e"] = Base64Url.EncodeToString(numbers.Exponent) };
            header["jku"] = "https://evil.example/jwks.json";
        }, sign: (_, text) => own.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
    }

    [Fact]
    public async Task Expired_and_not_valid_yet_but_a_minute_of_wrong_clocks_is_forgiven()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync((_, claims) => claims["exp"] = Now - 61));
        Assert.Equal(HttpStatusCode.OK, await TryAsync((_, claims) => claims["exp"] = Now - 30));
        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync((_, claims) => claims["nbf"] = Now + 120));
        Assert.Equal(HttpStatusCode.OK, await TryAsync((_, claims) => claims["nbf"] = Now + 30));
        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync((_, claims) => claims.Remove("exp")));
        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync((_, claims) => claims["exp"] = "tomorrow"));
    }

    [Fact]
    public async Task Meant_for_somebody_else_or_by_somebody_else()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync((_, claims) => claims["aud"] = "another service"));
        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync((_, claims) => claims["iss"] = "https://evil.example"));
    }

    [Fact]
    public async Task With_an_extension_that_we_do_not_know_and_must() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync((header, _) => header["crit"] = new JsonArray("b64")));

    [Fact]
    public async Task Altered_or_cut_off_or_no_token_at_all()
    {
        var running = await program.RunningAsync();
        var token = (await running.NewVisitor().RegisterAsync()).Access();
        var parts = token.Split('.');
        var owner = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace("\"sub\":\"", "\"sub\":\"1", StringComparison.Ordinal)));
        foreach (var bad in (string[])[$"{parts[0]}.{owner}.{parts[2]}", $"{parts[0]}.{parts[1]}.", $"{parts[0]}.{parts[1]}", token[..^3], "a.b.c", "..", "{}", "mq_", new string('A', 20_000)])
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(running, bad));
    }

    [Fact]
    public async Task One_accounts_subject_with_anothers_session()
    {
        var running = await program.RunningAsync();
        var other = await running.NewVisitor().RegisterAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync((_, claims) => claims["sub"] = other.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Signed_with_a_key_that_was_retired_while_one_that_is_retiring_is_good()
    {
        await using var own = await RunningProgram.StartEmptyAsync(program.Kind);
        var keys = own.Services.GetRequiredService<SigningKeys>();
        var token = (await own.NewVisitor().RegisterAsync()).Access();

        await keys.RotateAsync(distrustOld: false, default);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(own, token));
        var published = JsonDocument.Parse(await own.NewVisitor().GetStringAsync("/.well-known/jwks.json")).RootElement.GetProperty("keys").GetArrayLength();
        Assert.Equal(2, published);
        var newer = (await own.NewVisitor().RegisterAsync()).Access();
        Assert.NotEqual(token.Split('.')[0], newer.Split('.')[0]);

        await keys.RotateAsync(distrustOld: true, default);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(own, newer));
    }

    static long Now => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    /// <summary>Takes a good token apart, changes it, signs it again, and asks who one is.</summary>
    async Task<HttpStatusCode> TryAsync(Action<JsonObject, JsonObject> change, Func<RSA, byte[], byte[]>? sign = null)
    {
        var running = await program.RunningAsync();
        var parts = (await running.NewVisitor().RegisterAsync()).Access().Split('.');
        var header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!.AsObject();
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!.AsObject();
        change(header, claims);

        var key = (await running.Services.GetRequiredService<SigningKeys>().CurrentAsync(default)).Rsa;
        var text = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        var bytes = Encoding.ASCII.GetBytes(text);
        var signature = sign?.Invoke(key, bytes) ?? key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return await AskAsync(running, $"{text}.{Base64Url.EncodeToString(signature)}");
    }

    static async Task<HttpStatusCode> AskAsync(RunningProgram running, string token)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = running.Address };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var answer = await client.GetAsync("/api/v1/me");
        return answer.StatusCode;
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : ForgingTokens(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : ForgingTokens(program);
}
