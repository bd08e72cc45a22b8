namespace Marquee.Importers.Tests.Imdb;

public sealed class ReadingAnImdbExport
{
    const string Now = "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors\n";
    const string Before = "Const,Your Rating,Date Rated,Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors\n";
    const string List = "Position,Const,Created,Modified,Description,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors,Your Rating,Date Rated\n";
    const string Old = "\"position\",\"const\",\"created\",\"modified\",\"description\",\"Title\",\"Title type\",\"Directors\",\"You rated\",\"IMDb Rating\",\"Runtime (mins)\",\"Year\",\"Genres\",\"Num. Votes\",\"Release Date (month/day/year)\",\"URL\"\n";

    [Fact]
    public void Ratings_as_exported_today()
    {
        var item = Assert.Single(Reads.Items(Now + "tt0211915,9,2023-05-06,Amélie,Le Fabuleux Destin d'Amélie Poulain,https://www.imdb.com/title/tt0211915/,Movie,8.3,122,2001,\"Comedy, Romance\",800000,2001-04-25,Jean-Pierre Jeunet\n", "ratings.csv"));

        Assert.Equal(("Amélie", "Le Fabuleux Destin d'Amélie Poulain", 2001, 90, TitleKind.Film), (item.Title, item.OriginalTitle, item.Year, item.Rating, item.Kind));
        Assert.Equal([new ExternalId("imdb", "tt0211915")], item.ExternalIds);
        Assert.Equal(new DateTimeOffset(2023, 5, 6, 0, 0, 0, TimeSpan.Zero), item.RatedAt);
        Assert.Null(item.Viewing);
    }

    [Fact]
    public void Ratings_as_exported_before_original_titles_came()
    {
        var item = Assert.Single(Reads.Items(Before + "tt0113277,10,2018-05-06,Heat,https://www.imdb.com/title/tt0113277/,movie,8.3,170,1995,\"Action, Crime\",700000,1995-12-15,Michael Mann\n", "ratings.csv"));

        Assert.Equal(("Heat", 100), (item.Title, item.Rating));
    }

    [Fact]
    public void Ratings_as_exported_until_2017_though_they_have_a_position()
    {
        var rows = Reads.Items(Old
            + "\"1\",\"tt0113277\",\"Fri Jul 18 00:00:00 2014\",\"\",\"\",\"Heat\",\"Feature Film\",\"Michael Mann\",\"9\",\"8.3\",\"170\",\"1995\",\"action\",\"1\",\"1995-12-15\",\"http://www.imdb.com/title/tt0113277/\"\n"
            + "\"2\",\"tt0122690\",\"Sat Jul  5 00:00:00 2014\",\"\",\"\",\"Ronin\",\"Feature Film\",\"John Frankenheimer\",\"7\",\"7.2\",\"122\",\"1998\",\"action\",\"1\",\"1998-09-25\",\"http://www.imdb.com/title/tt0122690/\"\n", "export.csv");

        Assert.Equal([90, 70], rows.Select(row => row.Rating));
        Assert.Equal(new DateTimeOffset(2014, 7, 18, 0, 0, 0, TimeSpan.Zero), rows[0].RatedAt);
        Assert.Equal(new DateTimeOffset(2014, 7, 5, 0, 0, 0, TimeSpan.Zero), rows[1].RatedAt);
    }

    [Fact]
    public void An_old_list_is_known_by_a_row_without_a_rating()
    {
        var row = "\"{0}\",\"tt0113277\",\"Fri Jul 18 00:00:00 2014\",\"\",\"\",\"Heat\",\"Feature Film\",\"Michael Mann\",\"{1}\",\"8.3\",\"170\",\"1995\",\"action\",\"1\",\"1995-12-15\",\"u\"\n";
        var items = Reads.Items(Old + row.Replace("{1}", "9", StringComparison.Ordinal) + row.Replace("{1}", "", StringComparison.Ordinal), "export.csv");

        Assert.All(items, item => Assert.Equal((true, null), (item.OnWatchlist, item.Rating)));
    }

    [Fact]
    public void A_watchlist_whose_first_row_is_rated_is_still_a_watchlist()
    {
        var bytes = Reads.Utf8(List + "1,tt0113277,2024-01-02,2024-01-02,,Heat,Heat,https://www.imdb.com/title/tt0113277/,Movie,8.3,170,1995,Crime,700000,1995-12-15,Michael Mann,9,2020-01-01\n");

        var item = Assert.IsType<ImportedItem>(Assert.Single(Reads.Rows(bytes, "9d3f.csv")));

        Assert.Equal((true, null, null), (item.OnWatchlist, item.Rating, item.Viewing));
        Assert.Contains("watchlist", Assert.Single(Reads.Recognise(bytes, "9d3f.csv").Remarks), StringComparison.Ordinal);
        Assert.Empty(Reads.Recognise(bytes, "WATCHLIST.csv").Remarks);
    }

    [Theory]
    [InlineData("Movie", TitleKind.Film)]
    [InlineData("movie", TitleKind.Film)]
    [InlineData("TV Movie", TitleKind.Film)]
    [InlineData("tvMovie", TitleKind.Film)]
    [InlineData("Short", TitleKind.Film)]
    [InlineData("Film", TitleKind.Film)]
    [InlineData("Película", TitleKind.Film)]
    [InlineData("TV Series", TitleKind.Show)]
    [InlineData("tvSeries", TitleKind.Show)]
    [InlineData("TV Mini Series", TitleKind.Show)]
    [InlineData("tvMiniSeries", TitleKind.Show)]
    [InlineData("Serie TV", TitleKind.Show)]
    [InlineData("Mini serie TV", TitleKind.Show)]
    [InlineData("Sarjakuva", TitleKind.Unknown)]
    public void A_title_type_is_read_in_any_spelling(string label, TitleKind kind) =>
        Assert.Equal(kind, Assert.Single(Reads.Items(Row("tt0113277", "9", label), "ratings.csv")).Kind);

    [Theory]
    [InlineData("Video Game", "a video game")]
    [InlineData("videoGame", "a video game")]
    [InlineData("Podcast Series", "a podcast")]
    [InlineData("Podcast Episode", "a podcast episode")]
    [InlineData("Music Video", "a music video")]
    public void What_is_no_film_or_show_is_left_out_with_the_reason(string label, string reason)
    {
        var row = Assert.IsType<RefusedRow>(Assert.Single(Reads.Rows(Row("tt0113277", "9", label), "ratings.csv")));

        Assert.Contains(reason, row.Reason, StringComparison.Ordinal);
        Assert.True(row.IsSkipped);
    }

    [Fact]
    public void An_episode_is_one_with_its_own_id_and_the_name_of_its_show()
    {
        var item = Assert.Single(Reads.Items(Row("tt2301451", "10", "TV Episode", "Breaking Bad: Ozymandias"), "ratings.csv"));

        Assert.Equal(("Breaking Bad", TitleKind.Show, 100, null), (item.Title, item.Kind, item.Rating, item.Year));
        Assert.Equal((null, null, "Ozymandias"), (item.Episode!.Season, item.Episode.Number, item.Episode.Title));
        Assert.Equal([new ExternalId("imdb", "tt2301451")], item.Episode.ExternalIds);
        Assert.Empty(item.ExternalIds);
    }

    [Fact]
    public void A_list_with_a_name_is_an_own_list_with_order_and_notes()
    {
        var rows = Reads.Rows(List + "1,tt0113277,2024-01-02,2024-01-02,The coffee scene,Heat,Heat,u,Movie,8.3,170,1995,Crime,700000,1995-12-15,Michael Mann,,\n", "Best heists.csv");

        var list = Assert.IsType<ImportedList>(rows[0]);
        var item = Assert.IsType<ImportedItem>(rows[1]);
        Assert.Equal(("Best heists", new ListPlace(list.Key, "Best heists", 1, "The coffee scene"), false), (list.Name, item.ListPlace, item.OnWatchlist));
        Assert.Equal((170, "Michael Mann"), (item.RuntimeMinutes, Assert.Single(item.People)));
    }

    [Theory]
    [InlineData("0113277")]
    [InlineData("113277")]
    [InlineData("tt113277")]
    [InlineData("TT0113277")]
    public void An_id_may_lack_its_letters_and_zeros(string id) =>
        Assert.Equal([new ExternalId("imdb", "tt0113277")], Assert.Single(Reads.Items(Row(id, "9", "Movie"), "ratings.csv")).ExternalIds);

    [Theory]
    [InlineData("nm0000134", "9")]
    [InlineData("", "9")]
    [InlineData("tt0113277", "11")]
    [InlineData("tt0113277", "")]
    [InlineData("tt0113277", "0")]
    public void A_row_without_a_title_or_a_rating_is_refused(string id, string rating) =>
        Assert.IsType<RefusedRow>(Assert.Single(Reads.Rows(Row(id, rating, "Movie"), "ratings.csv")));

    [Fact]
    public void An_export_in_the_old_western_encoding_keeps_its_accents()
    {
        var bytes = Reads.Utf8(Row("tt0211915", "9", "Movie", "Am#lie")).Select(b => b == (byte)'#' ? (byte)0xE9 : b).ToArray();

        Assert.Equal("Amélie", Assert.IsType<ImportedItem>(Assert.Single(Reads.Rows(bytes, "ratings.csv"))).Title);
    }

    static string Row(string id, string rating, string type, string title = "Heat") =>
        Now + $"{id},{rating},2023-05-06,{title},{title},https://www.imdb.com/,{type},8.3,170,1995,Crime,700000,1995-12-15,Michael Mann\n";
}
