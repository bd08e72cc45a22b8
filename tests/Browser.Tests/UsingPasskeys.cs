using Marquee.Browser.Tests.Host;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marquee.Browser.Tests;

/// <summary>Passkeys in a real browser, kept by an authenticator that Chromium plays.</summary>
public sealed class UsingPasskeys(Cinema cinema)
{
    [Fact]
    public async Task A_passkey_is_added_signs_in_and_is_removed()
    {
        await using var visitor = await VisitAsync();
        await RegisterAsync(visitor);
        await AddPasskeyAsync(visitor, "My key");
        await SignOutAsync(visitor);

        await visitor.OpenAsync("/sign-in?back=%2Fsettings%2Fsecurity");
        await Button(visitor, "Sign in with a passkey").ClickAsync();
        await visitor.Page.WaitForURLAsync("**/settings/security");
        await Button(visitor, "Remove My key").ClickAsync();

        await Expect(visitor.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("does not sign in any more");
        await SignOutAsync(visitor);
        await visitor.OpenAsync("/sign-in");
        await Button(visitor, "Sign in with a passkey").ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("not one of this account");
    }

    [Fact]
    public async Task A_passkey_is_the_second_factor_after_the_password()
    {
        await using var visitor = await VisitAsync();
        var email = await RegisterAsync(visitor);
        await AddPasskeyAsync(visitor, "My key");
        await Button(visitor, "Ask for a passkey").ClickAsync();
        await Expect(visitor.Page.Locator("ol code")).ToHaveCountAsync(10);
        await SignOutAsync(visitor);

        await visitor.OpenAsync("/sign-in");
        await visitor.Page.GetByLabel("E-mail").FillAsync(email);
        await visitor.Page.GetByLabel("Password").FillAsync(Password);
        await Button(visitor, "Sign in", exact: true).ClickAsync();
        await Expect(visitor.Heading("One more proof")).ToBeVisibleAsync();
        await Button(visitor, "Use a passkey").ClickAsync();

        await Expect(Account(visitor)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Where_the_device_says_no_the_form_says_so_and_nothing_is_signed_in()
    {
        await using var visitor = await VisitAsync(verifies: false);
        await RegisterAsync(visitor);
        await visitor.OpenAsync("/settings/security");
        await Button(visitor, "Add a passkey").ClickAsync();

        await Expect(visitor.Page.GetByRole(AriaRole.Alert).Filter(new LocatorFilterOptions { HasText = "No passkey was given" })).ToBeVisibleAsync();
    }

    const string Password = "four words are enough";

    /// <summary>Under a name, for passkeys are not for numbers.</summary>
    async Task<Visitor> VisitAsync(bool verifies = true)
    {
        Cinema.SkipWhereImpossible();
        var visitor = await cinema.VisitAsync(address: cinema.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        await visitor.AddAuthenticatorAsync(verifies);
        return visitor;
    }

    static async Task<string> RegisterAsync(Visitor visitor)
    {
        var email = $"{Guid.NewGuid():N}@films.example";
        await visitor.OpenAsync("/register");
        await visitor.Page.GetByLabel("Your name").FillAsync("Ines");
        await visitor.Page.GetByLabel("E-mail").FillAsync(email);
        await visitor.Page.GetByLabel("Password").FillAsync(Password);
        await Button(visitor, "Create account").ClickAsync();
        await Expect(Account(visitor)).ToBeVisibleAsync();
        return email;
    }

    static async Task AddPasskeyAsync(Visitor visitor, string name)
    {
        await visitor.OpenAsync("/settings/security");
        await visitor.Page.GetByLabel("What to call it").FillAsync(name);
        await Button(visitor, "Add a passkey").ClickAsync();
        await Expect(Button(visitor, $"Remove {name}")).ToBeVisibleAsync();
    }

    static async Task SignOutAsync(Visitor visitor)
    {
        await visitor.OpenAsync("/");
        await Account(visitor).ClickAsync();
        await Button(visitor, "Sign out").ClickAsync();
        await Expect(visitor.Page.Locator(".topbar").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Sign in" })).ToBeVisibleAsync();
    }

    static ILocator Account(Visitor visitor) => visitor.Page.Locator("[popovertarget=who]");

    static ILocator Button(Visitor visitor, string name, bool exact = false) => visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = exact });
}
