using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Marquee.Platform.Access;
using Marquee.Tests.Accounts;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;
using Microsoft.AspNetCore.Builder;

namespace Marquee.Tests.Access;

/// <summary>
/// Walks every way into the program as everybody there is, and holds the list of what exists. A new route declares its rule with one
/// word behind it and adds one line to <c>routes.txt</c> (<c>MARQUEE_ACCEPT=1</c> writes it).
/// </summary>
public abstract class EveryDoor(DatabaseKind kind)
{
    static readonly string[] TurnedAway = ["insufficient_scope", "kid_profile", "not_for_you", "proof_needed", "cross_site"];

    /// <summary>Who is let in: written down here, and not asked of the program.</summary>
    static bool IsWelcome(Audience audience, Persona persona) => (audience, persona) switch
    {
        (Audience.Everyone, _) => true,
        (_, Persona.RevokedToken or Persona.WrongScope) => false,
        (Audience.Anyone, _) => true,
        (_, Persona.Guest or Persona.Anonymous) => false,
        (Audience.Members, _) => true,
        (_, Persona.Kid) => false,
        (Audience.Grownups, _) => true,
        (_, Persona.Owner) => true,
        (Audience.Admins, Persona.Admin) => true,
        _ => false,
    };

    [Fact]
    public async Task Opens_for_those_it_is_for_and_for_nobody_else()
    {
        await using var house = await House.BuildAsync(kind);
        var wrong = new List<string>();
        foreach (var route in Routes.Of(house.Program.Services).Where(route => route.Rule is not null))
            foreach (var persona in Enum.GetValues<Persona>())
            {
                using var client = await house.AsAsync(persona, route.Rule);
                var (letIn, answer) = await KnockAsync(client, route);
                if (letIn != IsWelcome(route.Rule!.For, persona))
                    wrong.Add($"{route}: {persona} {(letIn ? "is let in" : "is turned away")} with {answer}");
            }

        Assert.Equal("", string.Join('\n', wrong));
    }

    [Fact]
    public async Task Is_on_the_list_with_its_rule()
    {
        await using var program = await RunningProgram.StartEmptyAsync(kind);
        var routes = Routes.Of(program.Services);
        var found = routes.Select(route => route.ToString()).Distinct().ToList();
        if (Environment.GetEnvironmentVariable("MARQUEE_ACCEPT") == "1")
            await File.WriteAllLinesAsync(Routes.ListFile, found);
        var listed = await File.ReadAllLinesAsync(Routes.ListFile);

        Assert.Empty(routes.GroupBy(route => route.Method + " " + route.Pattern, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).Select(same => $"two doors at {same.Key}"));
        Assert.Empty(routes.Where(route => route.Rule is null).Select(route => $"{route}: say whom it is for, such as .RequireScope(Scopes.Read)"));
        Assert.Empty(found.Except(listed).Select(line => $"not on the list: {line}"));
        Assert.Empty(listed.Except(found).Where(line => line.Length > 0).Select(line => $"on the list and not there: {line}"));
        Assert.All(Routes.StaticFiles(program.Services), file => Assert.Equal(Audience.Everyone, file.DeclaredRule()?.For));
    }

    [Fact]
    public async Task Is_shut_to_everybody_when_it_does_not_say_whom_it_is_for()
    {
        await using var program = await RunningProgram.StartEmptyAsync(kind, also: app =>
        {
            app.MapGet("/api/v1/forgotten", () => "come in");
            app.MapPost("/forgotten", () => "come in");
        });
        using var owner = program.With((await program.NewVisitor().RegisterAsync()).Access());
        using var nobody = program.NewVisitor();

        foreach (var client in (HttpClient[])[owner, nobody])
        {
            using var read = await client.GetAsync("/api/v1/forgotten");
            using var written = await client.PostAsync("/forgotten", null);
            using var wrongMethod = await client.DeleteAsync("/api/v1/search");

            Assert.Equal((HttpStatusCode.Forbidden, "undeclared"), (read.StatusCode, (await read.JsonAsync()).Text("code")));
            Assert.Equal(HttpStatusCode.Forbidden, written.StatusCode);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, wrongMethod.StatusCode);
        }
    }

    [Fact]
    public async Task Takes_no_form_without_its_token()
    {
        await using var house = await House.BuildAsync(kind);
        using var browser = await house.BrowserAsync(Persona.Owner);
        var wrong = new List<string>();
        foreach (var route in Routes.Of(house.Program.Services).Where(route => route.Method == "POST" && !route.Pattern.StartsWith("/api/", StringComparison.Ordinal)))
        {
            // Without a body at all: what another site's page can send with a button alone.
            using var answer = await browser.PostAsync(route.Address, null);
            // The import reads its form itself and says so in its own words.
            if (answer.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.UnsupportedMediaType))
                wrong.Add($"{route}: {(int)answer.StatusCode}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Takes_nothing_that_another_sites_page_sends()
    {
        await using var house = await House.BuildAsync(kind);
        using var browser = await house.BrowserAsync(Persona.Owner);
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await browser.PatchAsync("/api/v1/me", new StringContent("""{"display_name":"Mallory"}""", Encoding.UTF8, "application/json"));
        using var read = await browser.GetAsync("/api/v1/me");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (answer.StatusCode, read.StatusCode));
        Assert.DoesNotContain("Mallory", await read.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    static async Task<(bool LetIn, string Answer)> KnockAsync(HttpClient client, Route route)
    {
        HttpContent? body = route.Method is "GET" or "DELETE" ? null
            : route.Pattern.StartsWith("/api", StringComparison.Ordinal) ? new StringContent("{}", Encoding.UTF8, "application/json")
            : new FormUrlEncodedContent([]);
        var (letIn, answer) = await KnockAsync(client, route, body);
        // Routing itself turns away the wrong kind of body, before anybody is asked who they are.
        if (answer.StartsWith("415", StringComparison.Ordinal))
            (letIn, answer) = await KnockAsync(client, route, new MultipartFormDataContent { { new StringContent("x"), "nothing" } });
        if (answer.StartsWith("415", StringComparison.Ordinal))
            (letIn, answer) = await KnockAsync(client, route, new ByteArrayContent([1]) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } });
        return (letIn, answer);
    }

    static async Task<(bool LetIn, string Answer)> KnockAsync(HttpClient client, Route route, HttpContent? body)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.Address) { Content = body };
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        // A form's token is asked for after the rule: without one, whoever is let in meets a 400.
        var said = answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? await answer.Content.ReadAsStringAsync(patience.Token) : "";
        var letIn = answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized => !said.Contains("sign_in_needed", StringComparison.Ordinal) && !said.Contains("This token is not good", StringComparison.Ordinal),
            HttpStatusCode.Forbidden => !TurnedAway.Any(code => said.Contains(code, StringComparison.Ordinal)),
            _ => true,
        };
        return (letIn, $"{(int)answer.StatusCode} {said}");
    }

    public sealed class On_Sqlite() : EveryDoor(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : EveryDoor(DatabaseKind.PostgreSql);
}
