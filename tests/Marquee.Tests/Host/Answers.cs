using System.Net.Http.Json;
using System.Text.Json;

namespace Marquee.Tests.Host;

/// <summary>Reading what the program answered.</summary>
static class Answers
{
    /// <summary>The JSON of an answer, whatever its status.</summary>
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response) => await response.Content.ReadFromJsonAsync<JsonElement>();

    /// <summary>The <c>data</c> of a successful envelope.</summary>
    public static async Task<JsonElement> GetDataAsync(this HttpClient visitor, string path)
    {
        using var response = await visitor.GetAsync(path);
        var json = await response.JsonAsync();
        Assert.True(response.IsSuccessStatusCode, $"GET {path} answered {(int)response.StatusCode}: {json}");
        Assert.True(json.GetProperty("success").GetBoolean());
        return json.GetProperty("data");
    }
}
