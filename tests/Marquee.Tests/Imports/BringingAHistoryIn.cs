using System.Net;
using System.Text.Json;
using Dapper;
using Marquee.Tests.Host;

namespace Marquee.Tests.Imports;

public abstract class BringingAHistoryIn(ProgramOn program)
{
    [Fact]
    public async Task A_Letterboxd_zip_of_two_hundred_films_is_matched_and_kept()
    {
        var visitor = await program.NewVisitorAsync();

        var data = await visitor.BringInAsync(ExportFiles.LetterboxdZip(ratings: ExportFiles.TwoHundredRatings), "letterboxd-ann.zip");

        Assert.Equal([205, 202, 0, 3, 0], data.Counts());
        Assert.Equal("Brought in 202 ratings.", data.GetProperty("import").GetProperty("message").GetString());
        Assert.Equal(202, await CountAsync(data, "ratings"));
        var left = data.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("title").GetString());
        Assert.Equal(["Dune", "Parasite", "Everything Everywhere All at Once"], left);
    }

    [Fact]
    public async Task The_same_file_twice_changes_nothing()
    {
        var visitor = await program.NewVisitorAsync();
        var zip = ExportFiles.LetterboxdZip(
            ratings: ExportFiles.Ratings + "2024-03-03,Heat,1995,https://boxd.it/1,4.5\n",
            diary: ExportFiles.Diary + "2024-01-05,Heat,1995,https://boxd.it/a,4,,,2024-01-04\n2024-03-03,Heat,1995,https://boxd.it/b,4.5,Yes,,2024-03-02\n",
            watched: ExportFiles.Films + "2024-01-05,Heat,1995,https://boxd.it/1\n2024-01-05,Fargo,1996,https://boxd.it/2\n",
            watchlist: ExportFiles.Films + "2024-01-05,Alien,1979,https://boxd.it/3\n");

        var first = await visitor.BringInAsync(zip, "letterboxd.zip");
        var before = await HistoryAsync(first);
        var second = await visitor.BringInAsync(zip, "letterboxd.zip");

        Assert.Equal(["play day", "play day", "play unknown", "rating 90", "watchlist"], before.Select(entry => entry[..entry.IndexOf('@')]).Order(StringComparer.Ordinal));
        Assert.Equal(before, await HistoryAsync(second));
        Assert.Equal(first.Counts(), second.Counts());
        Assert.Equal("Everything in it was here already.", second.GetProperty("import").GetProperty("message").GetString());
    }

    [Fact]
    public async Task Files_that_come_one_by_one_make_the_history_that_the_zip_makes()
    {
        var ratings = ExportFiles.Ratings + "2024-03-03,Heat,1995,https://boxd.it/1,4.5\n";
        var diary = ExportFiles.Diary + "2024-03-03,Heat,1995,https://boxd.it/b,4.5,,,2024-03-02\n";
        var watched = ExportFiles.Films + "2024-01-05,Heat,1995,https://boxd.it/1\n2024-01-05,Fargo,1996,https://boxd.it/2\n";
        var together = await (await program.NewVisitorAsync()).BringInAsync(ExportFiles.LetterboxdZip(ratings, diary, watched), "letterboxd.zip");

        var visitor = await program.NewVisitorAsync();
        await visitor.BringInAsync(watched, "watched.csv");
        await visitor.BringInAsync(diary, "diary.csv");
        var apart = await visitor.BringInAsync(ratings, "ratings.csv");

        Assert.Equal(await HistoryAsync(together), await HistoryAsync(apart));
    }

    [Fact]
    public async Task A_bad_row_never_loses_a_good_one()
    {
        var visitor = await program.NewVisitorAsync();

        var data = await visitor.BringInAsync(ExportFiles.Ratings
            + "2024-03-03,Heat,1995,https://boxd.it/1,4.5\n2024-03-03,Fargo,1996,https://boxd.it/1,9\n2024-03-03,\"Alien,1979,https://boxd.it/1,4\n2024-03-03,Jaws,1975,https://boxd.it/1,4\n2024-03", "ratings.csv");

        Assert.Equal([5, 2, 0, 0, 3], data.Counts());
        Assert.Equal([3, 4, 6], data.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("line").GetInt32()));
        Assert.Equal("2024-03-03,\"Alien,1979,https://boxd.it/1,4", data.GetProperty("rows")[1].GetProperty("raw").GetString());
        Assert.Equal(2, await CountAsync(data, "ratings"));
    }

    [Fact]
    public async Task A_zip_that_breaks_off_half_way_gives_what_came_before()
    {
        var visitor = await program.NewVisitorAsync();
        var random = new Random(1);
        var diary = ExportFiles.Diary + string.Concat(Enumerable.Range(0, 3_000)
            .Select(_ => $"2024-01-05,Heat,1995,https://boxd.it/{random.NextInt64():x},4,,,{1950 + random.Next(70)}-01-{1 + random.Next(28):00}\n"));
        var zip = ExportFiles.LetterboxdZip(ratings: ExportFiles.TwoHundredRatings, diary: diary);
        zip.AsSpan(zip.Length - 5_000, 2_000).Fill(0xFF);

        var data = await visitor.BringInAsync(zip, "letterboxd.zip");

        var message = data.GetProperty("import").GetProperty("message").GetString();
        Assert.StartsWith("Brought in 202 ratings and ", message, StringComparison.Ordinal);
        Assert.EndsWith("Reading stopped there: This zip is damaged or was cut short. Download the export again and drop it here.", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unsure_row_names_what_it_may_be_and_is_left_alone()
    {
        var visitor = await program.NewVisitorAsync();

        var data = await visitor.BringInAsync(ExportFiles.Ratings + "2024-03-03,Hamlet,2000,https://boxd.it/1,4.5\n", "ratings.csv");

        Assert.Equal([1, 0, 1, 0, 0], data.Counts());
        Assert.Equal(2, data.GetProperty("rows")[0].GetProperty("candidates").GetArrayLength());
        Assert.Equal(0, await CountAsync(data, "ratings"));
    }

    [Fact]
    public async Task IMDb_goes_by_id_whatever_the_title_says()
    {
        var visitor = await program.NewVisitorAsync();

        var data = await visitor.BringInAsync(ExportFiles.Imdb
            + "tt0113277,9,2023-05-06,Heat – Sfida senza esclusione di colpi,Heat,u,Film,8.3,170,1995,Crime,1,1995-12-15,Michael Mann\n"
            + "tt0944947,8,2023-05-06,Gioco,Gioco,u,Videogioco,9,60,2011,x,1,2011-04-17,\n", "ratings.csv");

        Assert.Equal([2, 1, 0, 0, 1], data.Counts());
        var found = await visitor.GetDataAsync($"/api/v1/imports/{data.GetProperty("import").GetProperty("id").GetString()}?outcome=matched");
        Assert.Equal("Same IMDb id.", found.GetProperty("rows")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_show_is_rated_as_a_whole()
    {
        var visitor = await program.NewVisitorAsync();

        var data = await visitor.BringInAsync(ExportFiles.Imdb + "tt0903747,10,2023-05-06,Breaking Bad,Breaking Bad,u,TV Series,9.5,49,2008,Crime,1,2008-01-20,\n", "ratings.csv");

        Assert.Equal([1, 1, 0, 0, 0], data.Counts());
        Assert.StartsWith("rating 100", Assert.Single(await HistoryAsync(data)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_films_of_one_name_stay_two_with_both_viewings()
    {
        var visitor = await program.NewVisitorAsync();

        var data = await visitor.BringInAsync(ExportFiles.LetterboxdZip(
            diary: ExportFiles.Diary + "2021-11-01,Dune,1984,https://boxd.it/a,3,,,2021-10-30\n2021-11-01,Dune,2000,https://boxd.it/b,4,,,2021-10-30\n"), "letterboxd.zip");

        var history = await HistoryAsync(data);
        Assert.Equal(["play day", "play day", "rating 60", "rating 80"], history.Select(entry => entry[..entry.IndexOf('@')]));
        Assert.Equal(2, history.Select(entry => entry.Split('@', ' ')[2]).Distinct().Count());
    }

    [Fact]
    public async Task Files_that_come_at_the_same_time_do_not_get_in_each_others_way()
    {
        var visitor = await program.NewVisitorAsync();
        var lines = ExportFiles.TwoHundredRatings.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var backwards = string.Join('\n', [lines[0], .. lines[1..].Reverse()]);
        var first = await visitor.BringInAsync(ExportFiles.Ratings + "2024-03-03,Heat,1995,https://boxd.it/1,4.5\n", "ratings.csv");

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => visitor.BringInAsync(i % 2 == 0 ? ExportFiles.TwoHundredRatings : backwards, "ratings.csv")));

        Assert.Equal(202, await CountAsync(first, "ratings"));
    }

    [Fact]
    public async Task MovieLens_goes_by_its_own_numbers()
    {
        var visitor = await program.NewVisitorAsync();

        var data = await visitor.BringInAsync("userId,movieId,rating,timestamp\n15,1,4.5,1260759144\n15,50,0.5,1260759179\n15,99999999,3,1260759179\n", "ratings.csv");

        Assert.Equal([3, 2, 0, 1, 0], data.Counts());
        Assert.Contains("movielens 99999999", data.GetProperty("rows")[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_later_rating_stands_wherever_it_was_given()
    {
        var visitor = await program.NewVisitorAsync();
        var heat = await TitleAsync("tt0113277");
        using var byHand = await visitor.PutAsync($"/api/v1/titles/{heat}/rating", new StringContent("{\"rating\":8}", null, "application/json"));
        byHand.EnsureSuccessStatusCode();

        var earlier = await visitor.BringInAsync(ExportFiles.Ratings + "2019-03-03,Heat,1995,https://boxd.it/1,1\n", "ratings.csv");
        Assert.Contains("rating 80", Assert.Single(await HistoryAsync(earlier)), StringComparison.Ordinal);

        var later = await visitor.BringInAsync(ExportFiles.Ratings + "2099-03-03,Heat,1995,https://boxd.it/1,5\n", "ratings.csv");
        Assert.Contains("rating 100", Assert.Single(await HistoryAsync(later)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_film_list_of_unknown_kind_is_asked_about_and_read_as_answered()
    {
        var visitor = await program.NewVisitorAsync();
        var text = ExportFiles.Films + "2024-01-05,Heat,1995,https://boxd.it/1\n";

        using var asked = await visitor.SendAsync(text, "films.csv");
        using var answered = await visitor.SendAsync(text, "films.csv", "?as=watchlist");

        Assert.Equal("watched_or_watchlist", (await asked.JsonAsync()).GetProperty("code").GetString());
        Assert.Equal("Brought in 1 title for your watchlist.", (await answered.JsonAsync()).GetProperty("message").GetString());
    }

    [Fact]
    public async Task What_came_in_is_never_recommended_and_speaks_for_what_is()
    {
        var visitor = await program.NewVisitorAsync();
        await visitor.GetDataAsync("/api/v1/recommendations");

        await visitor.BringInAsync(ExportFiles.LetterboxdZip(
            ratings: ExportFiles.TwoHundredRatings, watched: ExportFiles.Films + "2024-01-05,Blood Simple,1984,https://boxd.it/1\n"), "letterboxd.zip");

        var titles = (await visitor.GetDataAsync("/api/v1/recommendations?limit=100")).GetProperty("recommendations").EnumerateArray().ToList();
        Assert.DoesNotContain(titles, title => title.GetProperty("title").GetString() is "Heat" or "Pulp Fiction" or "Se7en" or "Seven" or "Blood Simple");
        Assert.Contains(titles, title => title.GetProperty("reason").GetString()!.StartsWith("Because you loved", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Somebody_elses_import_is_not_there()
    {
        var data = await (await program.NewVisitorAsync()).BringInAsync(ExportFiles.TwoHundredRatings, "ratings.csv");
        var address = $"/api/v1/imports/{data.GetProperty("import").GetProperty("id").GetString()}";
        var stranger = await program.NewVisitorAsync();
        await stranger.BringInAsync(ExportFiles.TwoHundredRatings, "ratings.csv");

        using var theirs = await stranger.GetAsync(address);
        using var none = await stranger.GetAsync("/api/v1/imports/99999999");
        using var nobody = await (await program.NewVisitorAsync()).GetAsync(address);

        Assert.All([theirs, none, nobody], answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
        Assert.Equal((await none.JsonAsync()).GetProperty("detail").GetString(), (await theirs.JsonAsync()).GetProperty("detail").GetString());
        Assert.Equal(1, (await stranger.GetDataAsync("/api/v1/imports")).GetArrayLength());
    }

    [Fact]
    public async Task Rows_come_by_outcome_and_page_by_page()
    {
        var visitor = await program.NewVisitorAsync();
        var id = (await visitor.BringInAsync(ExportFiles.TwoHundredRatings, "ratings.csv")).GetProperty("import").GetProperty("id").GetString();

        var titles = new List<string?>();
        for (string? after = "0"; after is not null;)
        {
            var page = await visitor.GetDataAsync($"/api/v1/imports/{id}?outcome=matched&limit=90&after={after}");
            titles.AddRange(page.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("title").GetString()));
            after = page.TryGetProperty("next_after", out var next) ? next.ToString() : null;
        }

        Assert.Equal(202, titles.Count);
        using var wrong = await visitor.GetAsync($"/api/v1/imports/{id}?outcome=lost");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
    }

    async Task<string> TitleAsync(string imdb)
    {
        await using var connection = await (await program.RunningAsync()).Database.OpenAsync();
        return (await connection.ExecuteScalarAsync<long>("select title_id from external_ids where provider = 'imdb' and value = @imdb", new { imdb })).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    async Task<long> CountAsync(JsonElement data, string table)
    {
        await using var connection = await (await program.RunningAsync()).Database.OpenAsync();
        return await connection.ExecuteScalarAsync<long>($"select count(*) from {table} where profile_id = @profile", new { profile = await ProfileAsync(data) });
    }

    /// <summary>Everything the importing profile has now, in words and in a fixed order.</summary>
    async Task<IReadOnlyList<string>> HistoryAsync(JsonElement data)
    {
        await using var connection = await (await program.RunningAsync()).Database.OpenAsync();
        var entries = await connection.QueryAsync<string>(
            """
            select 'rating ' || value || '@' || title_id as entry from ratings where profile_id = @profile
            union all
            select 'play ' || precision || '@' || title_id || ' ' || coalesce(watched_at, 0) from plays where profile_id = @profile
            union all
            select l.kind || '@' || i.title_id from list_items i join lists l on l.id = i.list_id where l.profile_id = @profile
            """, new { profile = await ProfileAsync(data) });
        return [.. entries.Order(StringComparer.Ordinal)];
    }

    async Task<long> ProfileAsync(JsonElement data)
    {
        await using var connection = await (await program.RunningAsync()).Database.OpenAsync();
        var id = long.Parse(data.GetProperty("import").GetProperty("id").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        return await connection.ExecuteScalarAsync<long>("select profile_id from import_batches where id = @id", new { id });
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : BringingAHistoryIn(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : BringingAHistoryIn(program);
}
