using System.Globalization;
using System.Text.RegularExpressions;
using Marquee.Browser.Tests.Host;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marquee.Browser.Tests;

/// <summary>Browse, search, a title, a show with its episodes, a person, the calendar: over the sample, and over a catalogue that came from TMDB.</summary>
public sealed class WalkingTheCatalogue(Cinema cinema)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task The_sample_is_walked_from_browse_to_the_calendar(bool script)
    {
        await using var visitor = await cinema.VisitAsync(script: script);
        await BrowseAsync(visitor, script, "Crime");
        await FromSearchToPersonAsync(visitor, "heat", "Heat", "Michael Mann");
        await ShowAsync(visitor, "breaking bad", "Breaking Bad", "Pilot");
        await FollowAsync(visitor, script);
        await visitor.OpenAsync("/calendar?month=2008-01");

        await Expect(visitor.Page.Locator("main")).ToContainTextAsync("Breaking Bad 1x01: Pilot");
        await Expect(visitor.Page.Locator(".chip", new PageLocatorOptions { HasText = "Premiere" })).ToBeVisibleAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "February" }).ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("month=2008-02$"));
        await Expect(visitor.Page.Locator("main")).ToContainTextAsync("Breaking Bad 1x03");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_catalogue_from_TMDB_is_walked_the_same_way_and_what_is_missing_is_added_on_click(bool script)
    {
        Cinema.SkipWhereImpossible();
        await using var filled = await FilledFromTmdb.StartAsync(films: 30);
        await using var visitor = await cinema.VisitAsync(script: script, address: filled.Address);
        await BrowseAsync(visitor, script, "Sci-Fi");

        await visitor.OpenAsync("/search?q=fight+club");
        await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Add Fight Club" }).ClickAsync();
        await Expect(visitor.Heading("Fight Club", exact: true)).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("main")).ToContainTextAsync("Netflix");
        await FromSearchToPersonAsync(visitor, "fight club", "Fight Club", "David Fincher");

        await visitor.OpenAsync("/search?q=breaking+bad");
        await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Add Breaking Bad" }).ClickAsync();
        await Expect(visitor.Heading("Breaking Bad", exact: true)).ToBeVisibleAsync();
        await ShowAsync(visitor, "breaking bad", "Breaking Bad", "Pilot");
        await FollowAsync(visitor, script);
        var tomorrow = filled.Tmdb.FirstAired.AddDays(1);
        await visitor.OpenAsync($"/calendar?month={tomorrow.ToString("yyyy-MM", CultureInfo.InvariantCulture)}");
        await Expect(visitor.Page.Locator("main")).ToContainTextAsync("Breaking Bad 1x02: Cat's in the Bag");

        // Where one watches, and what is there.
        await visitor.OpenAsync("/services");
        await visitor.Page.GetByLabel("Netflix").CheckAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save" }).ClickAsync();
        await Expect(visitor.Page.GetByLabel("Netflix")).ToBeCheckedAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Browse what is there" }).ClickAsync();
        await Expect(visitor.Page.Locator(".film").First).ToBeVisibleAsync();
    }

    /// <summary>Tabs, the next page (by itself where scripts run), a filter.</summary>
    static async Task BrowseAsync(Visitor visitor, bool script, string genre)
    {
        await visitor.OpenAsync("/search");
        await Expect(visitor.Heading("Browse")).ToBeVisibleAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Films", Exact = true }).ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/search\\?kind=film"));
        var films = visitor.Page.Locator(".grid .film");
        if (script)
        {
            await visitor.Page.EvaluateAsync("() => window.scrollTo(0, document.body.scrollHeight)");
            await Expect(films.Nth(24)).ToBeAttachedAsync();
            var all = await films.Locator("> a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
            Assert.Equal(all.Length, all.Distinct().Count());
        }
        else
        {
            await Expect(films).ToHaveCountAsync(24);
            var first = await films.First.Locator("> a").GetAttributeAsync("href");
            await visitor.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Next 24" }).ClickAsync();
            await Expect(visitor.Page).ToHaveURLAsync(new Regex("after="));
            Assert.NotEqual(first, await films.First.Locator("> a").GetAttributeAsync("href"));
        }

        await visitor.OpenAsync("/search?kind=film");
        await visitor.Page.Locator($"#facets input[name=genre][value='{genre}']").CheckAsync();
        if (!script) await visitor.Page.Locator("#facets button.primary").ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Regex($"genre={genre}"));
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Remove filter" }).First).ToBeVisibleAsync();
        await Expect(films.First).ToBeVisibleAsync();
    }

    static async Task FromSearchToPersonAsync(Visitor visitor, string words, string title, string director)
    {
        await visitor.OpenAsync("/search?q=" + Uri.EscapeDataString(words));
        await visitor.Page.Locator(".film a").First.ClickAsync();
        await Expect(visitor.Heading(title, exact: true)).ToBeVisibleAsync();
        await visitor.Page.Locator(".cast a", new PageLocatorOptions { HasText = director }).First.ClickAsync();
        await Expect(visitor.Heading(director, exact: true)).ToBeVisibleAsync();
        await Expect(visitor.Heading("Made")).ToBeVisibleAsync();
        await visitor.Page.Locator(".film a", new PageLocatorOptions { HasText = title }).First.ClickAsync();
        await Expect(visitor.Heading(title, exact: true)).ToBeVisibleAsync();
    }

    static async Task ShowAsync(Visitor visitor, string words, string show, string episode)
    {
        await visitor.OpenAsync("/search?q=" + Uri.EscapeDataString(words));
        await visitor.Page.Locator(".film a").First.ClickAsync();
        await Expect(visitor.Heading(show, exact: true)).ToBeVisibleAsync();
        var season = visitor.Page.Locator("details.season").First;
        if (await season.GetAttributeAsync("open") is null) await season.Locator("summary").ClickAsync();
        await Expect(season.GetByText(episode, new LocatorGetByTextOptions { Exact = true })).ToBeVisibleAsync();
    }

    /// <summary>Rates the show whose page is open: what one has a word about, one follows.</summary>
    static async Task FollowAsync(Visitor visitor, bool script)
    {
        await visitor.Page.Locator("form.rating input[value='9']").First.CheckAsync(new LocatorCheckOptions { Force = true });
        if (!script) await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save rating" }).First.ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Take it back" })).ToBeVisibleAsync();
    }
}
