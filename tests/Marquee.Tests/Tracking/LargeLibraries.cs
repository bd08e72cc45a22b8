using System.Diagnostics;
using System.Globalization;
using System.Text;
using Marquee.Data;
using Marquee.Features.Tracking;
using Marquee.Features.Tracking.Plays;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Tracking;

/// <summary>A library of 5,000 titles and 20,000 plays, brought in as an import does. How long its pages take is measured by <c>bench/Web.Bench -- library</c>.</summary>
public abstract class LargeLibraries(ProgramOn program)
{
    const int Plays = 20_000, Titles = 5_000, PageBudget = 200 * 1024;

    [Fact]
    public async Task Pages_of_a_large_library_stay_light_and_the_same_history_twice_is_known()
    {
        var running = await program.RunningAsync();
        var visitor = running.NewVisitor();
        var play = long.Parse((await visitor.LogAsync(new { title_id = "1", watched_on = "2001-01-01" })).Text("play_id"), CultureInfo.InvariantCulture);
        var database = running.Database;
        ProfileId profile;
        List<TitleId> titles;
        await using (var connection = await database.OpenAsync())
        {
            profile = new ProfileId(await connection.ScalarAsync<long>("select profile_id from plays where id = @play", new { play }, CancellationToken.None));
            titles = await connection.QueryAsync<TitleId>("select id from titles where kind = 'film' order by popularity desc, id limit @Titles", new { Titles }, CancellationToken.None);
        }

        Assert.Equal(Titles, titles.Count);
        var start = new DateTimeOffset(2010, 1, 1, 20, 0, 0, TimeSpan.Zero);
        List<PlayDraft> drafts = [.. Enumerable.Range(0, Plays).Select(i => new PlayDraft(titles[i % titles.Count], null, new Telling(start.AddHours(6 * i), PlayPrecision.Exact, "plex", $"p{i}")))];
        var added = await database.WriteAsync(c => c.BringInPlaysAsync(database.Dialect, profile, null, drafts, start, CancellationToken.None));
        var again = await database.WriteAsync(c => c.BringInPlaysAsync(database.Dialect, profile, null, drafts, start, CancellationToken.None));
        Assert.Equal((Plays, 0), (added.Added.Count, again.Added.Count));

        visitor.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        foreach (var path in Pages)
        {
            var times = new List<double>();
            for (var i = 0; i < 6; i++)
            {
                var started = Stopwatch.GetTimestamp();
                var page = await visitor.GetStringAsync(path);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                Assert.InRange(Encoding.UTF8.GetByteCount(page), 1, PageBudget);
            }

            times.Sort();
            // Told and not judged: a time depends on what else the machine does.
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: median {times[3]:0} ms, slowest {times[^1]:0} ms"));
        }
    }

    static readonly string[] Pages =
    [
        "/library", "/library?view=table", "/library?sort=title", "/library?sort=rating", "/library?filter=genre:drama%20year:1990..1999%20sort:score", "/library?filter=status:completed%20plays:>=4",
        "/diary?month=2012-03", "/diary?month=2012-03&view=list", "/watchlist", "/lists", "/",
    ];

    public sealed class On_Sqlite(ProgramOnSqlite program) : LargeLibraries(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : LargeLibraries(program);
}
