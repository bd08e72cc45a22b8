using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Marquee.Data;
using Marquee.Features.Recommendations.Learning;
using Marquee.Tests.Access;
using Marquee.Tests.Host;
using Marquee.Tests.Imports;
using Marquee.Tests.Tracking;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Catalogue;

/// <summary>
/// A title that somebody made, here by an import, is theirs alone. Others walk through every door there is, the owner of the house too: wherever it is named they hear what
/// they would hear of a title that does not exist, and no list, page or count tells of it.
/// </summary>
public abstract partial class OwnTitlesArePrivate(DatabaseKind kind)
{
    const string Missing = "987654321";
    const string Everything =
        """
        {"rating":7,"status":"watching","tags":["a"],"note":"n","reason":"not interested","medium":"disc","body":"A review that is long enough to be one.","visibility":"private",
         "episodes":[],"all":true,"watched_on":"2024-01-05","after":null,"title":"New","kind":"film"}
        """;

    static readonly Persona[] Others = [Persona.Owner, Persona.Admin, Persona.Stranger, Persona.Kid, Persona.Guest, Persona.Anonymous];

    [Fact]
    public async Task Every_address_that_names_one_answers_as_if_it_were_not_there()
    {
        await using var house = await House.BuildAsync(kind);
        var own = await MakeAsync(house);
        var wrong = new List<string>();
        foreach (var persona in Others)
        {
            using var other = await house.AsAsync(persona);
            foreach (var route in Routes.Of(house.Program.Services))
                foreach (var (sign, id) in own.Signs.Where(named => route.Pattern.Contains(named.Sign, StringComparison.Ordinal)))
                {
                    var real = await AnswerAsync(other, route, sign, id.ToString(CultureInfo.InvariantCulture));
                    var missing = await AnswerAsync(other, route, sign, Missing);
                    if (real != missing)
                        wrong.Add($"{persona} {route}: {real} and not {missing}");
                }
        }

        Assert.Empty(wrong);
        using var stranger = await house.AsAsync(Persona.Stranger);
        using var refused = await stranger.GetAsync($"/api/v1/titles/{own.Film}");
        Assert.Equal((HttpStatusCode.NotFound, "title_not_found"), (refused.StatusCode, (await refused.JsonAsync()).GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Nobody_can_do_anything_to_one_by_naming_it_in_what_they_send()
    {
        await using var house = await House.BuildAsync(kind);
        var own = await MakeAsync(house);
        using var other = await house.AsAsync(Persona.Stranger);
        var list = (await other.PostDataAsync("/api/v1/lists", new { name = "Films to see" })).GetProperty("id").GetString();
        (string Path, HttpMethod Method, Func<string, object> Body)[] doors =
        [
            ("/api/v1/plays", HttpMethod.Post, id => new { title_id = id }),
            ("/api/v1/plays/bulk", HttpMethod.Post, id => new { plays = new[] { new { title_id = id } } }),
            ("/api/v1/progress", HttpMethod.Put, id => new { title_id = id, seconds = 60 }),
            ("/api/v1/ratings/bulk", HttpMethod.Post, id => new { ratings = new[] { new { title_id = id, rating = 7 } } }),
            ($"/api/v1/lists/{list}/items", HttpMethod.Post, id => new { titles = new[] { id } }),
            ($"/api/v1/lists/{list}/items/remove", HttpMethod.Post, id => new { titles = new[] { id } }),
            ("/api/v1/library/bulk", HttpMethod.Post, id => new { titles = new[] { id }, tag = "a" }),
        ];

        foreach (var door in doors)
        {
            using var real = await other.SendJsonAsync(door.Method, door.Path, door.Body(own.Film.ToString(CultureInfo.InvariantCulture)));
            using var missing = await other.SendJsonAsync(door.Method, door.Path, door.Body(Missing));
            Assert.Equal((door.Path, missing.StatusCode, await SaidAsync(missing, Missing)), (door.Path, real.StatusCode, await SaidAsync(real, own.Film.ToString(CultureInfo.InvariantCulture))));
        }

        await using var connection = await house.Program.Database.OpenAsync();
        Assert.Equal(0, await connection.ScalarAsync<long>("select count(*) from plays where title_id = @Film and profile_id <> @Maker", own, default));
    }

    [Fact]
    public async Task No_list_and_no_page_tells_of_one()
    {
        await using var house = await House.BuildAsync(kind);
        var own = await MakeAsync(house);
        var maker = house.ProfileOf(Persona.Friend);
        var addresses = Routes.Of(house.Program.Services).Where(route => route.Method == "GET" && !route.Pattern.Contains('{', StringComparison.Ordinal)).Select(route => route.Pattern)
            .Concat([
                "/api/v1/search?q=xyzzy", "/api/v1/search?q=plugh", "/api/v1/search?year=1907", "/search?q=xyzzy", "/search/suggest?q=xyzzy", "/log?q=xyzzy", $"/log?title={own.Film}", "/search?kind=film&sort=newest",
                "/api/v1/discover/new?limit=100", "/discover/new", "/discover/popular", "/api/v1/discover/trending?window=hour", "/api/v1/library?filter=xyzzy", "/api/v1/recommendations?limit=100",
                "/api/v1/recommendations?model=popularity&limit=100", $"/api/v1/people/{own.Person}", $"/people/{own.Person}", $"/api/v1/profiles/{maker}", $"/profiles/{maker}",
                $"/api/v1/lists/{own.List}", $"/api/v1/lists/{own.List}/items", $"/lists/{own.List}", $"/lists/{own.List}?view=grid", $"/api/v1/reviews/{own.Review}", $"/reviews/{own.Review}",
                "/api/v1/populations/movielens-small/users/1/recommendations?limit=100", "/watchlist?q=xyzzy",
            ]).ToList();
        var wrong = new List<string>();
        foreach (var persona in Others)
        {
            using var other = await house.AsAsync(persona);
            foreach (var address in addresses)
            {
                using var answer = await other.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
                if ((int)answer.StatusCode >= 500)
                    wrong.Add($"{persona} {address}: {(int)answer.StatusCode}");
                // What goes on for ever tells of what happens, not of titles.
                if (answer.Content.Headers.ContentType?.MediaType == "text/event-stream")
                    continue;
                var said = await answer.Content.ReadAsStringAsync();
                // What they typed themselves is said again.
                foreach (var word in new[] { "Xyzzy", "Plugh" })
                    if (said.Contains(word, StringComparison.Ordinal))
                        wrong.Add($"{persona} {address}: tells of {word}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task What_somebody_shows_of_theirs_is_shown_and_counted_without_them()
    {
        await using var house = await House.BuildAsync(kind);
        var own = await MakeAsync(house);
        using var maker = await house.AsAsync(Persona.Friend);
        using var other = await house.AsAsync(Persona.Stranger);

        var shown = await other.GetDataAsync($"/api/v1/profiles/{own.Maker}");
        var copied = await other.PostDataAsync($"/api/v1/lists/{own.List}/copy");

        Assert.Equal(["Toy Story"], shown.GetProperty("history").EnumerateArray().Select(title => title.GetProperty("title").GetString()));
        Assert.Equal(1, (await other.GetDataAsync($"/api/v1/lists/{own.List}")).GetProperty("count").GetInt32());
        Assert.Single((await other.GetDataAsync($"/api/v1/lists/{own.List}/items")).EnumerateArray());
        Assert.Equal(1, copied.GetProperty("count").GetInt32());
        Assert.Equal(2, (await maker.GetDataAsync($"/api/v1/lists/{own.List}")).GetProperty("count").GetInt32());
        Assert.Equal(2, (await maker.GetDataAsync($"/api/v1/profiles/{own.Maker}")).GetProperty("history").GetArrayLength());
    }

    [Fact]
    public async Task Who_made_it_finds_it_everywhere()
    {
        await using var house = await House.BuildAsync(kind);
        var own = await MakeAsync(house);
        using var maker = await house.AsAsync(Persona.Friend);

        Assert.Equal("Xyzzy Wedding", (await maker.GetDataAsync($"/api/v1/titles/{own.Film}")).GetProperty("title").GetString());
        foreach (var address in (string[])[$"/titles/{own.Film}", "/log?q=xyzzy", "/library", "/api/v1/plays", "/api/v1/ratings", $"/people/{own.Person}", $"/lists/{own.List}", $"/poster/{own.Film}.svg", $"/reviews/{own.Review}"])
            Assert.Contains("Xyzzy", await maker.GetStringAsync(address), StringComparison.Ordinal);
        using var poster = await maker.GetAsync($"/poster/{own.Film}.svg");
        Assert.True(poster.Headers.CacheControl!.Private);
    }

    [Fact]
    public async Task Models_do_not_learn_of_one_and_it_goes_with_its_maker()
    {
        await using var house = await House.BuildAsync(kind);
        var own = await MakeAsync(house);

        var gathered = await house.Program.Services.GetRequiredService<GatherTrainingData>().HandleAsync(default);
        await house.Program.Database.WriteAsync(connection => connection.ExecuteAsync("delete from profiles where id = @Maker", own, default));

        Assert.True(gathered.Data.Interactions.Items.IndexOf(own.Film) < 0);
        Assert.True(gathered.Data.Interactions.Items.IndexOf(19) >= 0);
        await using var connection = await house.Program.Database.OpenAsync();
        Assert.Equal(0, await connection.ScalarAsync<long>("select count(*) from titles where id in (@Film, @Show)", own, default));
    }

    sealed record Own(long Film, long Show, long Season, long Episode, long Person, long List, long Review, long Maker)
    {
        public IEnumerable<(string Sign, long Id)> Signs =>
            [("titles/{", Film), ("titles/{", Show), ("seasons/{", Season), ("episodes/{", Episode), ("poster/{", Film), ("still/{", Film)];
    }

    // A film made by an import; a show with an episode and a person beside it; all of it watched, rated, listed and reviewed, and everything of the maker's open to everybody.
    static async Task<Own> MakeAsync(House house)
    {
        using var maker = await house.AsAsync(Persona.Friend);
        var profile = house.ProfileOf(Persona.Friend);
        using (var imported = await maker.SendAsync(
            ExportFiles.Diary + "2024-01-05,Xyzzy Wedding,1907,https://boxd.it/a,4,,,2024-01-04\n2024-01-06,Toy Story,1995,https://boxd.it/b,4,,,2024-01-05\n", "diary.csv", "?unmatched=own"))
            Assert.True(imported.IsSuccessStatusCode, await imported.Content.ReadAsStringAsync());
        var now = DateTimeOffset.UtcNow;
        var made = await house.Program.Database.WriteAsync(async connection =>
        {
            var film = await connection.ScalarAsync<long>("select id from titles where made_by = @profile", new { profile }, default);
            var show = await connection.ScalarAsync<long>(
                """
                insert into titles (kind, title, sort_title, match_key, year, manual, made_by, vote_average, vote_count, popularity, created_at, metadata_updated_at)
                values ('show', 'Xyzzy Diaries', 'xyzzy diaries', 'xyzzy diaries', 1907, true, @profile, 9, 20, 100000, @now, @now) returning id
                """, new { profile, now }, default);
            var season = await connection.ScalarAsync<long>("insert into seasons (title_id, number) values (@show, 1) returning id", new { show }, default);
            var episode = await connection.ScalarAsync<long>("insert into episodes (title_id, season_id, number, name, air_date) values (@show, @season, 1, 'Plugh Begins', @day) returning id",
                new { show, season, day = now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }, default);
            var person = await connection.ScalarAsync<long>("insert into people (name, match_key) values ('Xyzzy Plugh', 'xyzzy plugh') returning id", null, default);
            await connection.ExecuteAsync("insert into credits (title_id, person_id, role, billing) values (@film, @person, 'director', 0)", new { film, person }, default);
            await connection.ExecuteAsync(
                """
                update titles set popularity = 100000, vote_average = 9, vote_count = 20 where id = @film;
                update profiles set visibility = 'public', history_visibility = 'public', ratings_visibility = 'public', lists_visibility = 'public', reviews_visibility = 'public',
                    statistics_visibility = 'public' where id = @profile;
                """, new { film, profile }, default);
            return (film, show, season, episode, person);
        });
        var list = (await maker.PostDataAsync("/api/v1/lists", new { name = "For everybody", visibility = "public" })).GetProperty("id").GetString();
        await maker.PostDataAsync($"/api/v1/lists/{list}/items", new { titles = new[] { made.film.ToString(CultureInfo.InvariantCulture), Watchers.ToyStory } });
        var review = await maker.PostDataAsync($"/api/v1/titles/{made.film}/reviews", new { body = "What a day that was, from beginning to end.", visibility = "public" });
        return new Own(made.film, made.show, made.season, made.episode, made.person, Number(list), Number(review.GetProperty("id").GetString()), profile.Value);
    }

    static long Number(string? id) => long.Parse(id!, CultureInfo.InvariantCulture);

    static async Task<string> AnswerAsync(HttpClient other, Route route, string sign, string id)
    {
        var path = "/" + string.Join('/', route.Pattern.TrimStart('/').Split('/').Select((part, i) => i > 0 && $"{route.Pattern.TrimStart('/').Split('/')[i - 1]}/{part}".Contains(sign, StringComparison.OrdinalIgnoreCase)
            ? Hole().Replace(part, id) : Hole().Replace(part, "1")));
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), path);
        if (route.Method is not ("GET" or "DELETE"))
            request.Content = path.StartsWith("/api", StringComparison.Ordinal) ? new StringContent(Everything, Encoding.UTF8, "application/json") : new FormUrlEncodedContent([]);
        using var answer = await other.SendAsync(request);
        return $"{(int)answer.StatusCode} {answer.Headers.Location} {await SaidAsync(answer, id)}";
    }

    static async Task<string> SaidAsync(HttpResponseMessage answer, string id) =>
        Changing().Replace((await answer.Content.ReadAsStringAsync()).Replace(id, "ID", StringComparison.Ordinal), "");

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();

    // Tokens of forms, and what is new with each request.
    [GeneratedRegex("""value="[^"]{20,}"|"(trace_id|traceId|request_id)":"[^"]*",?|nonce="[^"]*"|name="once" value="[^"]*" """)]
    private static partial Regex Changing();

    public sealed class On_Sqlite() : OwnTitlesArePrivate(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : OwnTitlesArePrivate(DatabaseKind.PostgreSql);
}
