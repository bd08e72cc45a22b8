using System.Text.Json.Nodes;
using Marquee.Providers.Tests.Fake;
using Marquee.Providers.Tmdb;

namespace Marquee.Providers.Tests.Tmdb;

/// <summary>TMDB's own answers, as recorded, become records.</summary>
public sealed class ReadingTmdb
{
    /// <summary>The recorded film with its separately recorded parts, as one answer with appended parts.</summary>
    static string Film()
    {
        var film = JsonNode.Parse(Recordings.Of("3_movie_47964.json"))!.AsObject();
        foreach (var (part, file) in ((string, string)[])[("keywords", "keywords"), ("release_dates", "release_dates"), ("videos", "videos"), ("watch/providers", "watch_providers")])
            film[part] = JsonNode.Parse(Recordings.Of($"3_movie_47964_{file}.json"));
        film["credits"] = JsonNode.Parse("""{"cast":[{"id":62,"name":"Bruce Willis","character":"John McClane","order":0,"profile_path":null}],"crew":[{"id":7,"name":"John Moore","job":"Director","department":"Directing"}]}""");
        return film.ToJsonString();
    }

    [Fact]
    public async Task A_film_comes_with_all_its_parts_in_one_call()
    {
        await using var server = Recordings.Replaying(("/movie/47964", Film()));
        using var tmdb = server.Tmdb();

        var film = (await tmdb.FilmAsync(47964, TestContext.Current.CancellationToken))!.Value;

        Assert.Single(server.Asked);
        Assert.Equal(("A Good Day to Die Hard", "tt1606378", new DateOnly(2013, 2, 6), TmdbKind.Film), (film.Title, film.ImdbId, film.Released, film.Kind));
        Assert.Equal(["Action", "Thriller"], film.Genres);
        Assert.Contains("plutonium", film.Keywords);
        Assert.Equal("R", film.Certifications.Single(c => c.Country == "US").Certification);
        Assert.Equal("", film.Certifications.Single(c => c.Country == "AZ").Certification);
        Assert.Contains(film.Videos, video => video is { Site: "YouTube", IsOfficial: true, Language: "en" });
        Assert.Contains(film.Offers, offer => offer is { Region: "AE", Service: "Apple TV Store", Kind: TmdbOfferKind.Buy });
        Assert.Contains(film.WatchLinks, link => link.Region == "AE");
        Assert.Equal("Die Hard Collection", film.Collection!.Name);
        Assert.Equal(("Bruce Willis", "John McClane"), (film.Cast[0].Name, film.Cast[0].Part));
        Assert.Equal(("Director", "Directing"), (film.Crew[0].Part, film.Crew[0].Department));
    }

    [Fact]
    public async Task A_show_comes_with_its_seasons_and_those_left_out_silently_are_asked_for()
    {
        var season = Recordings.Of("3_tv_1396_season_1.json");
        // Season 1 comes appended, the others are left out as TMDB does, and one of them exists after all.
        var appended = $$"""{"id":1396,"season/1":{{season}}}""";
        await using var server = new FakeServer(request => request.Path switch
        {
            var path when path.Contains("append_to_response=season", StringComparison.Ordinal) => new FakeReply(200, appended),
            var path when path.StartsWith("/tv/1396/season/2?", StringComparison.Ordinal) => new FakeReply(200, season.Replace("\"season_number\": 1", "\"season_number\": 2", StringComparison.Ordinal)),
            var path when path.StartsWith("/tv/1396/season", StringComparison.Ordinal) => new FakeReply(404, Recordings.Of("3_movie_999999999.json")),
            _ => new FakeReply(200, Recordings.Of("3_tv_1396.json")),
        });
        using var tmdb = server.Tmdb();

        var show = (await tmdb.ShowAsync(1396, TestContext.Current.CancellationToken))!.Value;

        Assert.Equal(("Breaking Bad", "Ended", 56), (show.Title, show.Status, show.Runtime));
        Assert.Equal([0, 1, 2, 3, 4, 5], show.Seasons.Select(s => s.Number));
        Assert.Equal([0, 7, 7, 0, 0, 0], show.Seasons.Select(s => s.Episodes.Count));
        Assert.Equal(("Pilot", new DateOnly(2008, 1, 20), 59), (show.Seasons[1].Episodes[0].Name, show.Seasons[1].Episodes[0].AirDate!.Value, show.Seasons[1].Episodes[0].Runtime!.Value));
        Assert.Equal("Vince Gilligan", Assert.Single(show.Creators).Name);
    }

    [Fact]
    public async Task No_more_than_twenty_parts_are_appended()
    {
        var show = JsonNode.Parse(Recordings.Of("3_tv_1396.json"))!.AsObject();
        show["seasons"] = new JsonArray([.. Enumerable.Range(0, 45).Select(n => JsonNode.Parse($$"""{"id":{{n + 1}},"season_number":{{n}},"episode_count":0}"""))]);
        await using var server = new FakeServer(request =>
        {
            var parts = request.Path.Split("append_to_response=").ElementAtOrDefault(1)?.Split('&')[0].Split(',') ?? [];
            if (parts.Length > 20)
                return new FakeReply(400, """{"success":false,"status_code":27,"status_message":"Too many append to response objects: The maximum number of remote calls is 20."}""");
            return parts.Length > 0 && parts[0].StartsWith("season", StringComparison.Ordinal)
                ? new FakeReply(200, $"{{{string.Join(',', parts.Select(part => $"\"{part}\":{{\"id\":1,\"season_number\":{part.Split('/')[1]},\"episodes\":[]}}"))}}}")
                : new FakeReply(200, show.ToJsonString());
        });
        using var tmdb = server.Tmdb();

        Assert.Equal(45, (await tmdb.ShowAsync(1396, TestContext.Current.CancellationToken))!.Value.Seasons.Count);
        Assert.Equal(4, server.Asked.Count);
    }

    [Fact]
    public async Task Lists_leave_people_out_read_empty_dates_as_none_and_end_at_page_500()
    {
        await using var server = Recordings.Replaying(
            ("/search/multi", Recordings.Of("3_search_multi__query=Jobs_include_adult=false.json")),
            ("/trending/all/week", Recordings.Of("3_trending_all_week.json")),
            ("/discover/movie", Recordings.Of("3_discover_movie.json")));
        using var tmdb = server.Tmdb();

        var found = (await tmdb.SearchAsync("Jobs", 1, TestContext.Current.CancellationToken))!.Value;
        Assert.Contains(found.Items, item => item is { Kind: TmdbKind.Show, Title: "Dirty Jobs", Id: 2584 });
        Assert.Contains(found.Items, item => item.Kind == TmdbKind.Film);
        Assert.NotEmpty((await tmdb.TrendingAsync(week: true, 1, TestContext.Current.CancellationToken))!.Value.Items);

        var discovered = (await tmdb.DiscoverAsync(TmdbKind.Film, new Dictionary<string, string> { ["with_genres"] = "18" }, 9999, TestContext.Current.CancellationToken))!.Value;
        Assert.Equal(500, discovered.Pages);
        Assert.Contains(server.Asked, request => request.Path.StartsWith("/discover/movie", StringComparison.Ordinal) && request.Path.Contains("&page=500", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ids_of_other_services_lead_to_the_title()
    {
        await using var server = Recordings.Replaying(
            ("/find/tt0903747?external_source=imdb_id", Recordings.Of("3_find_tt0903747__external_source=imdb_id.json")),
            ("/find/81189?external_source=tvdb_id", Recordings.Of("3_find_81189__external_source=tvdb_id.json")));
        using var tmdb = server.Tmdb();

        foreach (var (id, isTvdb) in ((string, bool)[])[("tt0903747", false), ("81189", true)])
            Assert.Equal((TmdbKind.Show, 1396L), (await tmdb.FindAsync(id, isTvdb, TestContext.Current.CancellationToken))!.Value.Titles.Select(t => (t.Kind, t.Id)).Single());
    }

    [Fact]
    public async Task What_is_not_there_is_null_and_genres_and_configuration_are_read()
    {
        await using var server = Recordings.Replaying(
            ("/genre/movie/list", Recordings.Of("3_genre_movie_list.json")), ("/genre/tv/list", Recordings.Of("3_genre_tv_list.json")), ("/configuration", """{"images":{"secure_base_url":"https://image.tmdb.org/t/p/","poster_sizes":["w92","w342"]}}"""));
        using var tmdb = server.Tmdb();

        Assert.Null(await tmdb.FilmAsync(999999999, TestContext.Current.CancellationToken));
        Assert.Contains((await tmdb.GenresAsync(TmdbKind.Film, TestContext.Current.CancellationToken))!.Value, genre => genre == new TmdbGenre(878, "Science Fiction"));
        Assert.Contains((await tmdb.GenresAsync(TmdbKind.Show, TestContext.Current.CancellationToken))!.Value, genre => genre == new TmdbGenre(10765, "Sci-Fi & Fantasy"));
        Assert.Equal(["w92", "w342"], (await tmdb.ConfigurationAsync(TestContext.Current.CancellationToken))!.Value.PosterSizes);
    }

    [Fact]
    public async Task Changes_are_asked_for_in_windows_of_fourteen_days_and_page_by_page()
    {
        await using var server = new FakeServer(request =>
        {
            var page = int.Parse(request.Path.Split("page=")[1].Split('&')[0], System.Globalization.CultureInfo.InvariantCulture);
            var window = request.Path.Contains("start_date=2026-11-01", StringComparison.Ordinal) ? 100 : 200;
            return new FakeReply(200, $$"""{"results":[{"id":{{window + page}},"adult":false,"softcore":false},{"id":null}],"page":{{page}},"total_pages":2,"total_results":3}""");
        });
        using var tmdb = server.Tmdb();

        var changed = await tmdb.ChangesAsync(TmdbKind.Film, new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 20), TestContext.Current.CancellationToken);

        Assert.Equal([101, 102, 201, 202], changed.Order());
        Assert.Contains(server.Asked, request => request.Path.Contains("start_date=2026-11-01&end_date=2026-11-14", StringComparison.Ordinal));
        Assert.Contains(server.Asked, request => request.Path.Contains("start_date=2026-11-15&end_date=2026-11-20", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Any_odd_answer_is_read_without_an_exception_of_its_own()
    {
        foreach (var body in (string[])["""{"id":"47964","title":7,"runtime":"x","release_date":"","genres":{"a":1},"credits":[],"release_dates":{"results":[{}]},"watch/providers":{"results":[]}}""", """{"id":1,"name":"","original_title":"X","vote_average":1e400}""", """{"id":1,"genres":[1,null,{"name":null}],"keywords":{"keywords":[[]]}}"""])
        {
            await using var server = Recordings.Replaying(("/movie/47964", body));
            using var tmdb = server.Tmdb();
            Assert.NotNull((await tmdb.FilmAsync(47964, TestContext.Current.CancellationToken))!.Value.Title);
        }
    }
}
