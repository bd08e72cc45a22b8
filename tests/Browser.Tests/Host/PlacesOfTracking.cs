using System.Text.Json;
using Microsoft.Playwright;

namespace Marquee.Browser.Tests.Host;

/// <summary>The pages of what somebody watched, as somebody with a bit of everything meets them. Title 1 is Lost, 19 is Toy Story.</summary>
static class PlacesOfTracking
{
    /// <summary>Gives the visitor a history, by the same API that programs use, and tells the addresses of its pages.</summary>
    public static async Task<IReadOnlyList<(string Name, string Path)>> OfAsync(Visitor visitor)
    {
        var today = TimeProvider.System.GetUtcNow();
        string Day(int ago) => today.AddDays(-ago).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (title, ago, rating) in new[] { (19, 0, 9m), (20, 1, 7.5m), (24, 1, 8m), (28, 3, 6m), (32, 9, 10m), (50, 40, 8.5m) })
            await SendAsync(visitor, "POST", "/plays", new { title_id = $"{title}", watched_on = Day(ago), rating });
        var play = (await SendAsync(visitor, "POST", "/plays", new { title_id = "36", watched_on = Day(2), note = "On the sofa, in one go" })).GetProperty("play_id").GetString();
        await SendAsync(visitor, "POST", "/titles/1/episodes/watched", new { season = 1, when = "release" });
        var episode = (await SendAsync(visitor, "GET", "/titles/1/progress")).GetProperty("seasons")[1].GetProperty("episodes")[0].GetProperty("id").GetString();
        await SendAsync(visitor, "POST", "/titles/1/episodes/watched", new { episodes = new[] { episode } });
        await SendAsync(visitor, "PUT", "/progress", new { title_id = "40", seconds = 2400, length = 6000 });
        await SendAsync(visitor, "PUT", "/titles/41/watchlist");
        await SendAsync(visitor, "PUT", "/titles/47/watchlist");
        await SendAsync(visitor, "PUT", "/titles/32/favourite");
        await SendAsync(visitor, "POST", "/titles/19/copies", new { medium = "disc", format = "Blu-ray", place = "Shelf by the window" });
        await SendAsync(visitor, "PUT", "/titles/19/tags", new { tags = new[] { "sunday", "with the children" } });

        var list = (await SendAsync(visitor, "POST", "/lists", new { name = "Rain, mostly", description = "Windows open, lights off." })).GetProperty("id").GetString();
        await SendAsync(visitor, "POST", $"/lists/{list}/items", new { titles = new[] { "19", "24", "32", "50", "41" } });
        await SendAsync(visitor, "PUT", $"/lists/{list}/items/32/note", new { note = "Best with the lights off." });
        var smart = (await SendAsync(visitor, "POST", "/lists", new { name = "Nineties crime", filter = "genre:crime year:1990..1999 sort:score limit:12" })).GetProperty("id").GetString();
        var review = (await SendAsync(visitor, "POST", "/titles/19/reviews", new
        {
            body = "It is about **toys**, and about ||growing up||, and nobody who has a heart minds that. *Twice* as good the second time.",
            visibility = "public",
            tags = new[] { "pixar" },
        })).GetProperty("id").GetString();
        await SendAsync(visitor, "POST", "/titles/24/reviews", new { body = "A draft that wants another evening.", draft = true });
        return
        [
            ("my-home", "/"), ("my-show", "/titles/1"), ("my-film", "/titles/19"), ("episode", $"/titles/1/episodes/{episode}"), ("log", "/log?title=19"), ("log-search", "/log?q=toy"), ("play", $"/plays/{play}"),
            ("watchlist", "/watchlist"), ("lists", "/lists"), ("new-list", "/lists/new"), ("list-editor", $"/lists/{list}"), ("list-grid", $"/lists/{list}?view=grid"), ("list-note", $"/lists/{list}?note=24"),
            ("list-details", $"/lists/{list}/edit"), ("smart-list", $"/lists/{smart}"), ("library", "/library"), ("library-table", "/library?view=table"), ("library-filtered", "/library?filter=rating:%3E%3D8"),
            ("diary", "/diary"), ("diary-list", "/diary?view=list"), ("write-review", "/titles/28/review"), ("review", $"/reviews/{review}"), ("review-edit", $"/reviews/{review}/edit"), ("reviews", "/reviews"),
            ("preferences", "/preferences"), ("browse-filtered", "/search?filter=genre:drama%20-seen:yes"),
        ];
    }

    /// <summary>Asks the program's API as the visitor; gives the answer's data.</summary>
    public static async Task<JsonElement> SendAsync(Visitor visitor, string method, string path, object? body = null)
    {
        if (visitor.Page.Url == "about:blank")
            await visitor.OpenAsync("/");
        var answer = await visitor.Page.APIRequest.FetchAsync("/api/v1" + path, new APIRequestContextOptions { Method = method, DataObject = body });
        var text = await answer.TextAsync();
        if (!answer.Ok)
            throw new InvalidOperationException($"{method} {path} answered {answer.Status}: {text}");
        return text == "" ? default : JsonDocument.Parse(text).RootElement.GetProperty("data").Clone();
    }
}
