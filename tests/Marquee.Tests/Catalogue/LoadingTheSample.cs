using System.Data.Common;
using System.Diagnostics;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Catalogue.Populations;
using Marquee.Tests.Host;

namespace Marquee.Tests.Catalogue;

public abstract class LoadingTheSample(LoadedSample sample)
{
    readonly Database _database = sample.Database;
    readonly CatalogueHandlers _catalogue = sample.Catalogue;

    [Fact]
    public async Task Every_film_show_and_rating_is_there_and_a_second_start_does_nothing()
    {
        var started = Stopwatch.GetTimestamp();
        Assert.False(await _catalogue.LoadSample.HandleAsync(CatalogueHandlers.Samples, new RisingProgress(), default));
        TestContext.Current.SendDiagnosticMessage(
            $"{_database.Dialect}: the sample in {sample.FirstLoad.TotalSeconds:0.00} s, nothing to do in {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms");

        await using var connection = await _database.OpenAsync();
        // 9,125 films and 18 shows, some of which MovieLens lists among its films.
        Assert.Equal(9125 + 18 - await SharedAsync(connection), await connection.ScalarAsync<long>("select count(*) from titles", null, default));
        Assert.Equal(390, await connection.ScalarAsync<long>("select count(*) from episodes", null, default));
        var population = await connection.PopulationAsync(Population.Sample, default);
        Assert.Equal((100_004, 671, 0.5, 5), (population!.Ratings, population.Users, population.ScaleLow, population.ScaleHigh));
    }

    [Fact]
    public async Task A_title_has_its_facts_its_names_and_its_ids()
    {
        var matrix = await TitleAsync("imdb", "tt0133093");
        Assert.Equal(("The Matrix", 1999, TitleKind.Film, "R", 136), (matrix.Title, matrix.Year, matrix.Kind, matrix.Certification, matrix.Runtime));
        Assert.Equal("603", matrix.ExternalIds["tmdb"]);
        Assert.Equal("2571", matrix.ExternalIds["movielens"]);
        Assert.Contains("Keanu Reeves", matrix.Cast.Select(person => person.Name));
        Assert.Contains("Sci-Fi", matrix.Genres);
        Assert.Equal(259, matrix.VoteCount);

        var children = await TitleAsync("imdb", "tt0112682");
        Assert.Equal("The City of Lost Children", children.Title);
        Assert.Contains("La Cité des enfants perdus", children.OtherNames);
    }

    [Fact]
    public async Task A_show_has_its_seasons_in_order_specials_last()
    {
        var lost = await TitleAsync("imdb", "tt0411008");

        Assert.Equal([1, 2, 3, 4, 5, 6, 0], lost.Seasons.Select(season => season.Number));
        Assert.All(lost.Seasons, season => Assert.Equal(Enumerable.Range(1, season.Episodes.Count), season.Episodes.Select(e => e.Number)));
        Assert.Equal(new DateOnly(2004, 9, 22), lost.Seasons[0].Episodes[0].AirDate);
    }

    [Fact]
    public async Task Newer_samples_replace_what_nobody_edited_and_leave_the_rest()
    {
        var matrix = await TitleAsync("imdb", "tt0133093");
        var heat = await TitleAsync("imdb", "tt0113277");
        await _database.WriteAsync(async connection =>
        {
            await connection.ExecuteAsync("update titles set overview = 'old' where id = @id", new { id = matrix.Id }, default);
            await connection.ExecuteAsync("update titles set overview = 'edited', metadata_updated_at = 1 where id = @id", new { id = heat.Id }, default);
            await connection.ExecuteAsync("update settings set value = 'an older program' where name = 'catalogue.sample'", null, default);
        });

        Assert.True(await _catalogue.LoadSample.HandleAsync(CatalogueHandlers.Samples, new RisingProgress(), default));

        Assert.Equal(matrix.Overview, (await TitleAsync("imdb", "tt0133093")).Overview);
        Assert.Equal(matrix.Keywords, (await TitleAsync("imdb", "tt0133093")).Keywords);
        Assert.Equal("edited", (await TitleAsync("imdb", "tt0113277")).Overview);
    }

    [Fact]
    public async Task Nodes_that_start_at_once_load_it_once()
    {
        await using var place = await TestDatabase.CreateAsync(sample.Kind);
        var catalogue = new CatalogueHandlers(place.Database);

        var loads = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ =>
            Task.Run(() => catalogue.LoadSample.HandleAsync(CatalogueHandlers.Samples, new RisingProgress(), default))));

        Assert.Equal([false, true], loads.Order());
    }

    [Fact]
    public async Task Training_reads_ratings_and_documents_fast()
    {
        await using var connection = await _database.OpenAsync();
        var population = await connection.PopulationAsync(Population.Sample, default);

        var started = Stopwatch.GetTimestamp();
        var ratings = new List<PopulationRating>();
        await foreach (var rating in connection.PopulationRatingsAsync(population!.Id, default))
            ratings.Add(rating);
        var read = Stopwatch.GetElapsedTime(started);
        started = Stopwatch.GetTimestamp();
        var titles = ratings.Select(r => r.TitleId).Distinct().Order().ToList();
        var documents = await connection.ItemDocumentsAsync(titles, default);
        TestContext.Current.SendDiagnosticMessage(
            $"{_database.Dialect}: ratings in {read.TotalMilliseconds:0} ms, documents in {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms");

        Assert.Equal(100_004, ratings.Count);
        Assert.Equal(ratings.OrderBy(r => r.UserId).ThenBy(r => r.TitleId), ratings);
        var toyStory = documents[titles.IndexOf((await TitleAsync("movielens", "1")).Id.Value)];
        Assert.Equal(["toy", "story"], toyStory.Fields["title"]);
        Assert.Contains("John Lasseter", toyStory.Fields["director"]);
        Assert.Contains("cowboy", toyStory.Fields["text"]);
    }

    [Fact]
    public async Task Cards_come_in_the_order_asked_for()
    {
        var heat = (await TitleAsync("imdb", "tt0113277")).Id;
        var matrix = (await TitleAsync("imdb", "tt0133093")).Id;

        await using var connection = await _database.OpenAsync();
        var cards = await connection.TitleCardsAsync(_database.Dialect, [matrix, new TitleId(999_999), heat], TitleSight.Everything, default);

        Assert.Equal(["The Matrix", "Heat"], cards.Select(card => card.Title));
        Assert.Equal(["Michael Mann"], cards[1].Directors);
        Assert.Equal(["Action", "Crime", "Thriller"], cards[1].Genres);
    }

    async Task<TitleDetails> TitleAsync(string provider, string value)
    {
        await using var connection = await _database.OpenAsync();
        var id = await connection.ScalarAsync<TitleId>(
            "select title_id from external_ids where provider = @provider and value = @value", new { provider, value }, default);
        return await _catalogue.GetTitle.HandleAsync(id, default);
    }

    static Task<long> SharedAsync(DbConnection connection) => connection.ScalarAsync<long>(
        "select count(*) from external_ids m join seasons s on s.title_id = m.title_id and s.number = 1 where m.provider = 'movielens'", null, default);

    public sealed class On_Sqlite(LoadedSampleOnSqlite sample) : LoadingTheSample(sample), IClassFixture<LoadedSampleOnSqlite>;

    public sealed class On_PostgreSql(LoadedSampleOnPostgreSql sample) : LoadingTheSample(sample), IClassFixture<LoadedSampleOnPostgreSql>;
}
