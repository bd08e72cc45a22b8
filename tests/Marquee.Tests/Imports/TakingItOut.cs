using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dapper;
using Marquee.Tests.Host;

namespace Marquee.Tests.Imports;

/// <summary>A library comes in, goes out and comes in elsewhere as the same; an import is taken back to the byte.</summary>
public abstract class TakingItOut(ProgramOn program)
{
    static readonly byte[] Everything = ExportFiles.Zip(
        ("ratings.csv", Encoding.UTF8.GetBytes(ExportFiles.Ratings + "2024-03-03,Heat,1995,https://boxd.it/1,4.5\n2024-03-04,=Nobody Knows This,2011,https://boxd.it/2,3\n")),
        ("diary.csv", Encoding.UTF8.GetBytes(ExportFiles.Diary + "2024-01-05,Heat,1995,https://boxd.it/a,4,,\"crime, night\",2024-01-04\n2024-03-03,Heat,1995,https://boxd.it/b,4.5,Yes,,2024-03-02\n")),
        ("watched.csv", Encoding.UTF8.GetBytes(ExportFiles.Films + "2024-01-05,Heat,1995,https://boxd.it/1\n2024-01-05,Fargo,1996,https://boxd.it/2\n")),
        ("watchlist.csv", Encoding.UTF8.GetBytes(ExportFiles.Films + "2024-01-05,Alien,1979,https://boxd.it/3\n")),
        ("reviews.csv", Encoding.UTF8.GetBytes("Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n2024-03-03,Heat,1995,https://boxd.it/b,4.5,Yes,\"The diner, again.\nStill.\",,2024-03-02\n")),
        ("likes/films.csv", Encoding.UTF8.GetBytes(ExportFiles.Films + "2024-01-05,Heat,1995,https://boxd.it/1\n")),
        ("lists/nights.csv", Encoding.UTF8.GetBytes(
            "Letterboxd list export v7\nDate,Name,Tags,URL,Description\n2024-02-01,Long nights,,https://boxd.it/list1,For when it rains\n\nPosition,Name,Year,URL,Description\n1,Fargo,1996,https://boxd.it/2,Snow\n2,Heat,1995,https://boxd.it/1,\n")));

    [Fact]
    public async Task Export_elsewhere_import_export_gives_the_same_records()
    {
        var here = await program.NewVisitorAsync();
        await BringAsync(here, Everything, "letterboxd.zip", "?unmatched=own");
        var there = await program.NewVisitorAsync();

        var first = await here.GetByteArrayAsync("/api/v1/exports/marquee");
        await BringAsync(there, first, "marquee.zip", "?unmatched=own");
        var second = await there.GetByteArrayAsync("/api/v1/exports/marquee");

        Assert.NotEmpty(Records(first));
        Assert.Equal(Records(first), Records(second));
        Assert.Contains(Records(first), record => record.Contains("The diner, again.\\nStill.", StringComparison.Ordinal));
        Assert.Contains(Records(first), record => record.Contains("\"list\"", StringComparison.Ordinal) && record.Contains("Snow", StringComparison.Ordinal));
        var again = await BringAsync(there, first, "marquee.zip", "?unmatched=own");
        Assert.Equal(0, again.GetProperty("import").GetProperty("fresh").GetInt32());
    }

    [Fact]
    public async Task A_cell_that_a_spreadsheet_would_run_is_made_harmless()
    {
        var visitor = await program.NewVisitorAsync();
        await BringAsync(visitor, Everything, "letterboxd.zip", "?unmatched=own");

        using var zip = new ZipArchive(new MemoryStream(await visitor.GetByteArrayAsync("/api/v1/exports/letterboxd")));
        using var reader = new StreamReader(zip.GetEntry("letterboxd.csv")!.Open());
        var text = await reader.ReadToEndAsync();

        Assert.Contains(",'=Nobody Knows This,2011,", text, StringComparison.Ordinal);
        Assert.Contains(",Heat,1995,2024-01-04,9,false,", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trakt_and_IMDb_get_their_own_tables()
    {
        var visitor = await program.NewVisitorAsync();
        await BringAsync(visitor, Everything, "letterboxd.zip", "");

        Assert.StartsWith("imdb_id,type,watched_at,watchlisted_at,rating,rated_at\r\n", await visitor.GetStringAsync("/api/v1/exports/trakt"), StringComparison.Ordinal);
        Assert.Contains("tt0113277,9,2024-03-03,Heat,", await visitor.GetStringAsync("/api/v1/exports/imdb"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_taken_back_leaves_the_library_as_it_was()
    {
        var visitor = await program.NewVisitorAsync();
        var first = await BringAsync(visitor, ExportFiles.LetterboxdZip(
            ratings: ExportFiles.Ratings + "2023-03-03,Heat,1995,https://boxd.it/1,2\n", watched: ExportFiles.Films + "2023-01-05,Heat,1995,https://boxd.it/1\n"), "mine.zip", "");
        var before = await LibraryAsync(first);

        var data = await BringAsync(visitor, Everything, "letterboxd.zip", "?unmatched=own");
        Assert.NotEqual(before, await LibraryAsync(first));
        var undone = await UndoAsync(visitor, data);

        Assert.Equal(0, undone.GetProperty("kept").GetInt32());
        Assert.Equal(before, await LibraryAsync(first));
    }

    [Fact]
    public async Task What_was_changed_since_stays_and_is_said()
    {
        var visitor = await program.NewVisitorAsync();
        var data = await BringAsync(visitor, Everything, "letterboxd.zip", "");
        var fargo = await TitleAsync("tt0116282");
        using var rated = await visitor.PutAsJsonAsync($"/api/v1/titles/{await TitleAsync("tt0113277")}/rating", new { rating = 3 });
        rated.EnsureSuccessStatusCode();

        var undone = await UndoAsync(visitor, data);

        Assert.Equal(1, undone.GetProperty("kept").GetInt32());
        Assert.Equal(["30"], await ColumnAsync(data, "select cast(value as text) from ratings where profile_id = @profile"));
        Assert.Empty(await ColumnAsync(data, $"select cast(id as text) from plays where profile_id = @profile or (title_id = {fargo} and profile_id = @profile)"));
        using var twice = await visitor.PostAsync($"/api/v1/imports/{data.GetProperty("import").GetProperty("id").GetString()}/undo", null);
        Assert.Equal(System.Net.HttpStatusCode.Conflict, twice.StatusCode);
    }

    static async Task<JsonElement> BringAsync(HttpClient visitor, byte[] bytes, string name, string query)
    {
        using var answer = await visitor.SendAsync(bytes, name, query);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.JsonAsync()).GetProperty("data");
    }

    static async Task<JsonElement> UndoAsync(HttpClient visitor, JsonElement data)
    {
        using var answer = await visitor.PostAsync($"/api/v1/imports/{data.GetProperty("import").GetProperty("id").GetString()}/undo", null);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.JsonAsync()).GetProperty("data");
    }

    static List<string> Records(byte[] export)
    {
        using var zip = new ZipArchive(new MemoryStream(export));
        using var reader = new StreamReader(zip.GetEntry("items.jsonl")!.Open());
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }

    Task<List<string>> LibraryAsync(JsonElement data) => ColumnAsync(data,
        """
        select 'rating ' || title_id || ' ' || value || ' ' || rated_at || ' ' || source || ' ' || coalesce(batch_id, 0) from ratings where profile_id = @profile
        union all select 'play ' || id || ' ' || title_id || ' ' || precision || ' ' || coalesce(watched_at, 0) || ' ' || source || ' ' || version || ' ' || updated_at || ' ' || coalesce(source_event_id, '') from plays where profile_id = @profile
        union all select 'told ' || id || ' ' || play_id || ' ' || source from play_sources where profile_id = @profile
        union all select 'list ' || id || ' ' || kind || ' ' || name || ' ' || updated_at from lists where profile_id = @profile
        union all select 'item ' || i.list_id || ' ' || i.title_id || ' ' || i.position from list_items i join lists l on l.id = i.list_id where l.profile_id = @profile
        union all select 'review ' || id || ' ' || body from reviews where profile_id = @profile
        union all select 'tag ' || name || ' ' || title_id from title_tags where profile_id = @profile
        union all select 'sum ' || title_id || ' ' || plays || ' ' || version || ' ' || active_at || ' ' || coalesce(status_by_hand, '') from tracked_titles where profile_id = @profile
        union all select 'made ' || id from titles where made_by = @profile
        """);

    async Task<List<string>> ColumnAsync(JsonElement data, string sql)
    {
        await using var connection = await (await program.RunningAsync()).Database.OpenAsync();
        var id = long.Parse(data.GetProperty("import").GetProperty("id").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        var profile = await connection.ExecuteScalarAsync<long>("select profile_id from import_batches where id = @id", new { id });
        return [.. (await connection.QueryAsync<string>(sql, new { profile })).Order(StringComparer.Ordinal)];
    }

    async Task<long> TitleAsync(string imdb)
    {
        await using var connection = await (await program.RunningAsync()).Database.OpenAsync();
        return await connection.ExecuteScalarAsync<long>("select title_id from external_ids where provider = 'imdb' and value = @imdb", new { imdb });
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : TakingItOut(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : TakingItOut(program);
}
