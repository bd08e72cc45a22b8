using Marquee.Browser.Tests.Host;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marquee.Browser.Tests;

/// <summary>What a mouse can do, a keyboard can.</summary>
public sealed class ByKeyboard(Cinema cinema)
{
    [Fact]
    public async Task Stars_are_chosen_with_arrows_and_kept_with_enter()
    {
        await using var visitor = await cinema.VisitAsync();
        await visitor.OpenAsync(await Places.TitleAsync(visitor, "fargo"));
        await visitor.Page.Locator(".stars input").First.FocusAsync();
        for (var halves = 1; halves < 7; halves++) await visitor.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(visitor.Page.Locator(".stars output")).ToHaveTextAsync("3½");
        await visitor.Page.Keyboard.PressAsync("Enter");

        await Expect(visitor.Page.Locator(".toast")).ToContainTextAsync("3½ stars saved");
        await Expect(visitor.Page.Locator(".stars input[value='7']")).ToBeFocusedAsync();
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Page.Locator(".stars input[value='7']")).ToBeCheckedAsync();
    }

    [Fact]
    public async Task Passing_over_stars_keeps_none_of_them_until_one_leaves()
    {
        await using var visitor = await cinema.VisitAsync();
        await visitor.OpenAsync("/rate");
        var first = visitor.Page.Locator("form.rating").First;
        var id = await first.GetAttributeAsync("id");
        var next = await visitor.Page.Locator(".rate-list h2 a").Nth(1).GetAttributeAsync("href");
        await first.Locator("input[type=radio]").First.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowRight");
        await visitor.Page.Keyboard.PressAsync("ArrowRight");
        await visitor.Page.WaitForTimeoutAsync(700);
        await Expect(visitor.Page.Locator($"#{id}")).ToHaveCountAsync(1);
        await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.PressAsync("Tab");

        await Expect(visitor.Page.Locator($"#{id}")).ToHaveCountAsync(0);
        await Expect(visitor.Page.Locator($".rate-list h2 a[href='{next}']")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_dialog_opens_from_its_link_and_escape_closes_it()
    {
        await using var visitor = await cinema.VisitAsync();
        await visitor.OpenAsync("/");
        await visitor.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Where do I find my export?" }).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");

        await Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
    }
}
