using Marquee.Browser.Tests.Host;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marquee.Browser.Tests;

/// <summary>Everything works in a browser that runs no scripts.</summary>
public sealed class WithoutScript(Cinema cinema)
{
    [Fact]
    public async Task A_title_is_rated_and_the_rating_taken_back_by_plain_forms()
    {
        await using var visitor = await cinema.VisitAsync(script: false);
        await visitor.OpenAsync("/search?q=heat");
        await visitor.Page.Locator(".film a").First.ClickAsync();
        await visitor.Page.Locator("form.rating input[value='9']").CheckAsync(new LocatorCheckOptions { Force = true });
        await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save rating" }).ClickAsync();

        await Expect(visitor.Page.Locator("form.rating input[value='9']")).ToBeCheckedAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Take it back" }).ClickAsync();
        await Expect(visitor.Page.Locator("form.rating input:checked")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Rating_a_few_leads_to_recommendations()
    {
        await using var visitor = await cinema.VisitAsync(script: false);
        await visitor.RateAFewAsync(5);
        await visitor.OpenAsync("/");

        await Expect(visitor.Heading("For you", exact: true)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_file_is_brought_in_by_choosing_it_and_pressing_the_button()
    {
        await using var visitor = await cinema.VisitAsync(script: false);
        await visitor.OpenAsync("/");
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "letterboxd.zip", MimeType = "application/zip", Buffer = Exports.LetterboxdZip() });
        await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Bring it in" }).ClickAsync();

        await Expect(visitor.Page.Locator("main")).ToContainTextAsync("A Film That Nobody Made");
        await visitor.BringInAsync();
        await Expect(visitor.Page.Locator("main")).ToContainTextAsync("Brought in");
    }

    [Fact]
    public async Task Theme_and_contrast_are_set_by_a_form_and_rendered_by_the_server()
    {
        await using var visitor = await cinema.VisitAsync(script: false);
        await visitor.OpenAsync("/search?q=heat");
        await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Display settings" }).ClickAsync();
        await visitor.Page.GetByLabel("Lights up").CheckAsync();
        await visitor.Page.GetByLabel("High contrast").CheckAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Use these settings" }).ClickAsync();

        await Expect(visitor.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/search\\?q=heat$"));
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-contrast", "more");
    }
}
