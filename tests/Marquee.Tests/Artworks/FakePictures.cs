using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Marquee.Tests.Artworks;

/// <summary>A server of pictures over real HTTP that does as it is told, however wrong that is.</summary>
sealed class FakePictures : IAsyncDisposable
{
    readonly WebApplication _app;

    FakePictures(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>What it answers, by the last part of the path; else 404.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Answers { get; } = new();

    public ConcurrentQueue<string> Asked { get; } = new();

    public static async Task<FakePictures> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var fake = new FakePictures(app);
        app.Run(async http =>
        {
            fake.Asked.Enqueue(http.Request.Path);
            if (fake.Answers.TryGetValue(http.Request.Path.Value!.Split('/')[^1], out var answer))
                await answer(http);
            else
                http.Response.StatusCode = 404;
        });
        await app.StartAsync();
        return fake;
    }

    public void Serve(string name, byte[] bytes, string type = "image/png") => Answers[name] = async http =>
    {
        http.Response.ContentType = type;
        await http.Response.Body.WriteAsync(bytes);
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>A true PNG of one colour.</summary>
    public static byte[] Png(int width, int height, byte shade = 120)
    {
        using var stream = new MemoryStream();
        stream.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        Chunk(stream, "IHDR", [.. Big(width), .. Big(height), 8, 2, 0, 0, 0]);
        using var packed = new MemoryStream();
        using (var zlib = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
            for (var row = 0; row < height; row++)
            {
                var line = new byte[1 + (width * 3)];
                Array.Fill(line, (byte)(shade + (row % 40)), 1, width * 3);
                zlib.Write(line);
            }

        Chunk(stream, "IDAT", packed.ToArray());
        Chunk(stream, "IEND", []);
        return stream.ToArray();
    }

    static byte[] Big(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    static void Chunk(MemoryStream stream, string name, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(name), .. data];
        stream.Write(Big(data.Length));
        stream.Write(body);
        stream.Write(Big((int)Crc(body)));
    }

    static uint Crc(byte[] bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        return ~crc;
    }
}

/// <summary>A bucket over real HTTP that believes nobody: it works out each signature itself, from what really came, by the steps that Amazon documents.</summary>
sealed class FakeBucket : IAsyncDisposable
{
    public const string Key = "AKIATEST", Secret = "secret/with+signs", Region = "eu-test-1", Bucket = "posters";

    readonly WebApplication _app;

    FakeBucket(WebApplication app) => _app = app;

    public ConcurrentDictionary<string, (byte[] Bytes, string Type)> Kept { get; } = new();

    public int Refused { get; private set; }

    public bool IsDown { get; set; }

    public string Setting => $"s3+http://{Key}:{Uri.EscapeDataString(Secret)}@{new Uri(_app.Urls.First()).Authority}/{Bucket}?region={Region}";

    public static async Task<FakeBucket> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var fake = new FakeBucket(app);
        app.Run(fake.AnswerAsync);
        await app.StartAsync();
        return fake;
    }

    async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        if (IsDown || !IsSigned(http.Request, body.ToArray()))
        {
            Refused++;
            http.Response.StatusCode = IsDown ? 503 : 403;
            return;
        }

        var name = http.Request.Path.Value![$"/{Bucket}/".Length..];
        switch (http.Request.Method)
        {
            case "PUT":
                Kept[name] = (body.ToArray(), http.Request.ContentType!);
                break;
            case "GET" when Kept.TryGetValue(name, out var found):
                http.Response.ContentType = found.Type;
                await http.Response.Body.WriteAsync(found.Bytes);
                break;
            case "DELETE":
                Kept.TryRemove(name, out _);
                http.Response.StatusCode = 204;
                break;
            default:
                http.Response.StatusCode = 404;
                break;
        }
    }

    static bool IsSigned(HttpRequest request, byte[] body)
    {
        var said = request.Headers.Authorization.ToString();
        var payload = Hex(SHA256.HashData(body));
        var moment = request.Headers["x-amz-date"].ToString();
        if (payload != request.Headers["x-amz-content-sha256"] || !DateTimeOffset.TryParseExact(moment, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            || (DateTimeOffset.UtcNow - at).Duration() > TimeSpan.FromMinutes(15))
            return false;
        var names = said.Split("SignedHeaders=")[1].Split(',')[0];
        var headers = string.Concat(names.Split(';').Select(name => $"{name}:{(name == "host" ? request.Host.Value : request.Headers[name].ToString().Trim())}\n"));
        var canonical = string.Join('\n', request.Method, request.Path.Value, request.QueryString.Value!.TrimStart('?'), headers, names, payload);
        var scope = $"{moment[..8]}/{Region}/s3/aws4_request";
        var text = $"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = new[] { moment[..8], Region, "s3", "aws4_request" }.Aggregate(Encoding.UTF8.GetBytes("AWS4" + Secret), (known, part) => HMACSHA256.HashData(known, Encoding.UTF8.GetBytes(part)));
        return said.Contains($"Credential={Key}/{scope}", StringComparison.Ordinal) && said.EndsWith("Signature=" + Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text))), StringComparison.Ordinal);
    }

    static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
