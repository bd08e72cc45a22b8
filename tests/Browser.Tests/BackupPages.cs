using Marquee.Browser.Tests.Host;
using static Microsoft.Playwright.Assertions;

namespace Marquee.Browser.Tests;

/// <summary>The owner's page of backups, on a program whose first account is theirs: empty, and with a backup that proved good.</summary>
public sealed class BackupPages(Cinema cinema)
{
    const string Page = "/admin/backups";

    [Fact]
    public async Task From_the_button_to_a_good_backup_axe_finds_nothing_in_any_theme_and_nothing_scrolls_sideways()
    {
        Cinema.SkipWhereImpossible();
        await using var program = await RunningProgram.StartAsync();
        await program.UntilReadyAsync();
        var problems = new List<string>();
        await using var owner = await cinema.VisitAsync(address: program.Address);
        await owner.OpenAsync("/register");
        await owner.Page.GetByLabel("Your name").FillAsync("Ines Kowalska");
        await owner.Page.GetByLabel("E-mail").FillAsync("ines@films.example");
        await owner.Page.GetByLabel("Password").FillAsync("four words are enough");
        await owner.Page.Locator("main form button").ClickAsync();
        await Expect(owner.Page.Locator(".topbar [popovertarget=who]")).ToBeVisibleAsync();

        await LookAsync("backups-none");
        await owner.OpenAsync(Page);
        await owner.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Back up now" }).ClickAsync();
        for (var tries = 0; tries < 60 && await owner.Page.GetByText("Tried: good").CountAsync() == 0; tries++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
            await owner.OpenAsync(Page);
        }

        await LookAsync("backups");
        var taking = await owner.Page.RunAndWaitForDownloadAsync(() => owner.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Download the backup" }).ClickAsync());
        Assert.StartsWith("marquee-", taking.SuggestedFilename, StringComparison.Ordinal);
        Assert.Empty(problems);

        async Task LookAsync(string name)
        {
            foreach (var width in (int[])[1440, 390])
                foreach (var theme in (string[])["dark.normal", "light.normal", "dark.more", "light.more"])
                {
                    await owner.Page.SetViewportSizeAsync(width, 900);
                    await owner.OpenAsync(Page);
                    await owner.ChooseAsync(theme);
                    await owner.OpenAsync(Page);
                    problems.AddRange((await owner.AxeAsync()).Select(found => $"{name} {theme} {width}: {found}"));
                    if (await owner.SidewaysAsync() > 0)
                        problems.Add($"{name} scrolls sideways at {width}");
                    if (Environment.GetEnvironmentVariable("MARQUEE_SCREENSHOTS") is not null && theme.EndsWith("normal", StringComparison.Ordinal))
                        await owner.PictureAsync($"{name}-{width}-{theme.Split('.')[0]}");
                }
        }
    }
}
