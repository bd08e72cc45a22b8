using System.Net.Http.Json;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Catalogue.Enriching;
using Marquee.Features.Catalogue.Writing;
using Marquee.Platform.Doctor;
using Marquee.Platform.Jobs;
using Marquee.Providers.Tests.Fake;
using Marquee.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Enriching;

/// <summary>A catalogue filled from a fake TMDB over real HTTP, kept fresh, and still standing when TMDB falls.</summary>
public abstract class WithTmdbConnected(DatabaseKind kind)
{
    sealed record Instance(RunningProgram Program, FakeTmdb Tmdb, ShiftedClock Clock) : IAsyncDisposable
    {
        public HttpClient Visitor { get; } = Program.NewVisitor();

        public T Part<T>() where T : notnull => Program.Services.GetRequiredService<T>();

        /// <summary>Runs a job now, whatever its turn.</summary>
        public Task<object> RunAsync(string kind) => Program.Services.GetServices<IScheduledJob>().Single(job => job.Kind == kind).RunAsync(default);

        public async ValueTask DisposeAsync()
        {
            await Program.DisposeAsync();
            await Tmdb.DisposeAsync();
        }
    }

    async Task<Instance> StartAsync()
    {
        TestDatabase.SkipWithout(kind);
        var (tmdb, clock) = (new FakeTmdb(), new ShiftedClock());
        var program = await RunningProgram.StartEmptyAsync(kind, with: settings => settings with { TmdbKey = "0123456789abcdef", TmdbAddress = tmdb.Address.ToString(), Clock = clock, WorksBehind = false });
        return new Instance(program, tmdb, clock);
    }

    [Fact]
    public async Task A_title_found_at_tmdb_is_added_with_a_click_and_then_no_longer_offered()
    {
        await using var instance = await StartAsync();
        instance.Tmdb.Film(550, "Fight Club", "tt0137523");
        instance.Tmdb.Show(550, "Till Death Us Do Part", (1, ["One", "Two"]));

        var offered = await instance.Visitor.GetDataAsync("/api/v1/search/tmdb?q=club");
        Assert.Equal("550", offered.GetProperty("titles")[0].GetProperty("tmdb_id").GetString());
        var page = await instance.Visitor.GetStringAsync("/search?q=fight+club");
        Assert.Contains("Add Fight Club", page, StringComparison.Ordinal);

        var film = await AddAsync(instance, "film", 550);
        var show = await AddAsync(instance, "show", 550);

        Assert.NotEqual(film, show);
        Assert.Empty((await instance.Visitor.GetDataAsync("/api/v1/search/tmdb?q=club")).GetProperty("titles").EnumerateArray());
        Assert.Equal(film, await AddAsync(instance, "film", 550));
        var details = await instance.Visitor.GetDataAsync($"/api/v1/titles/{film}");
        Assert.Equal("Fight Club R 1999 tt0137523", $"{details.GetProperty("title")} {details.GetProperty("certification")} {details.GetProperty("year")} {details.GetProperty("external_ids").GetProperty("imdb")}");
        Assert.Equal(["Drama", "Sci-Fi"], details.GetProperty("genres").EnumerateArray().Select(g => g.GetString()));
        Assert.Equal(["Edward Norton", "Brad Pitt"], details.GetProperty("cast").EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        Assert.Equal(["One", "Two"], (await instance.Visitor.GetDataAsync($"/api/v1/titles/{show}")).GetProperty("seasons")[0].GetProperty("episodes").EnumerateArray().Select(e => e.GetProperty("name").GetString()));
        Assert.Equal(film, (await instance.Visitor.GetDataAsync("/api/v1/search?q=podziemny+krag"))[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Where_to_watch_is_told_by_region_and_people_have_their_page()
    {
        await using var instance = await StartAsync();
        instance.Tmdb.Film(550, "Fight Club", "tt0137523");
        var film = await AddAsync(instance, "film", 550);

        var here = await instance.Visitor.GetDataAsync($"/api/v1/titles/{film}/availability");
        Assert.Equal(["Netflix stream", "Apple TV rent"], here.GetProperty("offers").EnumerateArray().Select(o => $"{o.GetProperty("service")} {o.GetProperty("offer")}"));
        var there = await instance.Visitor.GetDataAsync($"/api/v1/titles/{film}/availability?region=de");
        Assert.Equal("Disney Plus", there.GetProperty("offers")[0].GetProperty("service").GetString());
        Assert.Contains(there.GetProperty("certifications").EnumerateArray(), c => c.GetProperty("country").GetString() == "DE" && c.GetProperty("certification").GetString() == "18");
        Assert.Contains("Netflix", await instance.Visitor.GetStringAsync($"/titles/{film}"), StringComparison.Ordinal);

        var byService = await instance.Visitor.GetDataAsync("/api/v1/search?service=8");
        Assert.Equal(film, byService[0].GetProperty("id").GetString());
        Assert.Empty((await instance.Visitor.GetDataAsync("/api/v1/search?service=8&region=DE")).EnumerateArray());

        var person = (await instance.Visitor.GetDataAsync($"/api/v1/titles/{film}")).GetProperty("directors")[0].GetProperty("id").GetString();
        Assert.Equal("Director", (await instance.Visitor.GetDataAsync($"/api/v1/people/{person}")).GetProperty("made")[0].GetProperty("as").GetString());
        Assert.Contains("David Fincher", await instance.Visitor.GetStringAsync($"/people/{person}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_title_with_an_imdb_or_tvdb_id_is_completed_at_once()
    {
        await using var instance = await StartAsync();
        instance.Tmdb.Film(949, "Heat", "tt0113277");
        instance.Tmdb.Show(1396, "Breaking Bad", (1, ["Pilot"]));
        await WriteAsync(instance,
            new TitleDraft { Kind = TitleKind.Film, Title = "Heat", Year = 1995, ExternalIds = [new ExternalId(ExternalId.Imdb, "tt0113277")] },
            new TitleDraft { Kind = TitleKind.Show, Title = "Breaking Bad", Year = 2008, ExternalIds = [new ExternalId(ExternalId.Tvdb, "81396")] },
            new TitleDraft { Kind = TitleKind.Film, Title = "Nobody's", Year = 2008, ExternalIds = [new ExternalId(ExternalId.Imdb, "tt9999999")] });

        var report = await instance.RunAsync("tmdb-titles");

        Assert.Equal(new EnrichedTitles(2, 1, 0), report);
        var show = (await instance.Visitor.GetDataAsync("/api/v1/search?q=breaking+bad"))[0];
        Assert.Equal(["Fantasy", "Sci-Fi"], show.GetProperty("genres").EnumerateArray().Select(g => g.GetString()));
        Assert.Equal(new EnrichedTitles(0, 0, 0), await instance.RunAsync("tmdb-titles"));
    }

    [Fact]
    public async Task A_changed_title_is_fresh_within_a_day()
    {
        await using var instance = await StartAsync();
        instance.Tmdb.Film(550, "Fight Club", "tt0137523", overview: "Before.");
        instance.Tmdb.Film(551, "Another", "tt0137524", overview: "Before.");
        var film = await AddAsync(instance, "film", 550);
        await AddAsync(instance, "film", 551);
        await instance.RunAsync("tmdb-changes");
        await instance.RunAsync("tmdb-titles");

        // Changed an hour later; asked a little less than a day after that, on a clock that a test moves.
        instance.Tmdb.Film(550, "Fight Club", "tt0137523", overview: "After.");
        instance.Tmdb.Film(551, "Another", "tt0137524", overview: "After, but TMDB does not say so.");
        instance.Tmdb.Changed["movie"] = [550, 999_999];
        instance.Clock.Shift = TimeSpan.FromHours(21);
        await instance.RunAsync("tmdb-changes");
        await instance.RunAsync("tmdb-titles");

        Assert.Equal("After.", (await instance.Visitor.GetDataAsync($"/api/v1/titles/{film}")).GetProperty("overview").GetString());
        Assert.Single(instance.Tmdb.Asked, path => path.StartsWith("/movie/551", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_provider_falling_in_mid_run_loses_nothing_and_the_next_run_goes_on()
    {
        await using var instance = await StartAsync();
        for (var id = 1; id <= 12; id++)
            instance.Tmdb.Film(id, $"Film {id}", $"tt{id:0000000}");
        await WriteAsync(instance, [.. Enumerable.Range(1, 12).Select(id => new TitleDraft
        {
            Kind = TitleKind.Film,
            Title = $"Film {id}",
            Year = 1999,
            ExternalIds = [new ExternalId(ExternalId.Tmdb, id.ToString(System.Globalization.CultureInfo.InvariantCulture))],
        })]);
        instance.Tmdb.DownAfter = 5;

        var first = await instance.RunAsync("tmdb-titles");
        Assert.Equal(new EnrichedTitles(5, 0, 7), first);
        Assert.Equal(12, (await instance.Visitor.GetDataAsync("/api/v1/search?kind=film&limit=50")).GetArrayLength());

        instance.Tmdb.DownAfter = null;
        instance.Clock.Shift = TimeSpan.FromMinutes(30);
        // The breaker counts on the real clock's timers; an hour of the moved one is behind it.
        await Task.Delay(200);
        Assert.Equal(new EnrichedTitles(7, 0, 0), await instance.RunAsync("tmdb-titles"));
    }

    [Fact]
    public async Task Plays_of_episodes_stay_when_a_show_is_written_again()
    {
        await using var instance = await StartAsync();
        instance.Tmdb.Show(1396, "Breaking Bad", (1, ["Pilot", "Second"]));
        var show = await AddAsync(instance, "show", 1396);
        var before = (await instance.Visitor.GetDataAsync($"/api/v1/titles/{show}")).GetProperty("seasons")[0].GetProperty("episodes");

        instance.Tmdb.Show(1396, "Breaking Bad", (1, ["Pilot, renamed", "Second", "Third"]));
        instance.Clock.Shift = TimeSpan.FromHours(25);
        await instance.Part<EnrichTitle>().HandleAsync(new TitleId(long.Parse(show, System.Globalization.CultureInfo.InvariantCulture)), default);

        var after = (await instance.Visitor.GetDataAsync($"/api/v1/titles/{show}")).GetProperty("seasons")[0].GetProperty("episodes");
        Assert.Equal(["Pilot, renamed", "Second", "Third"], after.EnumerateArray().Select(e => e.GetProperty("name").GetString()));
        Assert.Equal(before[0].GetProperty("id").GetString(), after[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Two_nodes_that_work_at_once_ask_for_each_title_once()
    {
        await using var instance = await StartAsync();
        await WriteAsync(instance, [.. Enumerable.Range(1, 30).Select(id => new TitleDraft { Kind = TitleKind.Film, Title = $"Film {id}", Year = 1999, ExternalIds = [new ExternalId(ExternalId.Tmdb, $"{id}")] })]);

        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => instance.Part<DueTitles>().TakeAsync(10, default)));

        Assert.Equal(30, taken.SelectMany(some => some).Count());
        Assert.Equal(30, taken.SelectMany(some => some).Distinct().Count());
        instance.Clock.Shift = TimeSpan.FromMinutes(11);
        Assert.Equal(30, (await instance.Part<DueTitles>().TakeAsync(100, default)).Count);
    }

    [Fact]
    public async Task A_paused_job_is_not_done()
    {
        await using var instance = await StartAsync();
        var (ledger, run) = (instance.Part<JobLedger>(), instance.Part<RunJob>());
        var job = instance.Program.Services.GetServices<IScheduledJob>().Single(job => job.Kind == "tmdb-vocabulary");
        await ledger.PauseAsync(job.Kind, pause: true, default);
        Assert.False(await run.OnceAsync(job, instance.Clock.GetUtcNow(), default));
        await ledger.PauseAsync(job.Kind, pause: false, default);
        Assert.True(await run.OnceAsync(job, instance.Clock.GetUtcNow(), default));
    }

    [Fact]
    public async Task The_doctor_tells_whether_tmdb_answers_and_what_is_used()
    {
        await using var instance = await StartAsync();
        async Task<Finding> LookAsync() => (await Task.WhenAll(instance.Program.Services.GetServices<IExamination>().OfType<ProvidersExamination>().Select(e => e.ExamineAsync(default)))).SelectMany(f => f).Single(f => f.Subject == "TMDB");

        Assert.Matches("answers, [1-9][0-9]* of 20,000 calls used today", (await LookAsync()).Says);
        instance.Tmdb.DownAfter = 0;
        instance.Clock.Shift = TimeSpan.FromHours(30);
        Assert.Equal((false, "does not answer; what it said before is used"), (await LookAsync() is var down ? (down.Fine, down.Says) : default));
    }

    static async Task<string> AddAsync(Instance instance, string kind, long id)
    {
        using var answer = await instance.Visitor.PostAsJsonAsync("/api/v1/titles/from-tmdb", new { kind, tmdb_id = id });
        var json = await answer.JsonAsync();
        Assert.True(answer.IsSuccessStatusCode, json.ToString());
        return json.GetProperty("data").GetProperty("id").GetString()!;
    }

    static Task WriteAsync(Instance instance, params TitleDraft[] drafts) => instance.Program.Database.WriteAsync(connection =>
        instance.Part<WriteTitles>().HandleAsync(connection, drafts, KnownTitle.Keep, default));

    public sealed class On_Sqlite() : WithTmdbConnected(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : WithTmdbConnected(DatabaseKind.PostgreSql);
}

/// <summary>Without a key everything works, and one place says which key brings more.</summary>
public sealed class WithoutAKey(ProgramOnSqlite program)
{
    [Fact]
    public async Task Adding_from_tmdb_says_what_is_missing()
    {
        var visitor = await program.NewVisitorAsync();
        Assert.Contains("MARQUEE_TMDB_KEY", (await visitor.GetDataAsync("/api/v1/search/tmdb?q=heat")).GetProperty("message").GetString(), StringComparison.Ordinal);

        using var answer = await visitor.PostAsJsonAsync("/api/v1/titles/from-tmdb", new { kind = "film", tmdb_id = 987654321 });
        Assert.Equal("tmdb_not_connected", (await answer.JsonAsync()).GetProperty("code").GetString());
        var page = await visitor.GetStringAsync("/search?q=zzzzqqqq");
        Assert.Equal(1, page.Split("MARQUEE_TMDB_KEY").Length - 1);
    }
}
