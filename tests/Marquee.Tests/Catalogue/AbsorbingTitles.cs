using System.Globalization;
using Dapper;
using Marquee.Features.Catalogue.Absorbing;
using Marquee.Platform.Jobs;
using Marquee.Providers.Tests.Fake;
using Marquee.Tests.Host;
using Marquee.Tests.Imports;
using Marquee.Tests.Recommendations;
using Marquee.Tests.Tracking;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Catalogue;

/// <summary>What an import made because nobody knew it becomes the real title once somebody does: the catalogue, or TMDB over real HTTP.</summary>
public abstract class AbsorbingTitles(DatabaseKind kind)
{
    const string Rows = "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors\n"
        + "tt0137523,9,2024-01-05,The Club of Fights,The Club of Fights,https://www.imdb.com/title/tt0137523,Movie,8.8,139,1999,Drama,1,1999-10-15,David Fincher\n";

    const string WithoutIds = ExportFiles.Ratings + "2024-01-06,Nobody Has This,2011,https://boxd.it/1,3.5\n2024-01-07,Moon,2009,https://boxd.it/2,4\n";

    sealed record Instance(RunningProgram Program, FakeTmdb Tmdb, ShiftedClock Clock) : IAsyncDisposable
    {
        public HttpClient Visitor { get; } = Program.NewVisitor();

        public async Task<AbsorbedTitles> AbsorbAsync() =>
            (AbsorbedTitles)await Program.Services.GetServices<IScheduledJob>().Single(job => job.Kind == "absorb-titles").RunAsync(default);

        public async Task<string> BringAsync()
        {
            using (var others = await Visitor.SendAsync(WithoutIds, "ratings.csv", "?unmatched=own"))
                Assert.True(others.IsSuccessStatusCode, await others.Content.ReadAsStringAsync());
            using var answer = await Visitor.SendAsync(Rows, "imdb.csv", "?unmatched=own");
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            return (await answer.JsonAsync()).GetProperty("data").GetProperty("import").Text("id");
        }

        public async Task<List<string>> TextsAsync(string sql)
        {
            await using var connection = await Program.Database.OpenAsync();
            return [.. await connection.QueryAsync<string>(sql)];
        }

        public async ValueTask DisposeAsync()
        {
            await Program.DisposeAsync();
            await Tmdb.DisposeAsync();
        }
    }

    async Task<Instance> StartAsync(bool connected, bool worksBehind = false)
    {
        TestDatabase.SkipWithout(kind);
        var (tmdb, clock) = (new FakeTmdb(), new ShiftedClock());
        var program = await RunningProgram.StartEmptyAsync(kind, with: settings => settings with
        {
            TmdbKey = connected ? "0123456789abcdef" : null,
            TmdbAddress = tmdb.Address.ToString(),
            Clock = clock,
            WorksBehind = worksBehind,
        });
        await program.ReadyAsync();
        return new Instance(program, tmdb, clock);
    }

    [Fact]
    public async Task By_its_id_or_surely_by_its_name_and_the_rest_stays_and_is_not_asked_for_again_at_once()
    {
        await using var instance = await StartAsync(connected: true);
        await instance.BringAsync();
        instance.Tmdb.Film(550, "Fight Club", "tt0137523");
        instance.Tmdb.Film(17431, "Moon", released: "2009-06-12");
        instance.Tmdb.Film(1, "Moonlight", released: "2016-10-21");

        var first = await instance.AbsorbAsync();
        var second = await instance.AbsorbAsync();

        Assert.Equal((3, 2, 0), (first.Asked, first.Fetched, first.Left));
        Assert.Equal(0, second.Asked);
        Assert.Equal(["Fight Club 90", "Moon 80", "Nobody Has This 70"],
            (await instance.TextsAsync("select t.title || ' ' || r.value from ratings r join titles t on t.id = r.title_id")).Order());
        Assert.Contains(instance.Tmdb.Asked, path => path.Contains("find/tt0137523", StringComparison.Ordinal));
        Assert.Equal(2, (await instance.TextsAsync("select cast(id as text) from title_merges where automatic")).Count);
    }

    [Fact]
    public async Task When_the_catalogue_has_grown_and_no_key_is_needed_for_that()
    {
        await using var instance = await StartAsync(connected: false);
        await instance.BringAsync();
        var nothing = await instance.AbsorbAsync();
        await instance.Program.Database.WriteAsync(async connection =>
        {
            foreach (var (title, year) in new[] { ("Fight Club", 1999), ("Moon", 2009) })
                await connection.ExecuteAsync(
                    "insert into titles (kind, title, sort_title, match_key, year, created_at, metadata_updated_at) values ('film', @title, @key, @key, @year, 1, 1)", new { title, key = title.ToLowerInvariant(), year });
            await connection.ExecuteAsync("insert into external_ids (kind, provider, value, title_id) select 'film', 'imdb', 'tt0137523', id from titles where title = 'Fight Club'");
        });

        var grown = await instance.AbsorbAsync();

        Assert.Equal((0, 0, 0), (nothing.ById, nothing.ByName, nothing.Asked));
        Assert.Equal((1, 1), (grown.ById, grown.ByName));
    }

    [Fact]
    public async Task What_was_taken_apart_again_stays_apart_and_an_import_is_taken_back_through_it()
    {
        await using var instance = await StartAsync(connected: true);
        var import = await instance.BringAsync();
        instance.Tmdb.Film(550, "Fight Club", "tt0137523");
        await instance.AbsorbAsync();
        var merge = (await instance.TextsAsync("select cast(id as text) from title_merges"))[0];

        await instance.Visitor.PostDataAsync($"/api/v1/merges/{merge}/undo");
        var again = await instance.AbsorbAsync();
        await instance.Program.Database.WriteAsync(connection => connection.ExecuteAsync("delete from title_merges"));
        await instance.AbsorbAsync();
        var absorbed = await instance.TextsAsync("select t.title from ratings r join titles t on t.id = r.title_id where r.value = 90");
        var undone = await instance.Visitor.PostDataAsync($"/api/v1/imports/{import}/undo");

        Assert.Equal((0, 0), (again.ById, again.Fetched));
        Assert.Equal(["Fight Club"], absorbed);
        Assert.Equal(0, undone.GetProperty("kept").GetInt32());
        Assert.Equal(["70", "80"], await instance.TextsAsync("select cast(value as text) from ratings order by value"));
        Assert.Equal(["Moon", "Nobody Has This"], await instance.TextsAsync("select title from titles where manual order by title"));
    }

    [Fact]
    public async Task At_once_after_an_import_by_itself()
    {
        await using var instance = await StartAsync(connected: true, worksBehind: true);
        instance.Tmdb.Film(550, "Fight Club", "tt0137523");
        await instance.BringAsync();

        List<string> rated = [];
        for (var tries = 0; tries < 300 && !rated.Contains("Fight Club"); tries++)
        {
            await Task.Delay(100);
            rated = await instance.TextsAsync("select t.title from ratings r join titles t on t.id = r.title_id");
        }

        Assert.Contains("Fight Club", rated);
    }

    [Fact]
    public async Task A_budget_is_kept_and_a_provider_that_falls_leaves_the_rest_for_later()
    {
        await using var instance = await StartAsync(connected: true);
        for (var number = 1; number <= 30; number++)
            instance.Tmdb.Film(number, $"Film number {number}", $"tt{number:0000000}", released: "2001-01-01");
        var titles = Enumerable.Range(1, 30).Select(number => new UnknownTitle("film", $"Film number {number}", null, 2001, [("imdb", $"tt{number:0000000}")])).ToList();
        var fetch = instance.Program.Services.GetRequiredService<FetchUnknownTitles>();

        var some = await fetch.HandleAsync(titles, budget: 10, default);
        instance.Tmdb.DownAfter = 0;
        var down = await fetch.HandleAsync([.. titles.Skip(10)], budget: 100, default);

        Assert.Equal(10, some.Count(one => one.Title is not null));
        Assert.Equal(20, some.Count(one => !one.WasAsked));
        Assert.All(down, one => Assert.False(one.WasAsked));
        Assert.Equal(10, int.Parse((await instance.TextsAsync("select cast(count(*) as text) from titles"))[0], CultureInfo.InvariantCulture));
    }

    public sealed class On_Sqlite() : AbsorbingTitles(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : AbsorbingTitles(DatabaseKind.PostgreSql);
}
