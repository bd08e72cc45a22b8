using System.Text.Json;
using Microsoft.Playwright;

namespace Marquee.Browser.Tests.Host;

/// <summary>Somebody at a browser of their own.</summary>
public sealed class Visitor(IBrowserContext context, IPage page) : IAsyncDisposable
{
    public static string AxeFile { get; } = Path.Combine(RunningProgram.Checkout, "tests", "Browser.Tests", "node_modules", "axe-core", "axe.min.js");

    static readonly Lazy<string> Axe = new(() => File.ReadAllText(AxeFile));

    public IPage Page => page;

    public async Task<IResponse> OpenAsync(string path) => (await page.GotoAsync(path))!;

    /// <summary>Takes display settings as a returning visitor has them: <c>light.more</c>.</summary>
    public Task ChooseAsync(string display) =>
        context.AddCookiesAsync([new Cookie { Name = "marquee-display", Value = display, Url = new Uri(page.Url).GetLeftPart(UriPartial.Authority) }]);

    public ILocator Heading(string name, bool exact = false) => page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = name, Exact = exact });

    /// <summary>Rates the first titles of the rate-a-few page through its forms, with or without script.</summary>
    public async Task RateAFewAsync(int count, int halves = 9)
    {
        await OpenAsync("/rate");
        for (var i = 0; i < count; i++)
        {
            // Held by its id, and clicked rather than checked: a check looks again after the answer, and would rate the title that came next.
            var id = await page.Locator("form.rating").First.GetAttributeAsync("id");
            var form = page.Locator($"#{id}");
            await form.Locator($"input[value='{halves}']").ClickAsync(new LocatorClickOptions { Force = true });
            if (await form.Locator("button.without-script").IsVisibleAsync()) await form.Locator("button.without-script").ClickAsync();
            await Assertions.Expect(form).ToHaveCountAsync(0);
        }
    }

    /// <summary>On the page of a preview: brings the file in, and waits until it is.</summary>
    public async Task BringInAsync()
    {
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Bring it in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "What came of it" })).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 20_000 });
    }

    /// <summary>Gives the browser an authenticator of its own, as a telephone or a laptop has one.</summary>
    /// <param name="verifies">Whether whoever holds it shows that it is them.</param>
    public async Task AddAuthenticatorAsync(bool verifies = true)
    {
        var session = await context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = verifies,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }

    /// <summary>What axe finds wrong with the page as it is, one line each.</summary>
    public async Task<IReadOnlyList<string>> AxeAsync()
    {
        await page.EvaluateAsync(Axe.Value);
        var found = await page.EvaluateAsync<JsonElement>("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations");
        return [..
            from rule in found.EnumerateArray()
            from node in rule.GetProperty("nodes").EnumerateArray()
            select $"{rule.GetProperty("id").GetString()}: {node.GetProperty("html").GetString()} {node.GetProperty("failureSummary").GetString()}"];
    }

    /// <summary>How many pixels the page can be moved sideways.</summary>
    public Task<int> SidewaysAsync() => page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>Saves a picture of the page, or of the window alone.</summary>
    public async Task PictureAsync(string name, bool wholePage = true)
    {
        var folder = Environment.GetEnvironmentVariable("MARQUEE_SCREENSHOTS") ?? Path.Combine(RunningProgram.Checkout, "artifacts", "screenshots");
        Directory.CreateDirectory(folder);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        // Pictures below the fold load when they come into view; a picture of the whole page wants them all.
        await page.EvaluateAsync("async () => { for (const i of document.images) i.loading = 'eager'; await Promise.all([...document.images].map(i => i.decode().catch(() => 0))); }");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = wholePage });
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
