using Marquee.Browser.Tests.Host;

namespace Marquee.Browser.Tests;

/// <summary>
/// Pictures of every page, to be looked at: saved below artifacts/screenshots, or into MARQUEE_SCREENSHOTS=dir, where home.png is
/// the one the README shows.
/// </summary>
public sealed class Pictures(Cinema cinema)
{
    [Fact]
    public async Task Every_page_has_its_picture_taken()
    {
        if (Environment.GetEnvironmentVariable("MARQUEE_SCREENSHOTS") is null) Assert.Skip("Set MARQUEE_SCREENSHOTS=dir to take pictures.");
        foreach (var (width, theme, name) in new[] { (1440, "dark.normal", "1440-dark"), (1440, "light.normal", "1440-light"), (390, "dark.normal", "390-dark"), (390, "light.normal", "390-light"), (1440, "dark.more", "1440-contrast") })
        {
            await using var stranger = await cinema.VisitAsync(width, theme: theme);
            await stranger.OpenAsync("/");
            await stranger.PictureAsync($"new-{name}");

            await using var visitor = await cinema.VisitAsync(width, theme: theme);
            foreach (var (place, path) in await Places.OfAsync(visitor))
            {
                await visitor.OpenAsync(path);
                await visitor.PictureAsync($"{place}-{name}");
            }
        }
    }

    [Fact]
    public async Task The_readme_has_its_picture()
    {
        if (Environment.GetEnvironmentVariable("MARQUEE_SCREENSHOTS") is null) Assert.Skip("Set MARQUEE_SCREENSHOTS=dir to take pictures.");
        await using var visitor = await cinema.VisitAsync();
        await visitor.OpenAsync("/");
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(new Microsoft.Playwright.FilePayload { Name = "letterboxd.zip", MimeType = "application/zip", Buffer = Exports.LetterboxdZip() });
        await Microsoft.Playwright.Assertions.Expect(visitor.Page.Locator("main")).ToContainTextAsync("A Film That Nobody Made");
        await visitor.BringInAsync();
        await visitor.OpenAsync("/");
        await visitor.PictureAsync("home", wholePage: false);
    }
}
