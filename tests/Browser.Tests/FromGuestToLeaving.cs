using System.IO.Compression;
using Marquee.Browser.Tests.Host;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marquee.Browser.Tests;

/// <summary>The whole way: from a guest to an account, a passkey, a second profile, everything to take along, and leaving.</summary>
public sealed class FromGuestToLeaving(Cinema cinema)
{
    const string Password = "four words are enough";

    [Fact]
    public async Task From_guest_to_account_to_passkey_to_second_profile_to_export_to_deletion()
    {
        Cinema.SkipWhereImpossible();
        // Under a name, for passkeys are not for numbers.
        await using var visitor = await cinema.VisitAsync(address: cinema.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        await visitor.AddAuthenticatorAsync();
        var page = visitor.Page;
        var email = $"{Guid.NewGuid():N}@films.example";

        // A guest rates, and takes it along into an account.
        await visitor.RateAFewAsync(2);
        await visitor.OpenAsync("/register");
        await Expect(page.Locator("main")).ToContainTextAsync("comes with you");
        await RegisterAsync(page, email);

        // A passkey, which signs in from then on.
        await visitor.OpenAsync("/settings/security");
        await page.GetByLabel("What to call it").FillAsync("This laptop");
        await Button(page, "Add a passkey").ClickAsync();
        await Expect(Button(page, "Remove This laptop")).ToBeVisibleAsync();
        await page.Locator("[popovertarget=who]").ClickAsync();
        await Button(page, "Sign out").ClickAsync();
        await visitor.OpenAsync("/sign-in?back=%2Fprofiles");
        await Button(page, "Sign in with a passkey").ClickAsync();
        await Expect(visitor.Heading("Who is watching?")).ToBeVisibleAsync();

        // A second profile, by keyboard.
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Add a profile" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Name", new PageGetByLabelOptions { Exact = true }).FillAsync("Marek");
        await page.Keyboard.PressAsync("Enter");
        await Button(page, "Marek").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Now watching: Marek");
        await visitor.OpenAsync("/profiles");
        await Expect(page.Locator(".faces [aria-current]")).ToContainTextAsync("Marek");
        await Button(page, "Ines").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Now watching: Ines");

        // Everything to take along.
        await visitor.OpenAsync("/settings/data");
        await Button(page, "Make a package").ClickAsync();
        for (var patience = 0; patience < 60 && !await Button(page, "Download").IsVisibleAsync(); patience++)
        {
            await page.WaitForTimeoutAsync(500);
            await visitor.OpenAsync("/settings/data");
        }
        var download = await page.RunAndWaitForDownloadAsync(() => Button(page, "Download").ClickAsync());
        using (var zip = ZipFile.OpenRead(await download.PathAsync()))
        {
            using var ratings = new StreamReader(zip.GetEntry("ratings.csv")!.Open());
            // The guest's two ratings are the account's.
            Assert.Equal(3, (await ratings.ReadToEndAsync()).Trim().Split('\n').Length);
        }

        // And leaving, which can be taken back.
        await visitor.OpenAsync("/settings/data");
        await Expect(Button(page, "Download")).ToHaveCountAsync(0);
        await page.GetByLabel($"Type {email}").FillAsync(email);
        await Button(page, "Delete my account").ClickAsync();
        await Expect(visitor.Heading("This account is leaving")).ToBeVisibleAsync();
        await Button(page, "Keep my account").ClickAsync();
        await Expect(Button(page, "Delete my account")).ToBeVisibleAsync();
        await page.GetByLabel($"Type {email}").FillAsync(email);
        await Button(page, "Delete my account").ClickAsync();
        await Expect(visitor.Heading("This account is leaving")).ToBeVisibleAsync();
    }

    static async Task RegisterAsync(IPage page, string email)
    {
        await page.GotoAsync("/register");
        await page.GetByLabel("Your name").FillAsync("Ines");
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(Password);
        await Button(page, "Create account").ClickAsync();
        await Expect(page.Locator("[popovertarget=who]")).ToBeVisibleAsync();
    }

    static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name });
}
