using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Marquee.Data;
using Marquee.Tests.Host;

namespace Marquee.Tests.Recommendations;

/// <summary>What scenarios about taste do at the front door.</summary>
static class Visitors
{
    public static async Task RateAsync(this HttpClient visitor, string title, decimal rating)
    {
        using var answer = await visitor.PutAsJsonAsync($"/api/v1/titles/{title}/rating", new { rating });
        Assert.True(answer.IsSuccessStatusCode, $"rating {title} answered {(int)answer.StatusCode}");
    }

    public static async Task HideAsync(this HttpClient visitor, string title, string reason = "not interested")
    {
        using var answer = await visitor.PutAsJsonAsync($"/api/v1/titles/{title}/hidden", new { reason });
        Assert.True(answer.IsSuccessStatusCode, $"hiding {title} answered {(int)answer.StatusCode}");
    }

    /// <summary>The number of a visitor's profile, which no page tells: found by a rating that nobody else gives, taken back afterwards.</summary>
    public static async Task<long> ProfileAsync(this RunningProgram program, HttpClient visitor)
    {
        await using var connection = await program.Database.OpenAsync();
        var titles = await connection.QueryAsync<long>("select id from titles where vote_count = 1 order by id", null, default);
        while (true)
        {
            var title = titles[RandomNumberGenerator.GetInt32(titles.Count)];
            var tenths = 10 + 5 * RandomNumberGenerator.GetInt32(19);
            await visitor.RateAsync(title.ToString(CultureInfo.InvariantCulture), tenths / 10m);
            var profiles = await connection.QueryAsync<long>("select profile_id from ratings where title_id = @title and value = @tenths", new { title, tenths }, default);
            using var gone = await visitor.DeleteAsync($"/api/v1/titles/{title}/rating");
            if (profiles.Count == 1)
                return profiles[0];
        }
    }

    public static async Task<List<JsonElement>> RecommendationsAsync(this HttpClient visitor, string query = "") =>
        [.. (await visitor.GetDataAsync($"/api/v1/recommendations{query}")).GetProperty("recommendations").EnumerateArray()];

    public static string Id(this JsonElement recommendation) => recommendation.GetProperty("title_id").GetString()!;

    public static string Text(this JsonElement json, string property) => json.GetProperty(property).GetString()!;
}
