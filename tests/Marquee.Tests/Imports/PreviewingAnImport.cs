using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dapper;
using Marquee.Tests.Host;

namespace Marquee.Tests.Imports;

/// <summary>A file is looked at before anything of it is kept, and what is open is decided row by row.</summary>
public abstract class PreviewingAnImport(ProgramOn program)
{
    const string Mixed = "2024-03-03,Heat,1995,https://boxd.it/1,4.5\n2024-03-03,Hamlet,2000,https://boxd.it/2,4\n2024-03-04,Nobody Knows This,2011,https://boxd.it/3,3\n2024-13-04,Fargo,1996,https://boxd.it/4,3\n";

    [Fact]
    public async Task Keeps_nothing_until_it_is_brought_in()
    {
        var visitor = await program.NewVisitorAsync();

        var preview = await visitor.PreviewAsync(ExportFiles.Ratings + Mixed, "ratings.csv");

        Assert.Equal([4, 1, 1, 1, 1], preview.Counts());
        Assert.Equal(0, await CountAsync(preview, "ratings"));
        Assert.Equal(3, preview.GetProperty("import").GetProperty("understood").GetProperty("ratings").GetInt32());
        var done = await visitor.CommitAsync(preview);
        Assert.Equal("done", done.GetProperty("import").GetProperty("status").GetString());
        Assert.Equal([4, 1, 1, 1, 1], done.Counts());
        Assert.Equal(1, await CountAsync(preview, "ratings"));
        using var twice = await visitor.PostAsync($"{preview.Address()}/commit", null);
        Assert.Equal("import_done", (await twice.JsonAsync()).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("mine", 80)]
    [InlineData("theirs", 20)]
    [InlineData("newest", 80)]
    public async Task Says_what_differs_and_the_chosen_rule_decides(string rule, int stands)
    {
        var visitor = await program.NewVisitorAsync();
        var heat = await TitleAsync("tt0113277");
        using var byHand = await visitor.PutAsJsonAsync($"/api/v1/titles/{heat}/rating", new { rating = 8 });
        byHand.EnsureSuccessStatusCode();

        var preview = await visitor.PreviewAsync(ExportFiles.Ratings + "2019-03-03,Heat,1995,https://boxd.it/1,1\n", "ratings.csv");
        var differing = (await visitor.GetDataAsync($"{preview.Address()}?outcome=conflict")).GetProperty("rows");
        await visitor.CommitAsync(preview, $"?unmatched=leave&conflict={rule}");

        Assert.Equal((80, 20), (differing[0].GetProperty("conflict").GetProperty("mine").GetInt32(), differing[0].GetProperty("conflict").GetProperty("theirs").GetInt32()));
        Assert.Equal(stands, await ScalarAsync(preview, "select value from ratings where profile_id = @profile"));
    }

    [Fact]
    public async Task A_decision_holds_for_all_rows_that_mean_the_same()
    {
        var visitor = await program.NewVisitorAsync();
        var preview = await visitor.PreviewAsync(ExportFiles.Diary + string.Concat(Enumerable.Range(1, 5).Select(day => $"2024-03-0{day},Hamlet,2000,https://boxd.it/{day},4,,,2024-03-0{day}\n")), "diary.csv");
        var row = preview.GetProperty("rows")[0];
        var hamlet = row.GetProperty("candidates")[1].GetProperty("title_id").GetString();

        Assert.Equal(5, await DecideAsync(visitor, preview, new { row = row.GetProperty("id").GetInt64(), decision = "title", title_id = hamlet, alike = true }));
        var done = await visitor.CommitAsync(preview);

        Assert.Equal([5, 5, 0, 0, 0], done.Counts());
        Assert.Equal(5, await ScalarAsync(preview, $"select count(*) from plays where profile_id = @profile and title_id = {hamlet}"));
    }

    [Fact]
    public async Task A_row_becomes_a_title_of_ones_own_or_is_left_out_and_a_choice_can_be_taken_back()
    {
        var visitor = await program.NewVisitorAsync();
        var preview = await visitor.PreviewAsync(ExportFiles.Ratings + Mixed, "ratings.csv");
        var rows = preview.GetProperty("rows").EnumerateArray().Where(row => row.TryGetProperty("title", out _)).ToDictionary(row => row.GetProperty("title").GetString()!, row => row.GetProperty("id").GetInt64());

        await DecideAsync(visitor, preview, new { row = rows["Hamlet"], decision = "skip" });
        await DecideAsync(visitor, preview, new { row = rows["Nobody Knows This"], decision = "skip" });
        await DecideAsync(visitor, preview, new { row = rows["Nobody Knows This"], decision = "none" });
        await DecideAsync(visitor, preview, new { row = rows["Nobody Knows This"], decision = "own" });
        await visitor.CommitAsync(preview);

        Assert.Equal(2, await CountAsync(preview, "ratings"));
        Assert.Equal(1, await ScalarAsync(preview, "select count(*) from titles where made_by = @profile"));
        Assert.Equal(["Hamlet"], (await visitor.GetDataAsync($"{preview.Address()}?outcome=ignored")).GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("title").GetString()));
    }

    [Fact]
    public async Task What_is_decided_after_the_rest_was_in_comes_in_when_asked_for_and_goes_with_it_again()
    {
        var visitor = await program.NewVisitorAsync();
        var preview = await visitor.PreviewAsync(ExportFiles.Ratings + Mixed, "ratings.csv");
        await visitor.CommitAsync(preview);
        var row = (await visitor.GetDataAsync($"{preview.Address()}?outcome=unsure")).GetProperty("rows")[0];

        await DecideAsync(visitor, preview, new { row = row.GetProperty("id").GetInt64(), decision = "title", title_id = row.GetProperty("candidates")[0].GetProperty("title_id").GetString() });
        Assert.Equal(1, await CountAsync(preview, "ratings"));
        var done = await visitor.CommitAsync(preview);

        Assert.Equal([4, 2, 0, 1, 1], done.Counts());
        Assert.Equal(2, await CountAsync(preview, "ratings"));
        using var undone = await visitor.PostAsync($"{preview.Address()}/undo", null);
        undone.EnsureSuccessStatusCode();
        Assert.Equal(0, await CountAsync(preview, "ratings"));
    }

    [Fact]
    public async Task The_review_on_the_page_works_without_script()
    {
        var visitor = await program.NewVisitorAsync();
        using var posted = await visitor.DropAsync(Encoding.UTF8.GetBytes(ExportFiles.Ratings + Mixed), "ratings.csv");
        var address = posted.Headers.Location!.ToString();
        var page = await visitor.PageAsync(address);
        var form = page.QuerySelector("#rows-unsure form")!;
        var radio = form.QuerySelectorAll("input[type=radio]").First();

        using var saved = await visitor.SubmitAsync(form, (radio.GetAttribute("name")!, radio.GetAttribute("value")!));
        page = await visitor.PageAsync(saved.Headers.Location!.ToString());
        Assert.Null(page.QuerySelector("#rows-unsure"));

        var hand = page.QuerySelector("#rows-unmatched .cands a")!.GetAttribute("href")!;
        var pick = await visitor.PageAsync($"{hand}?q=fargo");
        var found = pick.QuerySelectorAll("form[data-review] input[type=radio]").First();
        Assert.Contains("Fargo", found.ParentElement!.TextContent, StringComparison.Ordinal);
        using var picked = await visitor.SubmitAsync(pick.QuerySelector("form[data-review]")!, (found.GetAttribute("name")!, found.GetAttribute("value")!));
        page = await visitor.PageAsync(picked.Headers.Location!.ToString());
        Assert.Contains("3 matched", page.QuerySelector("#understood")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_can_be_thrown_away_before_it_is_in()
    {
        var visitor = await program.NewVisitorAsync();
        var preview = await visitor.PreviewAsync(ExportFiles.Ratings + Mixed, "ratings.csv");
        var data = await visitor.BringInAsync(ExportFiles.TwoHundredRatings, "ratings.csv");

        using var gone = await visitor.DeleteAsync(preview.Address());
        using var isIn = await visitor.DeleteAsync(data.Address());

        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Equal("import_done", (await isIn.JsonAsync()).GetProperty("code").GetString());
        using var after = await visitor.GetAsync(preview.Address());
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
    }

    [Fact]
    public async Task Columns_can_be_named_by_a_program_too()
    {
        var visitor = await program.NewVisitorAsync();

        var preview = await visitor.PreviewAsync("Was;Wie gut\nFargo;4,5\n", "filme.csv", """{"columns":{"title":"Was","rating":"Wie gut"},"best_rating":5}""");
        await visitor.CommitAsync(preview);

        Assert.Equal(90, await ScalarAsync(preview, "select value from ratings where profile_id = @profile"));
        using var form = new MultipartFormDataContent { { new ByteArrayContent([.. "Was;Wie gut\nFargo;4,5\n"u8]), "file", "x.csv" }, { new StringContent("""{"columns":{"nonsense":"Was"}}"""), "reading" } };
        using var wrong = await visitor.PostAsync("/api/v1/imports", form);
        Assert.Equal("columns_invalid", (await wrong.JsonAsync()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task How_far_it_is_comes_as_events_that_end_when_it_waits_for_somebody()
    {
        var visitor = await program.NewVisitorAsync();
        var preview = await visitor.PreviewAsync(ExportFiles.Ratings + Mixed, "ratings.csv");

        using var told = await visitor.GetAsync($"{preview.Address()}/events");

        Assert.Equal("text/event-stream", told.Content.Headers.ContentType!.MediaType);
        var text = await told.Content.ReadAsStringAsync();
        Assert.Contains("event: progress", text, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"ready\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_somebody_elses_can_be_touched()
    {
        var preview = await (await program.NewVisitorAsync()).PreviewAsync(ExportFiles.Ratings + Mixed, "ratings.csv");
        var stranger = await program.NewVisitorAsync();
        await stranger.BringInAsync(ExportFiles.TwoHundredRatings, "ratings.csv");
        var row = preview.GetProperty("rows")[0].GetProperty("id").GetInt64();

        using var commit = await stranger.PostAsync($"{preview.Address()}/commit", null);
        using var decide = await stranger.PostAsJsonAsync($"{preview.Address()}/decisions", new { row, decision = "skip" });
        using var events = await stranger.GetAsync($"{preview.Address()}/events");
        using var delete = await stranger.DeleteAsync(preview.Address());
        using var page = await stranger.GetAsync($"{preview.Address()["/api/v1".Length..]}/rows/{row}");

        Assert.All([commit, decide, events, delete, page], answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
        Assert.Equal(0, await CountAsync(preview, "ratings"));
    }

    static async Task<int> DecideAsync(HttpClient visitor, JsonElement preview, object decision)
    {
        using var answer = await visitor.PostAsJsonAsync($"{preview.Address()}/decisions", decision);
        var json = await answer.JsonAsync();
        Assert.True(answer.IsSuccessStatusCode, json.ToString());
        return json.GetProperty("data").GetProperty("rows").GetInt32();
    }

    Task<long> CountAsync(JsonElement data, string table) => ScalarAsync(data, $"select count(*) from {table} where profile_id = @profile");

    async Task<long> ScalarAsync(JsonElement data, string sql)
    {
        await using var connection = await (await program.RunningAsync()).Database.OpenAsync();
        var id = long.Parse(data.GetProperty("import").GetProperty("id").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        var profile = await connection.ExecuteScalarAsync<long>("select profile_id from import_batches where id = @id", new { id });
        return await connection.ExecuteScalarAsync<long>(sql, new { profile });
    }

    async Task<long> TitleAsync(string imdb)
    {
        await using var connection = await (await program.RunningAsync()).Database.OpenAsync();
        return await connection.ExecuteScalarAsync<long>("select title_id from external_ids where provider = 'imdb' and value = @imdb", new { imdb });
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : PreviewingAnImport(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : PreviewingAnImport(program);
}
