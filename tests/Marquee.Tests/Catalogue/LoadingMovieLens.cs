using System.IO.Compression;
using System.Text;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Catalogue.Populations;
using Marquee.Platform.Errors;
using Marquee.Tests.Host;

namespace Marquee.Tests.Catalogue;

public abstract class LoadingMovieLens(DatabaseKind kind) : IAsyncLifetime
{
    TestDatabase _place = null!;
    CatalogueHandlers _catalogue = null!;
    DirectoryInfo _folder = null!;

    public async ValueTask InitializeAsync()
    {
        _place = await TestDatabase.CreateAsync(kind);
        _catalogue = new CatalogueHandlers(_place.Database);
        _folder = Directory.CreateTempSubdirectory("marquee-");
    }

    public async ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        await _place.DisposeAsync();
    }

    [Fact]
    public async Task A_recent_edition_brings_films_links_and_ratings()
    {
        var folder = Folder("ml-latest",
            ("movies.csv", "movieId,title,genres\n6,Heat (1995),Action|Crime|Thriller\n7,\"Sabrina, a Comedy (1995)\",Comedy|Romance\n"),
            ("links.csv", "movieId,imdbId,tmdbId\n6,0113277,949\n7,0114319,\n"),
            ("ratings.csv", "userId,movieId,rating,timestamp\n1,6,4.5,1260759144\n2,6,0.5,1260759145\n2,7,3.0,1260759146\n2,99,3.0,1260759147\n"));

        var loaded = await LoadAsync(folder);

        Assert.Equal((2, 2), (loaded.Films, loaded.Added));
        Assert.Equal(("ml-latest", 3L, 2L, 2L, 0.5, 5.0), (loaded.Population.Name, loaded.Population.Ratings, loaded.Population.Users,
            loaded.Population.Titles, loaded.Population.ScaleLow, loaded.Population.ScaleHigh));
        await using var connection = await _place.Database.OpenAsync();
        var ratings = await connection.PopulationRatingsOfAsync(loaded.Population.Id, 2, default);
        Assert.Equal([0.5f, 3f], ratings.Select(rating => rating.Value));
        Assert.Equal(1260759145_000, ratings[0].RatedAt);
        Assert.Equal(["imdb", "movielens", "tmdb"], await connection.QueryAsync<string>("select provider from external_ids where title_id = 1 order by provider", null, default));
    }

    [Fact]
    public async Task The_edition_of_a_million_is_read_in_its_own_encoding()
    {
        var folder = Folder("ml-1m",
            ("movies.dat", Encoding.Latin1.GetBytes("1::Toy Story (1995)::Animation|Children's|Comedy\n73::Misérables, Les (1995)::Drama\n")),
            ("ratings.dat", Encoding.Latin1.GetBytes("1::73::5::978300760\n1::1::3::978302109\n")));

        var loaded = await LoadAsync(folder);

        Assert.Equal((1.0, 5.0), (loaded.Population.ScaleLow, loaded.Population.ScaleHigh));
        await using var connection = await _place.Database.OpenAsync();
        Assert.Equal(["Les Misérables", "Toy Story"], await connection.QueryAsync<string>("select title from titles order by title", null, default));
        Assert.Contains("Children", await connection.QueryAsync<string>("select name from genres", null, default));
    }

    [Fact]
    public async Task The_edition_of_a_hundred_thousand_finds_its_films_by_name_and_year()
    {
        await _catalogue.LoadSample.HandleAsync(CatalogueHandlers.Samples, new Progress<LoadProgress>(), default);
        var flags = string.Join('|', Enumerable.Repeat("0", 19));
        var folder = Folder("ml-100k",
            ("u.item", $"1|Toy Story (1995)|01-Jan-1995||http://x|{flags}\n50|Star Wars (1977)|01-Jan-1977||http://x|{flags}\n2000|Nobody Knows It (1901)|01-Jan-1901||http://x|{flags}\n"),
            ("u.data", "196\t1\t3\t881250949\n186\t2000\t3\t891717742\n"));

        var loaded = await LoadAsync(folder);

        await using var connection = await _place.Database.OpenAsync();
        var toyStory = (await connection.PopulationRatingsOfAsync(loaded.Population.Id, 196, default)).Single().TitleId;
        Assert.Equal("tt0114709", await connection.ScalarAsync<string>("select value from external_ids where provider = 'imdb' and title_id = @toyStory", new { toyStory }, default));
        // MovieLens calls the first one "Episode IV" today: what cannot be recognised surely is a title of its own.
        Assert.Equal(2, loaded.Added);
    }

    [Fact]
    public async Task Loading_again_replaces_the_ratings_and_adds_nothing_twice()
    {
        (string, object)[] films = [("movies.csv", "movieId,title,genres\n6,Heat (1995),Crime\n"), ("links.csv", "movieId,imdbId,tmdbId\n6,0113277,949\n")];
        await LoadAsync(Folder("mine", [.. films, ("ratings.csv", "userId,movieId,rating,timestamp\n1,6,4.5,1\n2,6,4.0,2\n")]));

        var again = await LoadAsync(Folder("mine", [.. films, ("ratings.csv", "userId,movieId,rating,timestamp\n1,6,2.0,3\n")]));

        Assert.Equal((0, 1L), (again.Added, again.Population.Ratings));
        await using var connection = await _place.Database.OpenAsync();
        Assert.Equal(1, await connection.ScalarAsync<long>("select vote_count from titles", null, default));
        Assert.Equal(4.0, await connection.ScalarAsync<double>("select vote_average from titles", null, default));
    }

    [Fact]
    public async Task Ratings_may_be_gzipped()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            await gzip.WriteAsync("userId,movieId,rating,timestamp\n1,6,4.5,1\n"u8.ToArray());

        var loaded = await LoadAsync(Folder("packed", ("movies.csv", "movieId,title,genres\n6,Heat (1995),Crime\n"), ("ratings.csv.gz", packed.ToArray())));

        Assert.Equal(1, loaded.Population.Ratings);
    }

    [Theory]
    [InlineData("folder_missing")]
    [InlineData("not_movielens", "movies.csv", "movieId,title,genres\n")]
    [InlineData("ratings_unreadable", "movies.csv", "movieId,title,genres\n6,Heat (1995),Crime\n", "ratings.csv", "userId,movieId,rating\n1,6,good\n")]
    [InlineData("movie_unreadable", "movies.csv", "movieId,title,genres\nsix,Heat (1995),Crime\n", "ratings.csv", "userId,movieId,rating\n1,6,4\n")]
    [InlineData("line_unreadable", "movies.csv", "movieId,title,genres\n6,Heat\n", "ratings.csv", "userId,movieId,rating\n1,6,4\n")]
    public async Task A_folder_that_is_not_MovieLens_is_refused_and_nothing_changes(string code, params string[] files)
    {
        var folder = code == "folder_missing" ? "/nowhere/at/all" : Folder("odd", [.. files.Chunk(2).Select(file => (file[0], (object)file[1]))]);

        var refusal = await Assert.ThrowsAsync<Invalid>(() => LoadAsync(folder));

        Assert.Equal(code, refusal.Code);
        await using var connection = await _place.Database.OpenAsync();
        Assert.Equal(0, await connection.ScalarAsync<long>("select count(*) from titles", null, default));
    }

    Task<Features.Catalogue.MovieLens.LoadedMovieLens> LoadAsync(string folder) =>
        _catalogue.LoadMovieLens.HandleAsync(folder, new Progress<LoadProgress>(), default);

    string Folder(string name, params (string Name, object Content)[] files)
    {
        var folder = _folder.CreateSubdirectory(name).FullName;
        foreach (var (file, content) in files)
            File.WriteAllBytes(Path.Combine(folder, file), content as byte[] ?? Encoding.UTF8.GetBytes((string)content));
        return folder;
    }

    public sealed class On_Sqlite() : LoadingMovieLens(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : LoadingMovieLens(DatabaseKind.PostgreSql);
}
