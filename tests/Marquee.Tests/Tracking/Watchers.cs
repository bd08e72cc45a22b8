using System.Net.Http.Json;
using System.Text.Json;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Tracking;

/// <summary>What scenarios about watching do at the front door. Title 1 is Lost, a show that ended; 19 is Toy Story.</summary>
static class Watchers
{
    public const string Lost = "1";
    public const string ToyStory = "19";

    /// <summary>Sends JSON and gives the <c>data</c> of the answer, which must be a success.</summary>
    public static async Task<JsonElement> SendDataAsync(this HttpClient visitor, HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var answer = await visitor.SendJsonAsync(method, path, body, key);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path} answered {(int)answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement.GetProperty("data");
    }

    public static Task<HttpResponseMessage> SendJsonAsync(this HttpClient visitor, HttpMethod method, string path, object? body = null, string? key = null, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return visitor.SendAsync(request);
    }

    public static Task<JsonElement> PostDataAsync(this HttpClient visitor, string path, object? body = null, string? key = null) =>
        visitor.SendDataAsync(HttpMethod.Post, path, body, key);

    public static Task<JsonElement> LogAsync(this HttpClient visitor, object play, string? key = null) => visitor.PostDataAsync("/api/v1/plays", play, key);

    public static async Task<List<JsonElement>> PlaysAsync(this HttpClient visitor, string title) =>
        [.. (await visitor.GetDataAsync($"/api/v1/plays?title={title}")).EnumerateArray()];

    public static Task<JsonElement> ProgressAsync(this HttpClient visitor, string title) => visitor.GetDataAsync($"/api/v1/titles/{title}/progress");

    /// <summary>The ids of a season's episodes in order.</summary>
    public static List<string> Episodes(this JsonElement progress, int season) =>
        [.. progress.GetProperty("seasons").EnumerateArray().Single(s => s.GetProperty("number").GetInt32() == season)
            .GetProperty("episodes").EnumerateArray().Select(e => e.Text("id"))];

    public static async Task<long> LastUndoAsync(this HttpClient visitor) =>
        long.Parse((await visitor.GetDataAsync("/api/v1/undo"))[0].Text("id"), System.Globalization.CultureInfo.InvariantCulture);
}
