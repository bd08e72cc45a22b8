using System.Net.Http.Json;
using System.Text.Json;
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

    public static async Task<List<JsonElement>> RecommendationsAsync(this HttpClient visitor, string query = "") =>
        [.. (await visitor.GetDataAsync($"/api/v1/recommendations{query}")).GetProperty("recommendations").EnumerateArray()];

    public static string Id(this JsonElement recommendation) => recommendation.GetProperty("title_id").GetString()!;

    public static string Text(this JsonElement json, string property) => json.GetProperty(property).GetString()!;
}
