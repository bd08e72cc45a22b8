using System.Text;
using System.Text.Json;
using Dapper;
using Marquee.Tests.Host;

namespace Marquee.Tests.Imports;

/// <summary>
/// The table of what must hold whatever the source, as far as it is about a library: A1 to A22 by their numbers. What the files say is in
/// the importers' tests; a worker that is killed (A16) in <see cref="GoingOnAfterAKill"/>; formulas in exports (A22) in <see cref="TakingItOut"/>.
/// </summary>
public abstract class WhatMustHold(ProgramOn program)
{
    [Fact]
    public async Task A1_the_same_file_twice_adds_no_play_and_changes_no_rating()
    {
        var visitor = await program.NewVisitorAsync();
        var zip = ExportFiles.LetterboxdZip(
            ratings: ExportFiles.TwoHundredRatings, diary: ExportFiles.Diary + "2024-03-03,Heat,1995,https://boxd.it/b,4.5,Yes,noir,2024-03-02\n2024-03-03,Heat,1995,https://boxd.it/c,4.5,Yes,,2024-03-02\n");

        var first = await visitor.BringInAsync(zip, "l.zip");
        var before = await LibraryAsync(first);
        var second = await visitor.BringInAsync(zip, "l.zip");

        Assert.Equal(0, second.GetProperty("import").GetProperty("fresh").GetInt32());
        Assert.Equal(before, await LibraryAsync(first));
    }

    [Fact]
    public async Task A2_all_ten_half_stars_survive_import_export_and_import()
    {
        string[] films = ["Heat,1995", "Fargo,1996", "Alien,1979", "Jaws,1975", "Pulp Fiction,1994", "Goodfellas,1990", "Casino,1995", "Toy Story,1995", "Speed,1994", "Twister,1996"];
        var here = await program.NewVisitorAsync();
        var first = await here.BringInAsync(ExportFiles.Ratings + string.Concat(films.Select((film, halves) => $"2024-03-03,{film},https://boxd.it/{halves},{(halves + 1) / 2m:0.0}\n")), "ratings.csv");
        var there = await program.NewVisitorAsync();

        var second = await there.BringInAsync(await here.GetByteArrayAsync("/api/v1/exports/letterboxd"), "letterboxd.zip");

        var values = await ColumnAsync(first, "select cast(value as text) from ratings where profile_id = @profile order by ratings.value");
        Assert.Equal(["10", "20", "30", "40", "50", "60", "70", "80", "90", "100"], values);
        Assert.Equal(values, await ColumnAsync(second, "select cast(value as text) from ratings where profile_id = @profile order by ratings.value"));
    }

    [Fact]
    public async Task A3_an_IMDb_watchlist_whose_first_row_is_rated_gives_watchlist_items_and_no_plays()
    {
        var visitor = await program.NewVisitorAsync();

        var data = await visitor.BringInAsync(
            "Position,Const,Created,Modified,Description,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors,Your Rating,Date Rated\n"
            + "1,tt0113277,2023-01-01,2023-01-01,,Heat,Heat,u,Movie,8.3,170,1995,Crime,1,1995-12-15,Michael Mann,9,2023-05-06\n"
            + "2,tt0116282,2023-01-02,2023-01-02,,Fargo,Fargo,u,Movie,8.1,98,1996,Crime,1,1996-04-05,Joel Coen,,\n", "WATCHLIST.csv");

        Assert.Equal(2, data.GetProperty("import").GetProperty("listed").GetInt32());
        Assert.Empty(await ColumnAsync(data, "select cast(id as text) from plays where profile_id = @profile"));
    }

    [Fact]
    public async Task A5_two_films_of_one_name_in_one_zip_stay_two_with_both_plays()
    {
        var visitor = await program.NewVisitorAsync();

        var data = await visitor.BringInAsync(ExportFiles.LetterboxdZip(
            diary: ExportFiles.Diary + "2021-11-01,Dune,1984,https://boxd.it/a,3,,,2021-10-30\n2021-11-01,Dune,2000,https://boxd.it/b,4,,,2021-10-30\n"), "l.zip");

        Assert.Equal(2, (await ColumnAsync(data, "select cast(title_id as text) from plays where profile_id = @profile")).Distinct().Count());
    }

    [Fact]
    public async Task A8_a_film_and_a_show_of_one_TMDB_number_are_both_on_one_watchlist()
    {
        await using (var connection = await (await program.RunningAsync()).Database.OpenAsync())
        {
            var show = await connection.QueryFirstOrDefaultAsync<(long Title, string Value)>(
                "select title_id, value from external_ids where provider = 'tmdb' and kind = 'show' and value in (select value from external_ids where provider = 'tmdb' and kind = 'film') limit 1");
            Assert.SkipWhen(show.Title == 0, "The sample has no such pair.");
            var visitor = await program.NewVisitorAsync();

            var data = await visitor.BringInAsync("TMDb ID,IMDb ID,Type,Name,Release Date,Season Number,Episode Number,Rating,Your Rating,Date Rated\n"
                + $"{show.Value},,movie,Some film,1999-10-15,,,8,,\n{show.Value},,tv,Some show,1965-07-22,,,7,,\n", "watchlist.csv");

            Assert.Equal(["film", "show"], await ColumnAsync(data,
                "select t.kind from list_items i join lists l on l.id = i.list_id join titles t on t.id = i.title_id where l.profile_id = @profile and l.kind = 'watchlist' order by t.kind"));
        }
    }

    [Fact]
    public async Task A9_one_play_told_by_three_within_ten_minutes_is_one_play_with_three_provenances()
    {
        var visitor = await program.NewVisitorAsync();
        var plex = await visitor.BringInAsync(
            """{"MediaContainer":{"size":1,"Metadata":[{"historyKey":"/status/sessions/history/1","title":"Heat","type":"movie","year":1995,"Guid":[{"id":"imdb://tt0113277"}],"viewedAt":1672696800,"accountID":1}]}}""", "plex.json");
        await visitor.BringInAsync(ExportFiles.Zip(("user-profile.json", [.. "{}"u8]), ("watched-history.json", Encoding.UTF8.GetBytes(
            """[{"id":77,"watched_at":"2023-01-02T22:04:00.000Z","action":"scrobble","type":"movie","movie":{"title":"Heat","year":1995,"ids":{"trakt":1,"imdb":"tt0113277"}}}]"""))), "trakt.zip");
        await visitor.BringInAsync("title,year,imdb_id,watched_at\nHeat,1995,tt0113277,2023-01-02T22:08:00Z\n", "seen.csv");

        Assert.Single(await ColumnAsync(plex, "select cast(id as text) from plays where profile_id = @profile"));
        Assert.Equal(["generic", "plex", "trakt"], await ColumnAsync(plex,
            "select source from plays where profile_id = @profile union all select source from play_sources where profile_id = @profile order by 1"));
    }

    [Fact]
    public async Task A20_undoing_a_batch_restores_the_exact_state_before()
    {
        var visitor = await program.NewVisitorAsync();
        var first = await visitor.BringInAsync(ExportFiles.LetterboxdZip(
            ratings: ExportFiles.Ratings + "2020-03-03,Heat,1995,https://boxd.it/1,2\n", watchlist: ExportFiles.Films + "2024-01-05,Alien,1979,https://boxd.it/3\n"), "l.zip");
        var before = await LibraryAsync(first);
        var second = await visitor.BringInAsync(ExportFiles.LetterboxdZip(
            ratings: ExportFiles.TwoHundredRatings, diary: ExportFiles.Diary + "2024-03-03,Alien,1979,https://boxd.it/b,4.5,Yes,noir,2024-03-02\n"), "l.zip");
        Assert.NotEqual(before, await LibraryAsync(first));

        using var undone = await visitor.PostAsync($"{second.Address()}/undo", null);

        Assert.True(undone.IsSuccessStatusCode);
        Assert.Equal(before, await LibraryAsync(first));
    }

    Task<List<string>> LibraryAsync(JsonElement data) => ColumnAsync(data,
        """
        select 'rating ' || title_id || ' ' || value || ' ' || rated_at || ' ' || source || ' ' || coalesce(batch_id, 0) as entry from ratings where profile_id = @profile
        union all select 'play ' || id || ' ' || title_id || ' ' || precision || ' ' || coalesce(watched_at, 0) || ' ' || source || ' ' || version || ' ' || updated_at from plays where profile_id = @profile
        union all select 'told ' || id || ' ' || play_id || ' ' || source from play_sources where profile_id = @profile
        union all select 'item ' || i.list_id || ' ' || i.title_id || ' ' || i.position || ' ' || i.added_at from list_items i join lists l on l.id = i.list_id where l.profile_id = @profile
        union all select 'tag ' || name || ' ' || title_id from title_tags where profile_id = @profile
        union all select 'sum ' || title_id || ' ' || plays || ' ' || version || ' ' || active_at from tracked_titles where profile_id = @profile
        order by 1
        """);

    async Task<List<string>> ColumnAsync(JsonElement data, string sql)
    {
        await using var connection = await (await program.RunningAsync()).Database.OpenAsync();
        var id = long.Parse(data.GetProperty("import").GetProperty("id").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        var profile = await connection.ExecuteScalarAsync<long>("select profile_id from import_batches where id = @id", new { id });
        return [.. await connection.QueryAsync<string>(sql, new { profile })];
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : WhatMustHold(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : WhatMustHold(program);
}
