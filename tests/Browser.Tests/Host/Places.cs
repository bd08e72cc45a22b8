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
            ("browse-narrowed", "/search?kind=film&genre=Crime&decade=1990"), ("person", await PersonAsync(visitor, "heat")), ("trending", "/discover"), ("new-releases", "/discover/new"), ("gems", "/discover/gems"),
            ("calendar", "/calendar"), ("services", "/services"),
            ("import", "/import"), ("export", "/export"), .. await ImportsAsync(visitor), ("not-found", "/no/such/page"),
            .. await PlacesOfTracking.OfAsync(visitor),
            ("new-title", "/titles/new"), .. await OwnTitleAsync(visitor),
        ];
    }

    static async Task HideAsync(Visitor visitor)
    {
        await visitor.OpenAsync("/for-you");
        await visitor.Page.Locator("button[value='less like this']").First.ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(visitor.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("less of its kind");
    }

    /// <summary>An import at each of its stages, with every kind of row: looked at, picked by hand, asked about, in.</summary>
    static async Task<IReadOnlyList<(string Name, string Path)>> ImportsAsync(Visitor visitor)
    {
        await visitor.OpenAsync(await TitleAsync(visitor, "heat"));
        await visitor.Page.Locator("form.rating input[value='4']").CheckAsync(new LocatorCheckOptions { Force = true });
        await Microsoft.Playwright.Assertions.Expect(visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Take it back" })).ToBeVisibleAsync();
        var result = await DropAsync(visitor, "letterboxd.zip", Exports.OfEveryOutcome());
        await visitor.BringInAsync();
        var preview = await DropAsync(visitor, "letterboxd-export-of-somebody-with-a-very-long-name-2026-11-20.zip", Exports.OfManyTrickyRows());
        var pick = await visitor.Page.Locator("#rows-unmatched .cands a").First.GetAttributeAsync("href");
        var asked = await DropAsync(visitor, "filme.csv", "Kino am;Was;Wie gut;Mit wem\n31.3.2024;Heat;4,5;Ann\n1.4.2024;Fargo;3;\n"u8.ToArray());
        return [("import-result", result), ("import-preview", preview), ("import-pick", pick!), ("import-columns", asked)];
    }

    static async Task<string> DropAsync(Visitor visitor, string name, byte[] bytes)
    {
        await visitor.OpenAsync("/import");
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/zip", Buffer = bytes });
        await visitor.Page.WaitForURLAsync("**/imports/*");
        await Microsoft.Playwright.Assertions.Expect(visitor.Page.Locator("[data-follow]")).ToHaveCountAsync(0);
        return new Uri(visitor.Page.Url).AbsolutePath;
    }

    /// <summary>The pages of a title that they wrote themselves.</summary>
    public static async Task<IReadOnlyList<(string Name, string Path)>> OwnTitleAsync(Visitor visitor)
    {
        await visitor.OpenAsync("/titles/new");
        await visitor.Page.Locator("label:has-text('Series') input").CheckAsync();
        await visitor.Page.GetByLabel("Title", new() { Exact = true }).FillAsync("Breaking Bread");
        await visitor.Page.GetByLabel("Year").FillAsync("2019");
        await visitor.Page.GetByLabel("What it is about").FillAsync("Our bakery, filmed every Sunday.");
        await visitor.Page.Locator("#episodes").FillAsync("1x01 Flour 2019-03-03\n1x02 Water\n2x01 Salt");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Add the title" }).ClickAsync();
        await visitor.Page.WaitForURLAsync(address => System.Text.RegularExpressions.Regex.IsMatch(new Uri(address).AbsolutePath, @"^/titles/\d+$"));
        var own = new Uri(visitor.Page.Url).AbsolutePath;
        return [("own-title", own), ("own-title-edit", own + "/edit"), ("own-title-merge", own + "/merge?q=breaking"), ("own-title-found", "/search?q=breaking+bread")];
    }

    /// <summary>The address of the first person on the page of the best match for a search.</summary>
    static async Task<string> PersonAsync(Visitor visitor, string words)
    {
        await visitor.OpenAsync(await TitleAsync(visitor, words));
        return (await visitor.Page.Locator(".cast a").First.GetAttributeAsync("href"))!;
    }

    /// <summary>The address of the best match for a search.</summary>
    public static async Task<string> TitleAsync(Visitor visitor, string words)
    {
        await visitor.OpenAsync("/search?q=" + Uri.EscapeDataString(words));
        return (await visitor.Page.Locator(".film a").First.GetAttributeAsync("href"))!;
    }
}
