using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Marquee.Data;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;
using Marquee.Tests.Tracking;

namespace Marquee.Tests.Access;

/// <summary>
/// A film that a kid saw, rated, listed, reviewed, tagged and owns, and that was labelled R afterwards: from then on it does not exist for that kid, by whichever
/// door it comes, whoever shows it. Walks every way in there is, so that a new one is tried too.
/// </summary>
public abstract class BeyondAKidsCap(DatabaseKind kind)
{
    [Fact]
    public async Task No_door_shows_the_title_or_leads_to_it()
    {
        await using var house = await House.BuildAsync(kind);
        var film = await FilmAsync(house);
        using var kid = await house.AsAsync(Persona.Kid);
        var things = await DoEverythingAsync(house, kid, film);
        var shown = new List<string>();
        var asked = 0;

        foreach (var route in Routes.Of(house.Program.Services).Where(route => route.Method == "GET"))
            foreach (var address in Addresses(route.Pattern, film, things))
            {
                var (status, body) = await ReadAsync(kid, address);
                asked += status == HttpStatusCode.OK ? 1 : 0;
                // What is answered about an address says the address.
                if (Shows(NamesTheTitle(route.Pattern) ? body.Replace(address, "", StringComparison.Ordinal) : body, film))
                    shown.Add($"{address} shows it");
                if (NamesTheTitle(route.Pattern) && status != HttpStatusCode.NotFound)
                    shown.Add($"{address} answers {(int)status}");
            }

        Assert.Empty(shown);
        Assert.True(asked > 50, $"only {asked} addresses answered");
    }

    [Fact]
    public async Task The_same_doors_show_it_to_a_grown_up()
    {
        // Otherwise the walk above would prove nothing.
        await using var house = await House.BuildAsync(kind);
        var film = await FilmAsync(house);
        using var kid = await house.AsAsync(Persona.Kid);
        var things = await DoEverythingAsync(house, kid, film);
        await house.Program.Database.WriteAsync(connection =>
            connection.ExecuteAsync("update profiles set kind = 'personal', certification_cap = null, taste_version = taste_version + 1 where id = @kid", new { kid = house.ProfileOf(Persona.Kid) }, default));
        using var grown = await house.AsAsync(Persona.Kid);
        var shown = new HashSet<string>();

        foreach (var route in Routes.Of(house.Program.Services).Where(route => route.Method == "GET"))
            foreach (var address in Addresses(route.Pattern, film, things))
                if (Shows((await ReadAsync(grown, address)).Body, film))
                    shown.Add(route.Pattern);

        Assert.Empty(((string[])[
            "/api/v1/titles/{id}", "/titles/{Id}", "/api/v1/library/", "/library", "/api/v1/diary/", "/diary", "/api/v1/plays/", "/api/v1/plays/{id:long}", "/api/v1/ratings/", "/api/v1/lists/{id}/items",
            "/lists/{Id}", "/watchlist", "/api/v1/reviews/", "/api/v1/reviews/{id:long}", "/reviews", "/reviews/{Id:long}", "/api/v1/continue", "/api/v1/calendar/", "/calendar", "/calendar/{secret}.ics",
            "/api/v1/discover/trending", "/api/v1/discover/highlights", "/discover", "/api/v1/people/{id}", "/people/{Id}", "/api/v1/search", "/search", "/search/suggest", "/log",
            "/api/v1/profiles/{id}", "/profiles/{Id}", "/api/v1/undo", "/poster/{id:long}.svg"]).Except(shown));
    }

    [Fact]
    public async Task A_body_that_names_it_is_answered_as_if_it_did_not_exist()
    {
        await using var house = await House.BuildAsync(kind);
        var film = await FilmAsync(house);
        using var kid = await house.AsAsync(Persona.Kid);
        var things = await DoEverythingAsync(house, kid, film);
        var list = things["own list"];
        (string Method, string Path, Func<string, object> Body)[] doors =
        [
            ("POST", "/api/v1/plays", id => new { title_id = id }),
            ("POST", "/api/v1/plays/bulk", id => new { plays = new[] { new { title_id = id } } }),
            ("POST", "/api/v1/ratings/bulk", id => new { ratings = new[] { new { title_id = id, rating = 8 } } }),
            ("PUT", "/api/v1/progress", id => new { title_id = id, seconds = 600 }),
            ("POST", $"/api/v1/lists/{list}/items", id => new { titles = new[] { id } }),
            ("POST", $"/api/v1/lists/{list}/items/remove", id => new { titles = new[] { id } }),
        ];

        foreach (var (method, path, body) in doors)
        {
            using var hidden = await kid.SendJsonAsync(new HttpMethod(method), path, body(film.Id));
            using var nothing = await kid.SendJsonAsync(new HttpMethod(method), path, body("999999999"));

            var (told, expected) = (await hidden.JsonAsync(), await nothing.JsonAsync());
            Assert.Equal((path, HttpStatusCode.NotFound, "title_not_found"), (path, hidden.StatusCode, told.Text("code")));
            Assert.Equal((path, nothing.StatusCode, expected.Text("code"), expected.Text("detail")), (path, hidden.StatusCode, told.Text("code"), told.Text("detail")));
        }

        var changed = await kid.PostDataAsync("/api/v1/library/bulk", new { titles = new[] { film.Id }, tag = "mine" });
        Assert.Equal(0, changed.GetProperty("titles").GetInt32());
    }

    [Fact]
    public async Task Every_address_that_names_it_changes_nothing()
    {
        await using var house = await House.BuildAsync(kind);
        var film = await FilmAsync(house);
        using var kid = await house.AsAsync(Persona.Kid);
        var things = await DoEverythingAsync(house, kid, film);
        var wrong = new List<string>();

        foreach (var route in Routes.Of(house.Program.Services).Where(route => route.Method != "GET" && NamesTheTitle(route.Pattern)))
        {
            var status = await SendAsync(route.Pattern.StartsWith("/api", StringComparison.Ordinal) ? new StringContent("{}", Encoding.UTF8, "application/json") : new FormUrlEncodedContent([]));
            // Routing itself turns away the wrong kind of body, before anybody asks which title is meant.
            if (status == HttpStatusCode.UnsupportedMediaType)
                status = await SendAsync(new MultipartFormDataContent { { new StringContent("x"), "nothing" } });
            if (status == HttpStatusCode.UnsupportedMediaType)
                status = await SendAsync(new ByteArrayContent([1]) { Headers = { ContentType = new("image/png") } });
            if (status != HttpStatusCode.NotFound)
                wrong.Add($"{route}: {(int)status}");

            async Task<HttpStatusCode> SendAsync(HttpContent body)
            {
                using var request = new HttpRequestMessage(new HttpMethod(route.Method), Addresses(route.Pattern, film, things).First()) { Content = body };
                using var answer = await kid.SendAsync(request);
                return answer.StatusCode;
            }
        }

        Assert.Empty(wrong);
    }

    /// <summary>An answer; of one that goes on as long as something happens, such as the progress of an import, only that it began.</summary>
    static async Task<(HttpStatusCode Status, string Body)> ReadAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync());
    }

    sealed record Film(string Id, string Title, string Person);

    /// <summary>A film labelled R, of a name that nothing else is called, that somebody made.</summary>
    static async Task<Film> FilmAsync(House house)
    {
        await using var connection = await house.Program.Database.OpenAsync();
        return (await connection.FirstAsync<Film>(
            """
            select cast(t.id as text) as id, t.title, cast(c.person_id as text) as person from titles t join credits c on c.title_id = t.id and c.role = 'director'
            where t.certification = 'R' and t.kind = 'film' and length(t.title) > 18 and t.title not like '%''%' and t.title not like '%&%' and t.original_title is null
            order by t.popularity desc, t.id limit 1
            """, null, default))!;
    }

    /// <summary>Does with the film, while it is still fit for the kid, whatever one does with a film; and others show it too.</summary>
    static async Task<Dictionary<string, string>> DoEverythingAsync(House house, HttpClient kid, Film film)
    {
        var id = long.Parse(film.Id, CultureInfo.InvariantCulture);
        var now = DateTimeOffset.UtcNow;
        var soon = now.AddDays(3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await LabelAsync("PG");
        var play = await kid.LogAsync(new { title_id = film.Id, rating = 9 });
        await kid.SendDataAsync(HttpMethod.Put, $"/api/v1/titles/{film.Id}/watchlist");
        await kid.SendDataAsync(HttpMethod.Put, $"/api/v1/titles/{film.Id}/favourite");
        await kid.SendDataAsync(HttpMethod.Put, $"/api/v1/titles/{film.Id}/note", new { note = "again soon" });
        await kid.SendDataAsync(HttpMethod.Put, $"/api/v1/titles/{film.Id}/tags", new { tags = new[] { "rainy day" } });
        await kid.PostDataAsync($"/api/v1/titles/{film.Id}/copies", new { medium = "disc" });
        var review = await kid.PostDataAsync($"/api/v1/titles/{film.Id}/reviews", new { body = "Twenty characters are not many to say it in.", rating = 9 });
        await kid.SendDataAsync(HttpMethod.Put, "/api/v1/progress", new { title_id = film.Id, seconds = 1500 });
        var list = (await kid.PostDataAsync("/api/v1/lists", new { name = "Mine" })).Text("id");
        await kid.PostDataAsync($"/api/v1/lists/{list}/items", new { titles = new[] { film.Id } });
        var smart = (await kid.PostDataAsync("/api/v1/lists", new { name = "Seen", filter = "seen:yes" })).Text("id");
        await kid.SendDataAsync(HttpMethod.Put, $"/api/v1/titles/{film.Id}/hidden", new { reason = "not interested" });
        var feed = (await kid.PostDataAsync("/api/v1/calendar/feed")).Text("url");

        using var friend = await house.AsAsync(Persona.Friend);
        var theirs = (await friend.PostDataAsync("/api/v1/lists", new { name = "Theirs", visibility = "public" })).Text("id");
        await friend.PostDataAsync($"/api/v1/lists/{theirs}/items", new { titles = new[] { film.Id } });
        await friend.LogAsync(new { title_id = film.Id, rating = 10 });
        var their = await friend.PostDataAsync($"/api/v1/titles/{film.Id}/reviews", new { body = "Twenty characters are not many to say it in.", rating = 9, visibility = "public" });
        await house.Program.Database.WriteAsync(async connection =>
        {
            var profile = house.ProfileOf(Persona.Friend);
            await connection.ExecuteAsync(
                "update profiles set visibility = 'public', history_visibility = 'public', ratings_visibility = 'public', lists_visibility = 'public', reviews_visibility = 'public', statistics_visibility = 'public' where id = @profile",
                new { profile }, default);
            foreach (var period in (string[])[now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), $"{ISOWeek.GetYear(now.UtcDateTime)}-W{ISOWeek.GetWeekOfYear(now.UtcDateTime):00}"])
                await connection.ExecuteAsync("insert into highlights (period, position, title_id) values (@period, 0, @id)", new { period, id }, default);
            await connection.ExecuteAsync("insert into trending_buckets (title_id, bucket, score) values (@id, @bucket, 50) on conflict do nothing", new { id, bucket = now.ToUnixTimeSeconds() / 600 }, default);
            await connection.ExecuteAsync("update titles set release_date = @soon where id = @id", new { soon, id }, default);
        });
        await LabelAsync("R");
        return new()
        {
            ["own list"] = list,
            ["smart list"] = smart,
            ["their list"] = theirs,
            ["play"] = play.Text("play_id"),
            ["review"] = review.Text("id"),
            ["their review"] = their.Text("id"),
            ["friend"] = house.ProfileOf(Persona.Friend).ToString(),
            ["feed"] = new Uri(feed).AbsolutePath,
        };

        Task LabelAsync(string label) => house.Program.Database.WriteAsync(connection => connection.ExecuteAsync("update titles set certification = @label where id = @id", new { label, id }, default));
    }

    /// <summary>Addresses that could show the film at this pattern.</summary>
    static IEnumerable<string> Addresses(string pattern, Film film, Dictionary<string, string> things)
    {
        var name = Uri.EscapeDataString(film.Title);
        var month = DateTimeOffset.UtcNow.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        return pattern switch
        {
            "/calendar/{secret}.ics" => [things["feed"]],
            "/api/v1/search" or "/search" => [$"{pattern}?q={name}", $"{pattern}?sort=popular&limit=50"],
            "/search/suggest" or "/log" or "/api/v1/search/tmdb" => [$"{pattern}?q={name}", $"{pattern}?title={film.Id}"],
            "/watchlist" => [pattern, $"{pattern}?q={name}"],
            "/calendar" => [pattern, $"{pattern}?month={month}", $"{pattern}?month={DateTimeOffset.UtcNow.AddDays(3):yyyy-MM}"],
            "/api/v1/populations/{population}/users/{userId:long}/recommendations" => [.. Enumerable.Range(1, 20).Select(user => $"/api/v1/populations/ml-latest-small/users/{user}/recommendations?limit=100")],
            _ when pattern.Contains("/lists/{", StringComparison.Ordinal) => ((string[])["own list", "smart list", "their list"]).Select(list => Fill(pattern, things[list], film.Id)),
            _ when pattern.Contains("/people/{", StringComparison.Ordinal) => [Fill(pattern, film.Person, film.Id)],
            _ when pattern.Contains("/plays/{", StringComparison.Ordinal) => [Fill(pattern, things["play"], film.Id)],
            _ when pattern.Contains("/reviews/{", StringComparison.Ordinal) => [Fill(pattern, things["review"], film.Id), Fill(pattern, things["their review"], film.Id)],
            _ when pattern.Contains("/profiles/{", StringComparison.Ordinal) => [Fill(pattern, things["friend"], film.Id)],
            _ when pattern.Contains("/exports/{", StringComparison.Ordinal) || pattern.StartsWith("/export/{", StringComparison.Ordinal) => [Fill(pattern, "imdb", film.Id), Fill(pattern, "trakt", film.Id)],
            _ => [Fill(pattern, film.Id, film.Id)],
        };
    }

    static string Fill(string pattern, string first, string others)
    {
        var parts = pattern.Split('/');
        for (var (i, filled) = (0, false); i < parts.Length; i++)
            if (parts[i].IndexOf('{', StringComparison.Ordinal) is >= 0 and var start)
            {
                parts[i] = parts[i][..start] + (filled ? others : first) + parts[i][(parts[i].IndexOf('}', StringComparison.Ordinal) + 1)..];
                filled = true;
            }

        return string.Join('/', parts);
    }

    static bool NamesTheTitle(string pattern) => pattern.Contains("titles/{", StringComparison.Ordinal) || pattern.StartsWith("/poster/{", StringComparison.Ordinal) || pattern.StartsWith("/still/{", StringComparison.Ordinal);

    /// <summary>The name, as text, as HTML, in JSON or in a calendar's folded lines.</summary>
    static bool Shows(string body, Film film)
    {
        var text = WebUtility.HtmlDecode(body.Replace("\r\n ", "", StringComparison.Ordinal));
        return text.Contains(film.Title, StringComparison.OrdinalIgnoreCase) && !IsEcho(text, film)
            || text.Contains(JsonEncodedText.Encode(film.Title).ToString(), StringComparison.Ordinal) && !IsEcho(text, film)
            || text.Contains($"/titles/{film.Id}\"", StringComparison.Ordinal) || text.Contains($"\"title_id\":\"{film.Id}\"", StringComparison.Ordinal);
    }

    /// <summary>What was typed into the search box stands there again.</summary>
    static bool IsEcho(string text, Film film) =>
        !text.Replace($"value=\"{film.Title}\"", "", StringComparison.Ordinal).Replace($"“{film.Title}”", "", StringComparison.Ordinal).Contains(film.Title, StringComparison.OrdinalIgnoreCase);

    public sealed class On_Sqlite() : BeyondAKidsCap(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : BeyondAKidsCap(DatabaseKind.PostgreSql);
}
