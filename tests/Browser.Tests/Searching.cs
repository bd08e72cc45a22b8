using Marquee.Browser.Tests.Host;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marquee.Browser.Tests;

/// <summary>Finding a title, by typing and by keyboard.</summary>
public sealed class Searching(Cinema cinema)
{
    [Fact]
    public async Task Suggestions_appear_as_one_types_even_with_a_typo()
    {
        await using var visitor = await cinema.VisitAsync();
        await visitor.OpenAsync("/");
        await Box(visitor).PressSequentiallyAsync("shawshenk");

        await Expect(visitor.Page.GetByRole(AriaRole.Option).First).ToContainTextAsync("The Shawshank Redemption");
    }

    [Fact]
    public async Task The_keyboard_alone_finds_and_opens_a_title()
    {
        await using var visitor = await cinema.VisitAsync();
        await visitor.OpenAsync("/");
        await visitor.Page.Keyboard.PressAsync("/");
        await Expect(Box(visitor)).ToBeFocusedAsync();
        await visitor.Page.Keyboard.TypeAsync("fargo");
        await Expect(visitor.Page.GetByRole(AriaRole.Option).First).ToContainTextAsync("Fargo");
        await visitor.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(Box(visitor)).ToHaveAttributeAsync("aria-activedescendant", new System.Text.RegularExpressions.Regex(".+"));
        await visitor.Page.Keyboard.PressAsync("Enter");

        await Expect(visitor.Heading("Fargo").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Escape_closes_the_suggestions_and_enter_searches()
    {
        await using var visitor = await cinema.VisitAsync();
        await visitor.OpenAsync("/");
        await Box(visitor).PressSequentiallyAsync("matrix");
        await Expect(visitor.Page.GetByRole(AriaRole.Listbox)).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Page.Locator("#suggest")).ToBeHiddenAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");

        await Expect(visitor.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/search\\?q=matrix$"));
        await Expect(visitor.Page.Locator(".film").First).ToContainTextAsync("The Matrix");
    }

    [Fact]
    public async Task A_search_without_results_says_so_and_goes_on()
    {
        await using var visitor = await cinema.VisitAsync();
        await visitor.OpenAsync("/search?q=zzzzqqqq");

        await Expect(visitor.Page.Locator(".empty")).ToBeVisibleAsync();
    }

    static ILocator Box(Visitor visitor) => visitor.Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = "Search films, shows and people" });
}
