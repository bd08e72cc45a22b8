using System.Text.Json;
using Marquee.Features.Catalogue;
using Marquee.Features.Catalogue.Writing;
using Marquee.Platform.Jobs;
using Marquee.Providers.Tests.Fake;
using Marquee.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Enriching;

/// <summary>Titles without genres get them from what they are made of, marked as inferred, until somebody who knows says what they are.</summary>
public abstract class InferringGenres(DatabaseKind kind)
{
    static readonly string[] West = ["sheriff", "saloon", "ranch", "outlaw", "gunslinger", "cattle"], Space = ["starship", "galaxy", "alien", "planet", "astronaut", "robot"];

    static IEnumerable<TitleDraft> Known(string genre, string[] words) => Enumerable.Range(0, 40).Select(n => new TitleDraft
    {
        Kind = TitleKind.Film,
        Title = $"{genre} number {n}",
        Year = 1950 + n,
        Genres = [genre],
        Overview = $"The {words[n % 6]} meets the {words[(n + 1) % 6]} by the {words[(n + 3) % 6]}.",
    });

    [Fact]
    public async Task Fills_in_what_is_missing_says_how_sure_it_is_and_gives_way_to_the_provider()
    {
        TestDatabase.SkipWithout(kind);
        await using var tmdb = new FakeTmdb();
        await using var program = await RunningProgram.StartEmptyAsync(kind, with: settings => settings with { TmdbKey = "0123456789abcdef", TmdbAddress = tmdb.Address.ToString(), WorksBehind = false });
        await program.ReadyAsync();
        TitleDraft Wanting(string title, string overview, string id) => new() { Kind = TitleKind.Film, Title = title, Year = 2001, Overview = overview, ExternalIds = [new ExternalId(ExternalId.Imdb, id)] };
        var drafts = (TitleDraft[])
        [
            .. Known("Western", West), .. Known("Sci-Fi", Space),
            Wanting("Dust", "An outlaw and a sheriff drive cattle to the ranch.", "tt0000001"), Wanting("Void", "An astronaut and a robot find an alien planet.", "tt0000002"),
            Wanting("Nothing", "Xqzzy vvkj.", "tt0000003"),
        ];
        var ids = (await program.Database.WriteAsync(connection => program.Services.GetRequiredService<WriteTitles>().HandleAsync(connection, drafts, KnownTitle.Keep, default))).Ids;
        var visitor = program.NewVisitor();
        var (dust, unread) = ($"/api/v1/titles/{ids[80]}", $"/api/v1/titles/{ids[82]}");

        Assert.Equal((2, 1, 80), await RunAsync(program));

        var title = await visitor.GetDataAsync(dust);
        Assert.Equal("Western", title.GetProperty("genres").EnumerateArray().Single().GetString());
        var inferred = title.GetProperty("inferred_genres").EnumerateArray().Single();
        Assert.Equal("Western", inferred.GetProperty("name").GetString());
        Assert.InRange(inferred.GetProperty("confidence").GetDouble(), 0.5, 1);
        Assert.Contains("Sci-Fi", (await visitor.GetDataAsync($"/api/v1/titles/{ids[81]}")).GetProperty("inferred_genres").ToString(), StringComparison.Ordinal);
        Assert.Empty((await visitor.GetDataAsync(unread)).GetProperty("genres").EnumerateArray());
        Assert.Empty((await visitor.GetDataAsync($"/api/v1/titles/{ids[0]}")).GetProperty("inferred_genres").EnumerateArray());
        Assert.Matches(@"Western \([0-9]+ % sure\)", await visitor.GetStringAsync($"/titles/{ids[80]}"));
        Assert.Contains("Dust", (await visitor.GetDataAsync("/api/v1/search?q=dust&genre=Western"))[0].GetProperty("title").GetString(), StringComparison.Ordinal);
        // What was looked at is left alone until it changes.
        Assert.Equal((0, 0, 0), await RunAsync(program));

        tmdb.Film(77, "Dust", "tt0000001", released: "2001-05-05");
        await program.Services.GetServices<IScheduledJob>().Single(job => job.Kind == "tmdb-titles").RunAsync(default);
        title = await visitor.GetDataAsync(dust);
        Assert.Equal(["Drama", "Sci-Fi"], title.GetProperty("genres").EnumerateArray().Select(genre => genre.GetString()));
        Assert.Empty(title.GetProperty("inferred_genres").EnumerateArray());
        Assert.Equal((0, 0, 0), await RunAsync(program));
    }

    static async Task<(int, int, int)> RunAsync(RunningProgram program)
    {
        var report = JsonSerializer.SerializeToElement(await program.Services.GetServices<IScheduledJob>().Single(job => job.Kind == "infer-genres").RunAsync(default));
        return (report.GetProperty("Inferred").GetInt32(), report.GetProperty("Undecided").GetInt32(), report.GetProperty("LearntFrom").GetInt32());
    }

    public sealed class On_Sqlite() : InferringGenres(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : InferringGenres(DatabaseKind.PostgreSql);
}
