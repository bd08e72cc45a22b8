using Marquee.Providers.Calls;
using Marquee.Providers.Omdb;
using Marquee.Providers.Tests.Fake;
using Marquee.Providers.Tmdb;

namespace Marquee.Providers.Tests;

/// <summary>Recorded bodies, and clients that hurry.</summary>
static class Recordings
{
    public static string Of(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recorded", name));

    public static OutsideOptions Hurried { get; } = new()
    {
        PerSecond = 0,
        Timeout = TimeSpan.FromSeconds(2),
        Delay = TimeSpan.FromMilliseconds(5),
        LongestWait = TimeSpan.FromSeconds(2),
        BreakAfter = 100,
    };

    public static TmdbClient Tmdb(this FakeServer server, IAnswerCache? cache = null, OutsideOptions? calls = null, TimeProvider? clock = null, string key = "0123456789abcdef", ICallBudget? budget = null) =>
        new(new TmdbOptions { Key = key, Address = server.Address, Calls = calls ?? Hurried }, cache ?? new MemoryAnswers(), clock ?? TimeProvider.System, budget);

    public static OmdbClient Omdb(this FakeServer server) =>
        new(new OmdbOptions { Key = "k", Address = server.Address, Calls = Hurried }, new MemoryAnswers(), TimeProvider.System);

    /// <summary>A server that refuses what was not recorded.</summary>
    public static FakeServer Replaying(params (string Begins, string Body)[] recorded) => new(request =>
        recorded.FirstOrDefault(r => request.Path.StartsWith(r.Begins, StringComparison.Ordinal)).Body is { } body
            ? new FakeReply(200, body)
            : new FakeReply(404, Of("3_movie_999999999.json")));
}
