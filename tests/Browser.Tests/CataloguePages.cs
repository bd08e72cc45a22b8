using Marquee.Browser.Tests.Host;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marquee.Browser.Tests;

/// <summary>Pages that show most when TMDB is connected and somebody looks after the server: services, calendar, where to watch, jobs.</summary>
public sealed class CataloguePages(Cinema cinema)
{
    static async Task<IReadOnlyList<(string Name, string Path)>> PrepareAsync(Visitor visitor)
    {
        await visitor.OpenAsync("/sign-in");
        await visitor.Page.GetByLabel("E-mail").FillAsync(FilledFromTmdb.Email);
        await visitor.Page.GetByLabel("Password").FillAsync(FilledFromTmdb.Password);
        await visitor.Page.Locator("main form[action='/sign-in'] button.primary").ClickAsync();
        await Expect(visitor.Page.Locator(".topbar [popovertarget=who]")).ToBeVisibleAsync();
        await visitor.OpenAsync("/search?q=breaking+bad");
        if (await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Add Breaking Bad" }).CountAsync() > 0)
            await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Add Breaking Bad" }).ClickAsync();
        else
            await visitor.Page.Locator(".film a").First.ClickAsync();
        await Expect(visitor.Heading("Breaking Bad", exact: true)).ToBeVisibleAsync();
        var show = new Uri(visitor.Page.Url).AbsolutePath;
        if (await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Take it back" }).CountAsync() == 0)
            await visitor.Page.Locator("form.rating input[value='9']").First.CheckAsync(new LocatorCheckOptions { Force = true });
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Take it back" })).ToBeVisibleAsync();
        await visitor.OpenAsync("/admin/jobs");
        await visitor.Page.Locator("#job-remove-accounts button[value=run]").ClickAsync();
        await Expect(visitor.Page.Locator("main")).ToContainTextAsync("nothing to do", new LocatorAssertionsToContainTextOptions { Timeout = 30_000 });
        var film = await Places.TitleAsync(visitor, "film number 7");
        return
        [
            ("jobs", "/admin/jobs"), ("job", "/admin/jobs/remove-accounts"), ("services-connected", "/services"), ("calendar-followed", "/calendar"), ("show-connected", show), ("film-connected", film),
            ("found-at-tmdb", "/search?q=fight+club"), ("trending-connected", "/discover"),
        ];
    }

    [Fact]
    public async Task Axe_finds_nothing_in_any_theme_and_nothing_scrolls_sideways()
    {
        Cinema.SkipWhereImpossible();
        await using var filled = await FilledFromTmdb.StartAsync(films: 12);
        var problems = new List<string>();
        foreach (var width in (int[])[1440, 390])
        {
            await using var visitor = await cinema.VisitAsync(width, address: filled.Address);
            var places = await PrepareAsync(visitor);
            foreach (var theme in (string[])["dark.normal", "light.normal", "dark.more", "light.more"])
            {
                await visitor.ChooseAsync(theme);
                foreach (var (name, path) in places)
                {
                    await visitor.OpenAsync(path);
                    problems.AddRange((await visitor.AxeAsync()).Select(found => $"{name} {theme} {width}: {found}"));
                    if (await visitor.SidewaysAsync() > 0) problems.Add($"{name} scrolls sideways at {width}");
                }
            }
        }

        Assert.Empty(problems);
    }

    [Fact]
    public async Task A_job_that_was_asked_for_shows_its_end_without_the_page_being_loaded_again()
    {
        Cinema.SkipWhereImpossible();
        await using var filled = await FilledFromTmdb.StartAsync(films: 1);
        await using var visitor = await cinema.VisitAsync(address: filled.Address);
        await PrepareAsync(visitor);
        await visitor.OpenAsync("/admin/jobs/tmdb-vocabulary");
        await visitor.Page.EvaluateAsync("() => window.stays = true");

        // Another of the house's, elsewhere.
        using (var asked = await filled.Owner.PostAsync("/api/v1/admin/jobs/tmdb-vocabulary/run", null))
            Assert.True(asked.IsSuccessStatusCode);

        await Expect(visitor.Page.Locator("#jobs")).ToContainTextAsync("genres of films", new LocatorAssertionsToContainTextOptions { Timeout = 30_000 });
        Assert.True(await visitor.Page.EvaluateAsync<bool>("() => window.stays === true"));
    }

    [Fact]
    public async Task Pictures_are_taken_to_be_looked_at()
    {
        if (Environment.GetEnvironmentVariable("MARQUEE_SCREENSHOTS") is null) Assert.Skip("Set MARQUEE_SCREENSHOTS=dir to take pictures.");
        await using var filled = await FilledFromTmdb.StartAsync(films: 12);
        foreach (var (width, theme, name) in new[] { (1440, "dark.normal", "1440-dark"), (390, "light.normal", "390-light") })
        {
            await using var visitor = await cinema.VisitAsync(width, theme: theme, address: filled.Address);
            foreach (var (place, path) in await PrepareAsync(visitor))
            {
                await visitor.OpenAsync(path);
                await visitor.PictureAsync($"{place}-{name}");
            }
        }
    }
}
