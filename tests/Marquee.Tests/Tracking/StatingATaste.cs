using System.Text.Json;
using Marquee.Data;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Tracking;

/// <summary>What somebody says they like or do not want, and what they made a favourite, is in the answer of the very next request.</summary>
public abstract class StatingATaste(ProgramOn program)
{
    static async Task<List<string>> RecommendedAsync(HttpClient visitor) => (await visitor.RecommendationsAsync("?limit=40")).ConvertAll(r => r.Id());

    static Task SayAsync(HttpClient visitor, object preferences) => visitor.SendDataAsync(HttpMethod.Put, "/api/v1/preferences", preferences);

    async Task<HttpClient> SomebodyAsync()
    {
        var visitor = await program.NewVisitorAsync();
        await visitor.RateAsync("19", 9);
        return visitor;
    }

    [Fact]
    public async Task What_is_unwanted_is_not_recommended_at_the_next_request()
    {
        var visitor = await SomebodyAsync();
        var first = (await visitor.RecommendationsAsync("?limit=30")).ConvertAll(r => r.Id());
        var genre = (await visitor.GetDataAsync($"/api/v1/titles/{first[0]}")).GetProperty("genres")[0].GetString();

        await visitor.SendDataAsync(HttpMethod.Put, "/api/v1/preferences", new { genres = new { unwanted = new[] { genre } } });

        var second = (await visitor.RecommendationsAsync("?limit=30")).ConvertAll(r => r.Id());
        Assert.DoesNotContain(first[0], second);
        foreach (var id in second.Take(10))
            Assert.DoesNotContain((await visitor.GetDataAsync($"/api/v1/titles/{id}")).GetProperty("genres").EnumerateArray(), g => g.GetString() == genre);
    }

    [Fact]
    public async Task Eras_that_are_not_wanted_are_not_recommended()
    {
        var visitor = await SomebodyAsync();
        Assert.Contains(await TitlesAsync(visitor, await RecommendedAsync(visitor)), t => t.Year is > 1989 or < 1970);

        await SayAsync(visitor, new { eras = new { min = 1970, max = 1989 } });

        Assert.All(await TitlesAsync(visitor, await RecommendedAsync(visitor)), t => Assert.InRange(t.Year ?? 1970, 1970, 1989));
    }

    [Fact]
    public async Task People_languages_and_lengths_that_are_not_wanted_are_not_recommended()
    {
        // The sample says little of these, so the first three recommended get them, in a program of their own.
        await using var own = await RunningProgram.StartPreparedAsync(program.Kind);
        await own.ReadyAsync();
        var visitor = own.NewVisitor();
        await visitor.RateAsync("19", 9);
        var before = await RecommendedAsync(visitor);
        await own.Database.WriteAsync(async connection =>
        {
            long Of(int place) => long.Parse(before[place], System.Globalization.CultureInfo.InvariantCulture);
            await connection.ExecuteAsync("update titles set language = 'eo' where id = @id", new { id = Of(0) }, CancellationToken.None);
            await connection.ExecuteAsync("update titles set runtime = 500 where id = @id", new { id = Of(1) }, CancellationToken.None);
            var person = await connection.ScalarAsync<long>("insert into people (name, match_key) values ('Ada Example', @key) returning id", new { key = TitleKey.Of("Ada Example") }, CancellationToken.None);
            await connection.ExecuteAsync("insert into credits (title_id, person_id, role, billing) values (@id, @person, 'director', 90)", new { id = Of(2), person }, CancellationToken.None);
        });

        await SayAsync(visitor, new { languages = new { unwanted = new[] { "eo" } }, runtime = new { max = 400 }, people = new { unwanted = new[] { "ada example" } } });

        Assert.Empty(before.Take(3).Intersect(await RecommendedAsync(visitor)));
    }

    [Fact]
    public async Task A_genre_that_is_liked_comes_earlier_for_somebody_new_and_for_somebody_known()
    {
        foreach (var visitor in new[] { await program.NewVisitorAsync(), await SomebodyAsync() })
        {
            var before = await TitlesAsync(visitor, await RecommendedAsync(visitor));
            await SayAsync(visitor, new { genres = new { liked = new[] { "Horror", "War" } } });
            var after = await TitlesAsync(visitor, await RecommendedAsync(visitor));

            static bool IsLiked(Found title) => title.Genres.Contains("Horror") || title.Genres.Contains("War");
            Assert.True(after.Count(IsLiked) > before.Count(IsLiked), $"{after.Count(IsLiked)} liked after, {before.Count(IsLiked)} before");
        }
    }

    [Fact]
    public async Task A_favourite_is_a_taste()
    {
        var visitor = await SomebodyAsync();
        var before = await RecommendedAsync(visitor);

        await visitor.SendDataAsync(HttpMethod.Put, $"/api/v1/titles/{before[0]}/favourite");

        var after = await RecommendedAsync(visitor);
        Assert.DoesNotContain(before[0], after);
        Assert.NotEqual(before.Skip(1).Take(10), after.Take(10));
        await visitor.PostDataAsync($"/api/v1/undo/{await visitor.LastUndoAsync()}");
        Assert.Equal(before, await RecommendedAsync(visitor));
    }

    sealed record Found(int? Year, HashSet<string> Genres);

    static async Task<List<Found>> TitlesAsync(HttpClient visitor, IEnumerable<string> ids)
    {
        var found = new List<Found>();
        foreach (var id in ids)
        {
            var title = await visitor.GetDataAsync($"/api/v1/titles/{id}");
            found.Add(new Found(title.TryGetProperty("year", out var year) && year.ValueKind == JsonValueKind.Number ? year.GetInt32() : null, [.. title.GetProperty("genres").EnumerateArray().Select(g => g.GetString()!)]));
        }

        return found;
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : StatingATaste(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : StatingATaste(program);
}
