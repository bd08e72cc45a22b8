using Marquee.Browser.Tests.Host;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marquee.Browser.Tests;

/// <summary>What holds on every page: accessible in every theme, no sideways scroll, no errors, light on the wire.</summary>
public sealed class EveryPage(Cinema cinema)
{
    const int FirstLoadBudget = 60 * 1024;

    static readonly string[] Themes = ["dark.normal", "light.normal", "dark.more", "light.more"];

    [Theory, InlineData(1440), InlineData(390)]
    public async Task Axe_finds_nothing_in_any_theme(int width)
    {
        var problems = new List<string>();
        await using var visitor = await cinema.VisitAsync(width);
        var places = await Places.OfAsync(visitor);
        foreach (var theme in Themes)
        {
            await visitor.ChooseAsync(theme);
            foreach (var (name, path) in places)
            {
                await visitor.OpenAsync(path);
                problems.AddRange((await visitor.AxeAsync()).Select(found => $"{name} {theme} {width}: {found}"));
            }
        }
        Assert.Empty(problems);
    }

    [Theory, InlineData("dark.normal", 1440), InlineData("light.normal", 390), InlineData("dark.more", 1440)]
    public async Task Axe_finds_nothing_in_what_opens_and_in_what_somebody_new_sees(string theme, int width)
    {
        await using var visitor = await cinema.VisitAsync(width, theme: theme);
        await visitor.OpenAsync("/");
        var problems = new List<string>(await visitor.AxeAsync());
        await visitor.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Where do I find my export?" }).ClickAsync();
        problems.AddRange(await visitor.AxeAsync());
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Display settings" }).ClickAsync();
        problems.AddRange(await visitor.AxeAsync());
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.Page.GetByRole(AriaRole.Combobox).PressSequentiallyAsync("star");
        await Expect(visitor.Page.GetByRole(AriaRole.Option).First).ToBeVisibleAsync();
        problems.AddRange(await visitor.AxeAsync());
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "letterboxd.zip", MimeType = "application/zip", Buffer = Exports.LetterboxdZip() });
        await Expect(visitor.Page.Locator("main")).ToContainTextAsync("A Film That Nobody Made");
        problems.AddRange(await visitor.AxeAsync());
        Assert.True(await visitor.SidewaysAsync() <= 0, "The result of an import scrolls sideways.");
        Assert.Empty(problems);
    }

    [Theory, InlineData(320), InlineData(390), InlineData(700), InlineData(1440)]
    public async Task Nothing_scrolls_sideways(int width)
    {
        await using var visitor = await cinema.VisitAsync(width);
        foreach (var (name, path) in await Places.OfAsync(visitor))
        {
            await visitor.OpenAsync(path);
            Assert.True(await visitor.SidewaysAsync() <= 0, $"{name} scrolls sideways at {width}");
        }
    }

    [Fact]
    public async Task The_browser_has_nothing_to_complain_about()
    {
        await using var visitor = await cinema.VisitAsync();
        var complaints = new List<string>();
        visitor.Page.Console += (_, message) => { if (message.Type is "error" or "warning") complaints.Add($"{visitor.Page.Url}: {message.Text}"); };
        visitor.Page.PageError += (_, error) => complaints.Add($"{visitor.Page.Url}: {error}");
        visitor.Page.RequestFailed += (_, request) => complaints.Add($"{request.Url}: {request.Failure}");
        foreach (var (name, path) in await Places.OfAsync(visitor))
        {
            if (name == "not-found") continue;
            await visitor.OpenAsync(path);
            await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        }
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task The_first_load_of_the_front_page_is_light_besides_artwork()
    {
        await using var visitor = await cinema.VisitAsync();
        var sizes = new List<(string Path, int Bytes)>();
        var pending = new List<Task>();
        visitor.Page.RequestFinished += (_, request) => pending.Add(Task.Run(async () =>
        {
            var path = new Uri(request.Url).AbsolutePath;
            if (path.StartsWith("/poster/", StringComparison.Ordinal) || path.StartsWith("/still/", StringComparison.Ordinal)) return;
            var size = await request.SizesAsync();
            lock (sizes) sizes.Add((path, size.ResponseBodySize + size.ResponseHeadersSize));
        }));
        await visitor.OpenAsync("/");
        await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Task.WhenAll(pending);

        var total = sizes.Sum(s => s.Bytes);
        TestContext.Current.TestOutputHelper?.WriteLine($"{total} bytes: {string.Join(", ", sizes)}");
        Assert.True(total < FirstLoadBudget, $"{total} bytes: {string.Join(", ", sizes)}");
    }

    [Fact]
    public async Task The_first_tab_stop_skips_to_the_content()
    {
        await using var visitor = await cinema.VisitAsync();
        await visitor.OpenAsync("/");
        await visitor.Page.Keyboard.PressAsync("Tab");
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Skip to content" })).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");

        await Expect(visitor.Page.Locator("main")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_page_that_is_not_there_says_so_kindly_with_a_trace_id()
    {
        await using var visitor = await cinema.VisitAsync();
        var answer = await visitor.OpenAsync("/no/such/page");

        Assert.Equal(404, answer.Status);
        await Expect(visitor.Heading("We can’t find that").First).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("code")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9a-f]{32}$"));
    }

    [Fact]
    public async Task A_display_setting_shows_at_once_and_stays()
    {
        await using var visitor = await cinema.VisitAsync();
        await visitor.OpenAsync("/");
        await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Display settings" }).ClickAsync();
        await visitor.Page.RunAndWaitForResponseAsync(() => visitor.Page.GetByLabel("Lights up").CheckAsync(), "**/display");
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
        await visitor.Page.ReloadAsync();

        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
    }
}
