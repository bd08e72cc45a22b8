using Marquee.Browser.Tests.Host;

namespace Marquee.Browser.Tests;

/// <summary>The pages of a title that somebody wrote: right for everybody who reads, in both themes, wide and narrow.</summary>
public sealed class OwnTitles(Cinema cinema)
{
    [Fact]
    public async Task The_pages_of_ones_own_title_have_no_fault_and_their_picture_is_taken()
    {
        var problems = new List<string>();
        foreach (var (width, theme, name) in new[] { (1440, "dark.normal", "1440-dark"), (1440, "light.normal", "1440-light"), (390, "dark.normal", "390-dark"), (390, "light.normal", "390-light") })
        {
            await using var visitor = await cinema.VisitAsync(width, theme: theme);
            IReadOnlyList<(string Name, string Path)> places = [("new-title", "/titles/new"), .. await Places.OwnTitleAsync(visitor)];
            foreach (var (place, path) in places)
            {
                await visitor.OpenAsync(path);
                problems.AddRange((await visitor.AxeAsync()).Select(found => $"{place} {name}: {found}"));
                if (await visitor.SidewaysAsync() > 0)
                    problems.Add($"{place} scrolls sideways at {name}");
                if (Environment.GetEnvironmentVariable("MARQUEE_SCREENSHOTS") is not null)
                    await visitor.PictureAsync($"{place}-{name}");
            }
        }

        Assert.Empty(problems);
    }
}
