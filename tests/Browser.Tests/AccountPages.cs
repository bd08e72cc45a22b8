using Marquee.Browser.Tests.Host;
using static Microsoft.Playwright.Assertions;

namespace Marquee.Browser.Tests;

/// <summary>The pages of an account: before one is signed in, and the settings after.</summary>
public sealed class AccountPages(Cinema cinema)
{
    static readonly (string Name, string Path)[] Before = [("sign-in", "/sign-in"), ("register", "/register"), ("forgot", "/forgot"), ("reset", "/reset?account=1&token=x"), ("verify", "/verify?account=1&token=x")];

    static readonly (string Name, string Path)[] After =
    [
        ("account", "/settings/account"), ("sessions", "/settings/sessions"), ("tokens", "/settings/tokens"), ("activity", "/settings/activity"),
        ("security", "/settings/security"), ("profile", "/settings/profile"), ("privacy", "/settings/privacy"), ("data", "/settings/data"), ("connected", "/settings/connected"),
        ("profiles", "/profiles"), ("new-profile", "/profiles/new"), ("second-factor", "/second-factor"),
        ("prove", "/prove?back=%2Fsettings%2Ftokens"), ("home-signed-in", "/"),
    ];

    /// <summary>Of those who look after the server.</summary>
    static readonly (string Name, string Path)[] Admin =
    [
        ("admin-users", "/admin/users"), ("admin-nobody-found", "/admin/users?q=zzzz"), ("admin-user", "/admin/users/2"), ("admin-invitations", "/admin/invitations"), ("admin-audit", "/admin/audit"), ("admin-outbox", "/admin/outbox"),
    ];

    static int count;

    [Theory, InlineData(1440), InlineData(390)]
    public async Task Axe_finds_nothing_and_nothing_scrolls_sideways(int width)
    {
        var problems = new List<string>();
        await using var visitor = await cinema.VisitAsync(width);
        await LookAsync(Before);
        await RegisterAsync(visitor);
        await LookAsync(After);
        await MakeTokenAsync(visitor);
        problems.AddRange((await visitor.AxeAsync()).Select(found => $"token made {width}: {found}"));
        await visitor.Page.Locator(".topbar [popovertarget=who]").ClickAsync();
        problems.AddRange((await visitor.AxeAsync()).Select(found => $"menu {width}: {found}"));
        await SignInAsOwnerAsync(visitor);
        await InviteAsync(visitor);
        problems.AddRange((await visitor.AxeAsync()).Select(found => $"invited {width}: {found}"));
        await LookAsync(Admin);
        Assert.Empty(problems);

        async Task LookAsync((string Name, string Path)[] places)
        {
            foreach (var theme in (string[])["dark.normal", "light.normal", "dark.more", "light.more"])
            {
                await visitor.OpenAsync("/sign-in");
                await visitor.ChooseAsync(theme);
                foreach (var (name, path) in places)
                {
                    await visitor.OpenAsync(path);
                    problems.AddRange((await visitor.AxeAsync()).Select(found => $"{name} {theme} {width}: {found}"));
                    if (await visitor.SidewaysAsync() > 0) problems.Add($"{name} scrolls sideways at {width}");
                }
            }
        }
    }

    [Fact]
    public async Task From_guest_to_account_to_signed_out_and_in_again_without_script()
    {
        await using var visitor = await cinema.VisitAsync(script: false);
        await visitor.RateAFewAsync(1);
        var email = await RegisterAsync(visitor);
        await visitor.OpenAsync("/settings/sessions");
        await Expect(visitor.Page.Locator(".rowlist .chip.on")).ToHaveTextAsync("This device");

        // Going on before the answer is there would break the signing out off.
        await visitor.Page.RunAndWaitForResponseAsync(() => visitor.Page.Locator("form[action='/sign-out'] button").DispatchEventAsync("click"), "**/sign-out");
        await visitor.OpenAsync("/settings/sessions");
        await Expect(visitor.Heading("Sign in")).ToBeVisibleAsync();
        await visitor.Page.GetByLabel("E-mail").FillAsync(email);
        await visitor.Page.GetByLabel("Password").FillAsync("four words are enough");
        await visitor.Page.Locator("main form[action='/sign-in'] button.primary").ClickAsync();

        await Expect(visitor.Heading("Sessions and devices")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Pictures_are_taken_to_be_looked_at()
    {
        if (Environment.GetEnvironmentVariable("MARQUEE_SCREENSHOTS") is null) Assert.Skip("Set MARQUEE_SCREENSHOTS=dir to take pictures.");
        foreach (var (width, theme, name) in new[] { (1440, "dark.normal", "1440-dark"), (1440, "light.normal", "1440-light"), (390, "dark.normal", "390-dark"), (390, "light.normal", "390-light") })
        {
            await using var visitor = await cinema.VisitAsync(width, theme: theme);
            foreach (var (place, path) in Before)
            {
                await visitor.OpenAsync(path);
                await visitor.PictureAsync($"{place}-{name}", wholePage: false);
            }

            await RegisterAsync(visitor);
            await MakeTokenAsync(visitor);
            await visitor.PictureAsync($"token-made-{name}");
            foreach (var (place, path) in After)
            {
                await visitor.OpenAsync(path);
                await visitor.PictureAsync($"{place}-{name}", wholePage: place != "home-signed-in");
            }

            await visitor.Page.Locator(".topbar [popovertarget=who]").ClickAsync();
            await visitor.PictureAsync($"menu-{name}", wholePage: false);
            await SignInAsOwnerAsync(visitor);
            await InviteAsync(visitor);
            await visitor.PictureAsync($"admin-invited-{name}");
            foreach (var (place, path) in Admin)
            {
                await visitor.OpenAsync(path);
                await visitor.PictureAsync($"{place}-{name}");
            }
        }
    }

    static async Task<string> RegisterAsync(Visitor visitor)
    {
        var email = $"ines{Interlocked.Increment(ref count)}@films.example";
        await visitor.OpenAsync("/register");
        await visitor.Page.GetByLabel("Your name").FillAsync("Ines Kowalska");
        await visitor.Page.GetByLabel("E-mail").FillAsync(email);
        await visitor.Page.GetByLabel("Password").FillAsync("four words are enough");
        await visitor.Page.Locator("main form button").ClickAsync();
        await Expect(visitor.Page.Locator(".topbar [popovertarget=who]")).ToBeVisibleAsync();
        return email;
    }

    static async Task SignInAsOwnerAsync(Visitor visitor)
    {
        await visitor.Page.Context.ClearCookiesAsync(new Microsoft.Playwright.BrowserContextClearCookiesOptions { Name = "marquee_session" });
        await visitor.OpenAsync("/sign-in?back=%2Fadmin%2Fusers");
        await visitor.Page.GetByLabel("E-mail").FillAsync(Cinema.OwnersEmail);
        await visitor.Page.GetByLabel("Password").FillAsync(Cinema.OwnersPassword);
        await visitor.Page.Locator("main form[action='/sign-in'] button.primary").ClickAsync();
        await Expect(visitor.Heading("Users")).ToBeVisibleAsync();
    }

    static async Task InviteAsync(Visitor visitor)
    {
        await visitor.OpenAsync("/admin/invitations");
        await visitor.Page.GetByLabel("E-mail").FillAsync("marek@films.example");
        await visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new Microsoft.Playwright.PageGetByRoleOptions { Name = "Invite", Exact = true }).ClickAsync();
        await Expect(visitor.Heading("Here is the invitation")).ToBeVisibleAsync();
    }

    static async Task MakeTokenAsync(Visitor visitor)
    {
        await visitor.OpenAsync("/settings/tokens");
        await visitor.Page.GetByLabel("Name", new Microsoft.Playwright.PageGetByLabelOptions { Exact = false }).First.FillAsync("Kodi in the living room");
        await visitor.Page.GetByLabel("log what is played").CheckAsync();
        await visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new Microsoft.Playwright.PageGetByRoleOptions { Name = "Make token" }).ClickAsync();
        await Expect(visitor.Heading("Here is your token")).ToBeVisibleAsync();
    }
}
