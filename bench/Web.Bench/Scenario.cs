using System.Net.Http.Json;

namespace Marquee.Web.Bench;

/// <summary>One thing that clients do over and over.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Ask">The request that is timed; gets the client and a number that grows with each request.</param>
/// <param name="Before">What happens before it, untimed.</param>
sealed record Scenario(string Name, Func<HttpClient, int, Task<HttpResponseMessage>> Ask, Func<HttpClient, int, Task>? Before = null)
{
    static readonly string[] Words = ["mat", "matrix", "godfahter", "star wars", "shawshank", "pacino", "lord of the rings", "amelie", "toy stroy", "1999"];

    /// <summary>All scenarios; the first is the baseline: what a request costs that does nothing.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("nothing (/health/live)", (client, _) => client.GetAsync("/health/live")),
        new("recommendations, as asked before", (client, _) => client.GetAsync("/api/v1/recommendations")),
        new("recommendations, right after a new rating",
            (client, _) => client.GetAsync("/api/v1/recommendations"),
            (client, number) => client.PutAsJsonAsync("/api/v1/titles/19/rating", new { rating = 1 + (number % 10) })),
        new("home page", (client, _) => client.GetAsync("/")),
        new("title page", (client, number) => client.GetAsync($"/titles/{100 + (number % 400)}")),
        new("search as you type", (client, number) => client.GetAsync($"/api/v1/search?q={Words[number % Words.Length]}")),
    ];
}
