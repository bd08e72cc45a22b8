using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Marquee.Features.Accounts;
using Marquee.Features.Accounts.Sessions;
using Marquee.Features.Accounts.Tokens;
using Marquee.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Web.Bench;

/// <summary>What a sign-in costs beside the hash it must compute, for a known and an unknown address, and what it costs to believe an access token.</summary>
static class SignInTimes
{
    const int SignIns = 25, Tokens = 20_000;
    const string Email = "ines@films.example", Password = "four words are enough";

    public static async Task PrintAsync()
    {
        var folder = Directory.CreateTempSubdirectory("marquee-bench-");
        var settings = new MarqueeSettings("http://127.0.0.1:0", folder.FullName, Path.Combine(folder.FullName, "marquee.db"), WithSample: false);
        await using (var app = await MarqueeApp.CreateAsync(settings))
        {
            await MarqueeApp.StartAsync(app, settings);
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            await client.PostAsJsonAsync("/api/v1/auth/register", new { email = Email, password = Password });
            var hash = Hashing(app.Services);
            var known = await SigningInAsync(client, Email, Password);
            var unknown = await SigningInAsync(client, null, Password);
            Console.WriteLine("| what | median | p90 | beside the hash | times the hash |");
            Console.WriteLine("|---|--:|--:|--:|--:|");
            Row("one hash", hash, hash);
            Row("sign in over HTTP, right password", known, hash);
            Row("sign in over HTTP, unknown address", unknown, hash);
            await TokensAsync(app, client);
        }

        folder.Delete(recursive: true);
    }

    static double[] Hashing(IServiceProvider services)
    {
        using var scope = services.CreateScope();
        var hasher = scope.ServiceProvider.GetRequiredService<IPasswordHasher<Account>>();
        var account = new Account();
        var hash = hasher.HashPassword(account, Password);
        return Times(SignIns, () => hasher.VerifyHashedPassword(account, hash, Password));
    }

    static async Task<double[]> SigningInAsync(HttpClient client, string? email, string password)
    {
        var times = new double[SignIns];
        for (var i = -2; i < SignIns; i++)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await client.PostAsJsonAsync("/api/v1/auth/login", new { email = email ?? $"nobody{i}@films.example", password });
            if (i >= 0) times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        return times;
    }

    static async Task TokensAsync(WebApplication app, HttpClient client)
    {
        using var login = await client.PostAsJsonAsync("/api/v1/auth/login", new { email = Email, password = Password });
        var token = (await login.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data").GetProperty("access_token").GetString()!;
        var (access, live) = (app.Services.GetRequiredService<AccessTokens>(), app.Services.GetRequiredService<LiveSessions>());
        for (var round = 0; round < 3; round++)
        {
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < Tokens; i++)
                await live.FindAsync((await access.ReadAsync(token, default))!.Session, default);
            if (round == 2)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nAn access token read, verified and its session found live: {Stopwatch.GetElapsedTime(started).TotalMicroseconds / Tokens:0.0} µs (goal: 50)."));
        }
    }

    static double[] Times(int count, Action work)
    {
        work();
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var started = Stopwatch.GetTimestamp();
            work();
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        })];
    }

    static void Row(string what, double[] times, double[] baseline)
    {
        Array.Sort(times);
        Array.Sort(baseline);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {what} | {times[times.Length / 2]:0.0} ms | {times[times.Length * 9 / 10]:0.0} ms | {times[times.Length / 2] - baseline[baseline.Length / 2]:+0.0;-0.0;0.0} ms | {times[times.Length / 2] / baseline[baseline.Length / 2]:0.00} |"));
    }
}
