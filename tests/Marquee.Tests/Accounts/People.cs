using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Marquee.Tests.Host;

namespace Marquee.Tests.Accounts;

/// <summary>What people with accounts do at the front door.</summary>
static class People
{
    public const string Password = "four words are enough";

    static int count;

    /// <summary>An address that nobody has yet.</summary>
    public static string NewEmail() => $"person{Interlocked.Increment(ref count)}@films.example";

    /// <summary>Registers over the API; the answer's data, with the tokens.</summary>
    public static async Task<JsonElement> RegisterAsync(this HttpClient visitor, string? email = null, string name = "Ines", string password = Password)
    {
        using var answer = await visitor.PostAsJsonAsync("/api/v1/auth/register", new { email = email ?? NewEmail(), password, display_name = name });
        var json = await answer.JsonAsync();
        Assert.True(answer.IsSuccessStatusCode, $"register answered {(int)answer.StatusCode}: {json}");
        return json.GetProperty("data");
    }

    public static async Task<HttpResponseMessage> LoginAsync(this HttpClient visitor, string email, string password = Password) =>
        await visitor.PostAsJsonAsync("/api/v1/auth/login", new { email, password });

    public static async Task<HttpResponseMessage> RefreshAsync(this HttpClient visitor, string token) =>
        await visitor.PostAsJsonAsync("/api/v1/auth/refresh", new { refresh_token = token });

    /// <summary>A program that sends this token, and no cookies.</summary>
    public static HttpClient With(this RunningProgram program, string token)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = program.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public static string Access(this JsonElement tokens) => tokens.GetProperty("access_token").GetString()!;

    public static string Refresh(this JsonElement tokens) => tokens.GetProperty("refresh_token").GetString()!;

    public static async Task<IHtmlDocument> PageAsync(this HttpClient visitor, string address)
    {
        using var answer = await visitor.GetAsync(address);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Fills in the form of a page, token and hidden fields included, and sends it as a browser does.</summary>
    public static async Task<HttpResponseMessage> SendFormAsync(this HttpClient visitor, string page, string action, params (string Name, string Value)[] fields)
    {
        var document = await visitor.PageAsync(page);
        var form = document.QuerySelectorAll("form").OfType<IHtmlFormElement>().First(f => f.GetAttribute("action") == action);
        var values = form.QuerySelectorAll("input[type=hidden]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        foreach (var (name, value) in fields) values[name] = value;
        using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(values) };
        request.Headers.Accept.ParseAdd("text/html");
        return await visitor.SendAsync(request);
    }

    /// <summary>A request with exactly this cookie, as somebody who plays one again sends it.</summary>
    public static async Task<HttpResponseMessage> SendWithAsync(this RunningProgram program, Uri address, string cookie)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = program.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Cookie", cookie);
        return await client.SendAsync(request);
    }

    public static Task<HttpResponseMessage> SignInAsync(this HttpClient visitor, string email, string password = Password, string page = "/sign-in") =>
        visitor.SendFormAsync(page, "/sign-in", ("email", email), ("password", password));
}
