using Microsoft.Playwright;

namespace Marquee.Browser.Tests.Host;

/// <summary>Every page there is, as somebody with a few ratings meets them; and the front page as somebody new does.</summary>
static class Places
{
    public static async Task<IReadOnlyList<(string Name, string Path)>> OfAsync(Visitor visitor)
    {
        await visitor.RateAFewAsync(4);
        await HideAsync(visitor);
        return
        [
            ("home", "/"), ("for-you", "/for-you"), ("for-you-wishes", "/for-you?novelty=0.5&length=-1&minutes=120&without_genre=Horror"), ("hidden", "/hidden"), ("rate", "/rate"), ("search", "/search?q=star"), ("browse", "/search"), ("nothing-found", "/search?q=zzzzqqqq"),
            ("title", await TitleAsync(visitor, "heat")), ("long-title", await TitleAsync(visitor, "dr strangelove")), ("show", await TitleAsync(visitor, "breaking bad")),
            ("import", "/import"), ("import-result", await ImportAsync(visitor)), ("not-found", "/no/such/page"),
            .. await PlacesOfTracking.OfAsync(visitor),
        ];
    }

    static async Task HideAsync(Visitor visitor)
    {
        await visitor.OpenAsync("/for-you");
        await visitor.Page.Locator("button[value='less like this']").First.ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(visitor.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("less of its kind");
    }

    /// <summary>The address of what came of a file with every kind of row.</summary>
    static async Task<string> ImportAsync(Visitor visitor)
    {
        await visitor.OpenAsync("/import");
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "letterboxd.zip", MimeType = "application/zip", Buffer = Exports.OfEveryOutcome() });
        await visitor.Page.WaitForURLAsync("**/imports/*");
        return new Uri(visitor.Page.Url).AbsolutePath;
    }

    /// <summary>The address of the best match for a search.</summary>
    public static async Task<string> TitleAsync(Visitor visitor, string words)
    {
        await visitor.OpenAsync("/search?q=" + Uri.EscapeDataString(words));
        return (await visitor.Page.Locator(".film a").First.GetAttributeAsync("href"))!;
    }
}
