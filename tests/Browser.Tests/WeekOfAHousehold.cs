using Marquee.Browser.Tests.Host;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marquee.Browser.Tests;

/// <summary>A week in the life of one household: two grown-ups, a friend and a child, by mouse and keyboard, with and without script, and with the connection lost.</summary>
public sealed class WeekOfAHousehold(Cinema cinema)
{
    const string Show = "/titles/1";

    static ILocator Button(Visitor visitor, string name) => visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    static ILocator Link(Visitor visitor, string name) => visitor.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = name, Exact = true });

    static ILocator Said(Visitor visitor) => visitor.Page.Locator("#toasts");

    static async Task RegisterAsync(Visitor visitor, string name)
    {
        await visitor.OpenAsync("/register");
        await visitor.Page.GetByLabel("Your name").FillAsync(name);
        await visitor.Page.GetByLabel("E-mail").FillAsync($"{Guid.NewGuid():N}@films.example");
        await visitor.Page.GetByLabel("Password").FillAsync("four words are enough");
        await Button(visitor, "Create account").ClickAsync();
        await Expect(visitor.Page.Locator("[popovertarget=who]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Monday_a_film_is_logged_from_anywhere_by_one_key()
    {
        await using var visitor = await cinema.VisitAsync();
        var page = visitor.Page;
        await visitor.OpenAsync("/search");
        await page.Keyboard.PressAsync("l");
        await page.Locator("#frame input[name=q]").FillAsync("toy story");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#frame .rowlist a").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#frame input[name=rating][value='9']").CheckAsync(new LocatorCheckOptions { Force = true });
        await page.Locator("#frame textarea").FillAsync("With the children");
        if (Environment.GetEnvironmentVariable("MARQUEE_SCREENSHOTS") is not null) await visitor.PictureAsync("week-log-dialog", wholePage: false);
        await Button(visitor, "Save to diary").ClickAsync();
        await Expect(Said(visitor)).ToContainTextAsync("is in your diary");
        await Expect(page.Locator("#frame")).ToBeHiddenAsync();

        await visitor.OpenAsync("/diary?view=list");
        await Expect(page.Locator("main .rowlist > li")).ToHaveCountAsync(1);
        await Expect(page.Locator("main .rowlist")).ToContainTextAsync("With the children");
        await visitor.OpenAsync("/library");
        await Expect(page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { NameRegex = new System.Text.RegularExpressions.Regex("^Toy Story.*, 1995, you rated 9 of 10$") })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Tuesday_a_show_is_watched_marked_and_taken_back()
    {
        await using var visitor = await cinema.VisitAsync();
        var page = visitor.Page;
        await visitor.OpenAsync(Show);
        await page.Locator("details[open] .episodes input[type=checkbox]").First.CheckAsync();
        await Expect(Said(visitor)).ToContainTextAsync("Marked Lost S1 E1");
        await page.Locator("details[open] button[name=upto]").Nth(3).ClickAsync();
        await Expect(Said(visitor)).ToContainTextAsync("Marked 4 episodes of Lost");
        await Expect(page.Locator("details[open] .episodes input:checked")).ToHaveCountAsync(5);
        await Said(visitor).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Undo" }).ClickAsync();
        await Expect(page.Locator("details[open] .episodes input:checked")).ToHaveCountAsync(1);

        await visitor.OpenAsync("/");
        await Expect(visitor.Heading("Next up")).ToBeVisibleAsync();
        await Expect(visitor.Heading("Recently logged")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Mark Lost S1 E2 as watched" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Mark Lost S1 E3 as watched" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Wednesday_a_list_is_made_put_in_order_by_keyboard_and_by_hand_and_shared_with_a_friend()
    {
        await using var visitor = await cinema.VisitAsync();
        await using var friend = await cinema.VisitAsync();
        var page = visitor.Page;
        await visitor.OpenAsync("/lists/new");
        await page.Locator("main input[name=name]").FillAsync("Neo-noir after midnight");
        await page.Locator("main textarea[name=description]").FillAsync("Windows open, lights off.");
        await Button(visitor, "Make the list").ClickAsync();
        await Expect(visitor.Heading("Neo-noir after midnight").First).ToBeVisibleAsync();
        var list = new Uri(page.Url).AbsolutePath;
        foreach (var words in new[] { "heat", "drive", "fargo" })
        {
            await visitor.OpenAsync($"{list}?q={words}");
            await page.Locator(".rowlist button[aria-label^='Add']").First.ClickAsync();
            await Expect(Said(visitor)).ToContainTextAsync("is in Neo-noir");
        }

        await visitor.OpenAsync(list);
        var items = page.Locator(".edit > li");
        await Expect(items).ToHaveCountAsync(3);
        var second = await items.Nth(1).GetAttributeAsync("data-title");
        await items.Nth(1).Locator("button[value=up]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(items.First).ToHaveAttributeAsync("data-title", second!);
        await items.First.Locator(".grip").DragToAsync(items.Last, new LocatorDragToOptions { TargetPosition = new TargetPosition { X = 20, Y = 60 } });
        await Expect(items.Last).ToHaveAttributeAsync("data-title", second!);
        await page.ReloadAsync();
        await Expect(items.Last).ToHaveAttributeAsync("data-title", second!);

        // Somebody joins by a link that is good once, and adds what both see.
        await Button(visitor, "Invite to edit").ClickAsync();
        var invitation = await page.Locator("input[readonly][value*='/lists/join/']").InputValueAsync();
        await friend.OpenAsync(new Uri(invitation).AbsolutePath);
        await Button(friend, "Join").ClickAsync();
        await friend.OpenAsync($"{list}?q=toy");
        await friend.Page.Locator(".rowlist button[aria-label^='Add']").First.ClickAsync();
        await Expect(Said(friend)).ToContainTextAsync("is in Neo-noir");
        await visitor.OpenAsync(list);
        await Expect(items).ToHaveCountAsync(4);
        await Expect(items.Last).ToContainTextAsync("Added by");
    }

    [Fact]
    public async Task Thursday_a_review_is_drafted_and_published_and_answered()
    {
        await using var visitor = await cinema.VisitAsync();
        await using var reader = await cinema.VisitAsync();
        var page = visitor.Page;
        await visitor.OpenAsync("/titles/28/review");
        await page.Locator("main textarea[name=body]").FillAsync("Too short");
        await page.Locator("main input[name=rating][value='8']").CheckAsync(new LocatorCheckOptions { Force = true });
        await page.Locator("main select[name=visibility]").SelectOptionAsync("public");
        await page.Locator("main textarea[name=body]").FillAsync("It is about **letters**, and about ||growing up||, and nobody who has a heart minds that.");
        await Button(visitor, "Publish").ClickAsync();
        await Expect(page.Locator(".review strong").First).ToHaveTextAsync("letters");
        var review = new Uri(page.Url).AbsolutePath;

        await reader.OpenAsync(review);
        await reader.Page.Locator("main textarea[name=body]").Last.FillAsync("So true.");
        await reader.Page.Locator("button[value=helpful]").ClickAsync();
        await Expect(reader.Page.Locator("button[value=helpful]")).ToHaveAttributeAsync("aria-pressed", "true");
        // What was being typed is still there.
        await Expect(reader.Page.Locator("main textarea[name=body]").Last).ToHaveValueAsync("So true.");
        await Button(reader, "Comment").ClickAsync();
        await Expect(Said(reader)).ToContainTextAsync("Your comment is there");
        await visitor.OpenAsync(review);
        await Expect(page.Locator("main")).ToContainTextAsync("So true.");
    }

    [Fact]
    public async Task Friday_many_titles_are_changed_at_once_and_back_and_a_grid_is_walked_by_arrows()
    {
        await using var visitor = await cinema.VisitAsync();
        await PlacesOfTracking.OfAsync(visitor);
        var page = visitor.Page;
        await visitor.OpenAsync("/library");
        var links = page.Locator(".grid .film > a");
        await links.First.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(links.Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(links.First).ToBeFocusedAsync();

        await page.Locator("input[name=all]").CheckAsync();
        await page.Locator("main input[name=tag]").FillAsync("november");
        await Button(visitor, "Change them").ClickAsync();
        await Expect(Said(visitor)).ToContainTextAsync("november");
        await Said(visitor).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Undo" }).ClickAsync();
        await Expect(Said(visitor)).ToContainTextAsync("Taken back");
        await visitor.OpenAsync("/library?filter=tag:november");
        await Expect(visitor.Heading("Nothing is all of these")).ToBeVisibleAsync();

        await visitor.OpenAsync("/library");
        await links.First.FocusAsync();
        var href = await links.First.GetAttributeAsync("href");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**" + href);
    }

    [Fact]
    public async Task Saturday_the_child_has_a_profile_with_a_history_of_its_own()
    {
        await using (var owner = await cinema.VisitAsync()) await RegisterAsync(owner, "Owner");
        await using var visitor = await cinema.VisitAsync();
        var page = visitor.Page;
        await RegisterAsync(visitor, "Ines");
        await PlacesOfTracking.SendAsync(visitor, "POST", "/plays", new { title_id = "50", watched_on = "2025-01-01" });
        await visitor.OpenAsync("/profiles/new");
        await page.GetByLabel("Name", new PageGetByLabelOptions { Exact = true }).FillAsync("Mia");
        await page.Locator("input[name=kind][value=kid]").CheckAsync();
        await page.Locator("input[name=pin]").FillAsync("4711");
        await Button(visitor, "Add profile").ClickAsync();
        await visitor.OpenAsync("/profiles");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Mia" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Mia");

        await visitor.OpenAsync("/library");
        await Expect(page.Locator(".grid .film")).ToHaveCountAsync(0);
        await visitor.OpenAsync("/diary?month=2025-01&view=list");
        await Expect(page.Locator("main .rowlist > li")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_form_sent_without_a_connection_is_kept_and_counts_once()
    {
        await using var visitor = await cinema.VisitAsync();
        await visitor.RateAFewAsync(1);
        await visitor.OpenAsync("/log?title=19");
        await visitor.Page.Context.SetOfflineAsync(true);
        await Button(visitor, "Save to diary").ClickAsync();
        await Expect(Said(visitor)).ToContainTextAsync("kept here");
        await visitor.Page.Context.SetOfflineAsync(false);
        await Expect(Said(visitor)).ToContainTextAsync("Sent what was kept");
        // And twice more, as a browser does that did not hear the answer.
        await visitor.Page.EvaluateAsync("async () => { const f = document.querySelector('main form[action=\"/log\"]'); for (let i = 0; i < 2; i++) await fetch(f.action, { method: 'post', body: new URLSearchParams(new FormData(f)) }); }");

        await visitor.OpenAsync("/diary?view=list");
        await Expect(visitor.Page.Locator("main .rowlist > li")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Sunday_without_script_a_season_is_marked_a_film_logged_and_a_list_put_in_order_by_plain_forms()
    {
        await using var visitor = await cinema.VisitAsync(script: false);
        var page = visitor.Page;
        await visitor.OpenAsync(Show);
        await page.Locator("details[open] .episodes input[type=checkbox]").First.CheckAsync();
        await page.Locator("details[open] .episodes input[type=checkbox]").Nth(1).CheckAsync();
        await page.Locator("details[open] button", new PageLocatorOptions { HasTextString = "Save marks" }).ClickAsync();
        await Expect(page.Locator("details[open] .episodes input:checked")).ToHaveCountAsync(2);

        await visitor.OpenAsync("/log?title=19");
        await Button(visitor, "Save to diary").ClickAsync();
        await visitor.OpenAsync("/diary?view=list");
        await Expect(page.Locator("main .rowlist > li")).ToHaveCountAsync(1);

        await visitor.OpenAsync("/lists/new");
        await page.Locator("main input[name=name]").FillAsync("In plain order");
        await Button(visitor, "Make the list").ClickAsync();
        var list = new Uri(page.Url).AbsolutePath;
        foreach (var words in new[] { "heat", "fargo" })
        {
            await visitor.OpenAsync($"{list}?q={words}");
            await page.Locator(".rowlist button[aria-label^='Add']").First.ClickAsync();
        }

        await visitor.OpenAsync(list);
        var last = await page.Locator(".edit > li").Last.GetAttributeAsync("data-title");
        await page.Locator(".edit > li").Last.Locator("button[value=up]").ClickAsync();
        await Expect(page.Locator(".edit > li").First).ToHaveAttributeAsync("data-title", last!);
    }

    [Theory, InlineData(1440, "dark.normal"), InlineData(1440, "light.normal"), InlineData(390, "dark.normal"), InlineData(390, "light.normal"), InlineData(390, "dark.more")]
    public async Task Every_page_of_the_week_is_accessible_and_stands_still(int width, string theme)
    {
        await using var visitor = await cinema.VisitAsync(width, theme: theme);
        var problems = new List<string>();
        foreach (var (name, path) in await PlacesOfTracking.OfAsync(visitor))
        {
            var answer = await visitor.OpenAsync(path);
            if (answer.Status != 200) problems.Add($"{name} answered {answer.Status}");
            problems.AddRange((await visitor.AxeAsync()).Select(found => $"{name}: {found}"));
            if (await visitor.SidewaysAsync() > 0) problems.Add($"{name} scrolls sideways at {width}");
            if (Environment.GetEnvironmentVariable("MARQUEE_SCREENSHOTS") is not null) await visitor.PictureAsync($"{name}-{width}-{theme}");
        }

        Assert.True(problems.Count == 0, string.Join("\n", problems.Distinct()));
    }
}
