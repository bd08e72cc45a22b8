using Marquee.Browser.Tests.Host;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marquee.Browser.Tests;

/// <summary>A file is dropped, looked at, put right by keyboard, brought in, recommended by, and taken back.</summary>
public sealed class FromDropToUndo(Cinema cinema)
{
    [Fact]
    public async Task From_the_drop_to_recommendations_to_taking_it_back()
    {
        await using var visitor = await cinema.VisitAsync();
        await visitor.OpenAsync("/import");
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "letterboxd.zip", MimeType = "application/zip", Buffer = Exports.OfManyTrickyRows() });
        await Expect(visitor.Heading("What we understood")).ToBeVisibleAsync();

        // The two rows of Hamlet are one question; 2 chooses the second candidate, and the focus goes on.
        var hamlet = visitor.Page.Locator("#rows-unsure .match");
        await Expect(hamlet).ToHaveCountAsync(1);
        await hamlet.Locator("input[type=radio]").First.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("2");
        await Expect(hamlet.Locator("input[type=radio]").Nth(1)).ToBeCheckedAsync();
        await visitor.Page.Locator("#rows-unsure").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Save these matches" }).ClickAsync();
        await Expect(visitor.Page.Locator("#rows-unsure")).ToHaveCountAsync(0);

        // One is left out, one is looked for by hand.
        var unknown = visitor.Page.Locator("#rows-unmatched .match");
        await unknown.First.Locator("input[type=radio]").First.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("s");
        await Expect(unknown.First.Locator("input[value=skip]")).ToBeCheckedAsync();
        await visitor.Page.Locator("#rows-unmatched").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Save these matches" }).ClickAsync();
        await unknown.First.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Search by hand" }).ClickAsync();
        await visitor.Page.GetByLabel("Search the catalogue").FillAsync("fargo");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.Locator("form[data-review] input[type=radio]").First.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("1");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.Locator("#understood")).ToContainTextAsync("4 matched");

        await visitor.BringInAsync();
        await Expect(visitor.Page.Locator("main")).ToContainTextAsync("Brought in");
        await visitor.OpenAsync("/");
        await Expect(visitor.Heading("For you", exact: true)).ToBeVisibleAsync();

        await visitor.OpenAsync("/import");
        await visitor.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Result of letterboxd.zip" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Take this import back" }).ClickAsync();
        await Expect(visitor.Page.Locator("main")).ToContainTextAsync("Taken back: your library is as it was");
        await visitor.OpenAsync("/");
        await Expect(visitor.Heading("For you", exact: true)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_long_file_shows_how_far_it_is_and_turns_the_page_by_itself()
    {
        await using var visitor = await cinema.VisitAsync();
        await visitor.OpenAsync("/import");
        var rows = new System.Text.StringBuilder("Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n");
        for (var row = 0; row < 40_000; row++) rows.Append(System.Globalization.CultureInfo.InvariantCulture, $"2024-01-05,A Film That Nobody Made {row},1971,https://boxd.it/{row:x},3,,,2001-01-01\n");
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "diary.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(rows.ToString()) });

        await Expect(visitor.Heading("What we understood")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 60_000 });
        await Expect(visitor.Page.Locator("#rows-unmatched .match")).ToHaveCountAsync(20);
    }
}
