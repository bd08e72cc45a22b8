using System.Diagnostics;
using Marquee.Providers.Calls;
using Marquee.Providers.Tests.Fake;

namespace Marquee.Providers.Tests.Tmdb;

/// <summary>A service over real HTTP that is slow, wrong, rate-limiting, cut off in mid-body, and lies about lengths.</summary>
public sealed class WhenTheServerMisbehaves
{
    const string Fine = """{"id":550,"title":"Fight Club","release_date":"1999-10-15"}""";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Answers badly so many times, then well.</summary>
    static FakeServer First(int times, FakeReply bad)
    {
        var asked = 0;
        return new FakeServer(_ => Interlocked.Increment(ref asked) <= times ? bad : new FakeReply(200, Fine));
    }

    public static TheoryData<string, FakeReply> Stumbles => new()
    {
        { "slow", new FakeReply(200, Fine) { Delay = TimeSpan.FromSeconds(5) } },
        { "a server error", new FakeReply(500, """{"success":false,"status_code":11}""") },
        { "a time-out of its own", new FakeReply(504, """{"success":false,"status_code":24}""") },
        { "too many", new FakeReply(429, """{"success":false,"status_code":25}""") { Headers = new Dictionary<string, string> { ["Retry-After"] = "0" } } },
        { "cut off in mid-body", new FakeReply(200, Fine) { CutAfter = 20 } },
        { "claims too much", new FakeReply(200, Fine) { ClaimedLength = 5000 } },
        { "claims too little", new FakeReply(200, Fine) { ClaimedLength = 30 } },
        { "a page instead of JSON", new FakeReply(200, "<html>Be right back</html>") },
        { "nothing", new FakeReply(200, "") },
    };

    [Theory, MemberData(nameof(Stumbles))]
    public async Task A_stumble_is_tried_again(string what, FakeReply bad)
    {
        await using var server = First(2, bad);
        using var tmdb = server.Tmdb(calls: Quick);

        var film = await tmdb.FilmAsync(550, Cancel);

        Assert.True(film?.Value.Title == "Fight Club", what);
        Assert.Equal(3, server.Asked.Count);
    }

    [Theory, MemberData(nameof(Stumbles))]
    public async Task Stumbling_on_and_on_is_one_plain_failure_and_what_was_kept_serves(string what, FakeReply bad)
    {
        var isDown = false;
        await using var server = new FakeServer(_ => isDown ? bad : new FakeReply(200, Fine));
        var (cache, clock) = (new MemoryAnswers(), new ShiftedClock());
        using var tmdb = server.Tmdb(cache, Quick, clock);
        Assert.False((await tmdb.FilmAsync(550, Cancel))!.IsStale);

        isDown = true;
        var failure = await Assert.ThrowsAsync<ProviderFailure>(() => tmdb.FilmAsync(551, Cancel));
        Assert.True(failure.PassesByItself, what);
        Assert.Equal("TMDB", failure.Provider);

        clock.Shift = TimeSpan.FromHours(25);
        var old = (await tmdb.FilmAsync(550, Cancel))!;
        Assert.True(old.IsStale);
        Assert.Equal("Fight Club", old.Value.Title);
    }

    [Fact]
    public async Task It_waits_as_long_as_it_is_asked_to()
    {
        await using var server = First(1, new FakeReply(429, "{}") { Headers = new Dictionary<string, string> { ["Retry-After"] = "1" } });
        using var tmdb = server.Tmdb();
        var started = Stopwatch.GetTimestamp();

        await tmdb.FilmAsync(550, Cancel);

        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0.95, 30);
    }

    [Fact]
    public async Task It_does_not_wait_for_an_hour()
    {
        await using var server = First(9, new FakeReply(429, "{}") { Headers = new Dictionary<string, string> { ["Retry-After"] = "3600" } });
        using var tmdb = server.Tmdb();

        Assert.Equal(FailureKind.Unavailable, (await Assert.ThrowsAsync<ProviderFailure>(() => tmdb.FilmAsync(550, Cancel))).Kind);
        Assert.Single(server.Asked);
    }

    [Theory]
    [InlineData(401, FailureKind.KeyRefused)]
    [InlineData(400, FailureKind.Refused)]
    [InlineData(422, FailureKind.Refused)]
    public async Task What_will_not_get_better_is_not_tried_again(int status, FailureKind kind)
    {
        await using var server = First(9, new FakeReply(status, """{"success":false,"status_code":7,"status_message":"Invalid API key","failure":true}"""));
        using var tmdb = server.Tmdb();

        Assert.Equal(kind, (await Assert.ThrowsAsync<ProviderFailure>(() => tmdb.FilmAsync(550, Cancel))).Kind);
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task A_service_that_keeps_failing_is_left_alone()
    {
        await using var server = new FakeServer(_ => new FakeReply(500, "{}"));
        using var tmdb = server.Tmdb(calls: new OutsideOptions { PerSecond = 0, Retries = 0, BreakAfter = 4, BreakFor = TimeSpan.FromMinutes(1) });
        for (var id = 1; id <= 20; id++)
            await Assert.ThrowsAsync<ProviderFailure>(() => tmdb.FilmAsync(id, Cancel));

        Assert.InRange(server.Asked.Count, 4, 8);
    }

    [Fact]
    public async Task The_same_question_at_once_is_asked_once_and_kept_for_a_day()
    {
        await using var server = new FakeServer(_ => new FakeReply(200, Fine) { Delay = TimeSpan.FromMilliseconds(200) });
        var clock = new ShiftedClock();
        using var tmdb = server.Tmdb(clock: clock);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => tmdb.FilmAsync(550, Cancel)));
        clock.Shift = TimeSpan.FromHours(23);
        await tmdb.FilmAsync(550, Cancel);
        Assert.Single(server.Asked);

        clock.Shift = TimeSpan.FromHours(25);
        await tmdb.FilmAsync(550, Cancel);
        Assert.Equal(2, server.Asked.Count);
    }

    [Fact]
    public async Task An_unchanged_answer_is_not_sent_again()
    {
        await using var server = new FakeServer(request => request.Headers.GetValueOrDefault("If-None-Match") == "W/\"abc\""
            ? new FakeReply(304, "")
            : new FakeReply(200, Fine) { Headers = new Dictionary<string, string> { ["ETag"] = "W/\"abc\"" } });
        var clock = new ShiftedClock();
        using var tmdb = server.Tmdb(clock: clock);
        await tmdb.FilmAsync(550, Cancel);
        clock.Shift = TimeSpan.FromHours(25);

        var again = (await tmdb.FilmAsync(550, Cancel))!;

        Assert.Equal(("Fight Club", false), (again.Value.Title, again.IsStale));
        Assert.True(again.FetchedAt > TimeProvider.System.GetUtcNow().AddHours(24));
        Assert.Equal("W/\"abc\"", server.Asked.Last().Headers["If-None-Match"]);
    }

    [Fact]
    public async Task Whoever_stops_waiting_stops_only_for_themselves()
    {
        await using var server = new FakeServer(_ => new FakeReply(200, Fine) { Delay = TimeSpan.FromMilliseconds(300) });
        using var tmdb = server.Tmdb();
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        var patient = tmdb.FilmAsync(550, Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tmdb.FilmAsync(550, impatient.Token));

        Assert.Equal("Fight Club", (await patient)!.Value.Title);
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task Calls_go_out_no_faster_than_they_may()
    {
        await using var server = new FakeServer(_ => new FakeReply(200, Fine));
        using var tmdb = server.Tmdb(calls: new OutsideOptions { PerSecond = 40, Timeout = TimeSpan.FromSeconds(20) });
        var started = Stopwatch.GetTimestamp();

        await Task.WhenAll(Enumerable.Range(1, 60).Select(id => tmdb.FilmAsync(id, Cancel)));

        // A burst of four goes at once, the others 25 ms apart.
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 1.3, 60);
        Assert.Equal(60, server.Asked.Count);
    }

    [Fact]
    public async Task An_endless_answer_is_not_read_to_its_end()
    {
        await using var server = new FakeServer(_ => new FakeReply(200, $"{{\"id\":1,\"title\":\"{new string('x', 2 << 20)}\"}}"));
        using var tmdb = server.Tmdb(calls: new OutsideOptions { PerSecond = 0, MostBytes = 1 << 20, Retries = 0 });

        Assert.Equal(FailureKind.Malformed, (await Assert.ThrowsAsync<ProviderFailure>(() => tmdb.FilmAsync(550, Cancel))).Kind);
    }

    [Theory]
    [InlineData("0123456789abcdef", "api_key=0123456789abcdef", null)]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.e30.x", null, "Bearer eyJhbGciOiJIUzI1NiJ9.e30.x")]
    public async Task Keys_and_tokens_are_told_apart(string key, string? inAddress, string? header)
    {
        await using var server = new FakeServer(_ => new FakeReply(200, Fine));
        using var tmdb = server.Tmdb(key: key);

        await tmdb.FilmAsync(550, Cancel);

        var asked = Assert.Single(server.Asked);
        Assert.Equal(inAddress is not null, asked.Path.Contains("api_key=", StringComparison.Ordinal));
        Assert.Equal(header, asked.Headers.GetValueOrDefault("Authorization"));
    }

    [Fact]
    public async Task A_used_up_budget_asks_nobody_and_old_answers_serve()
    {
        await using var server = new FakeServer(_ => new FakeReply(200, Fine));
        var clock = new ShiftedClock();
        using var tmdb = server.Tmdb(clock: clock, budget: new OneCall());
        await tmdb.FilmAsync(550, Cancel);
        clock.Shift = TimeSpan.FromHours(30);

        Assert.True((await tmdb.FilmAsync(550, Cancel))!.IsStale);
        Assert.Equal(FailureKind.QuotaExhausted, (await Assert.ThrowsAsync<ProviderFailure>(() => tmdb.FilmAsync(551, Cancel))).Kind);
        Assert.Single(server.Asked);
    }

    static OutsideOptions Quick { get; } = new()
    {
        PerSecond = 0,
        Timeout = TimeSpan.FromMilliseconds(500),
        Delay = TimeSpan.FromMilliseconds(5),
        Retries = 2,
        BreakAfter = 100,
    };

    sealed class OneCall : ICallBudget
    {
        int _taken;

        public ValueTask<bool> TryTakeAsync(string provider, CancellationToken cancel) => ValueTask.FromResult(Interlocked.Increment(ref _taken) <= 1);

        public ValueTask FailedAsync(string provider, CancellationToken cancel) => ValueTask.CompletedTask;
    }
}
