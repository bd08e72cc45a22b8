namespace Marquee.Importers.Tests.Others;

/// <summary>Simkl, TMDB, Tautulli, Plex, Prime Video, Movary, Yamtrack, Watcharr, Ryot: what each says, record by record.</summary>
public sealed class ReadingTheOthers
{
    static readonly DateTimeOffset Second = new(2023, 1, 2, 20, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Simkl()
    {
        var items = Reads.Items(SampleExports.Simkl, "simkl.json");

        Assert.Equal(("Breaking Bad", WatchState.Watching, 90, "with Bo", 1), (items[0].Title, items[0].State, items[0].Rating, items[0].PrivateNote, items[0].Progress!.Episodes));
        Assert.Equal((5, 14, Second.AddDays(1)), (items[1].Episode!.Season, items[1].Episode!.Number, items[1].Viewing!.At));
        Assert.Equal((WatchState.Completed, Second, null), (items[2].State, items[2].Viewing!.At, items[2].Rating));
        Assert.Equal((WatchState.Planned, true, null), (items[3].State, items[3].OnWatchlist, items[3].Viewing));
        Assert.Contains(new ExternalId("simkl", "53992"), items[2].ExternalIds);
    }

    [Fact]
    public void Tmdb_keeps_half_points_and_both_kinds()
    {
        var items = Reads.Items(SampleExports.Tmdb, "ratings.csv");

        Assert.Equal([(TitleKind.Film, 85), (TitleKind.Show, 90)], items.Select(item => (item.Kind, item.Rating!.Value)));
        Assert.All(items, item => Assert.False(item.OnWatchlist));
        Assert.True(Assert.Single(Reads.Items(SampleExports.Tmdb.Split('\n')[0] + "\n949,tt0113277,movie,Heat,1995-12-15T00:00:00Z,,,7.9,,\n", "x.csv")).OnWatchlist);
    }

    [Fact]
    public void Tautulli_tells_viewings_from_what_was_broken_off()
    {
        var items = Reads.Items(SampleExports.Tautulli, "history.json");

        Assert.Equal((DateTimeOffset.FromUnixTimeSeconds(1672696800), "TV", "11"), (items[0].Viewing!.At, items[0].Viewing!.Where, items[0].SourceEventId));
        Assert.Equal([new ExternalId("imdb", "tt0113277")], items[0].ExternalIds);
        Assert.Equal(("Breaking Bad", 5, 14, null), (items[1].Title, items[1].Episode!.Season, items[1].Episode!.Number, items[1].Year));
        Assert.Equal((null, 12d), (items[2].Viewing, items[2].Progress!.Percent));
    }

    [Fact]
    public void Plex()
    {
        var items = Reads.Items(SampleExports.Plex, "history.json");

        Assert.Equal([new ExternalId("imdb", "tt0113277"), new ExternalId("tmdb", "949")], items[0].ExternalIds);
        Assert.Equal((1995, "/status/sessions/history/1"), (items[0].Year, items[0].SourceEventId));
        Assert.Equal(("Breaking Bad", 5, 14, "Ozymandias"), (items[1].Title, items[1].Episode!.Season, items[1].Episode!.Number, items[1].Episode!.Title));
    }

    [Fact]
    public void A_server_of_several_people_is_read_for_one_and_it_is_said()
    {
        var two = SampleExports.Plex.Replace("\"viewedAt\":1672776000,\"accountID\":1", "\"viewedAt\":1672776000,\"accountID\":2", StringComparison.Ordinal);
        using var stream = new MemoryStream(Reads.Utf8(two));
        using var other = HistoryExport.Open(stream, "plex.json", new ReadingChoices { Person = "2" });

        Assert.Equal("Breaking Bad", Assert.IsType<ImportedItem>(Assert.Single(other.Rows(TestContext.Current.CancellationToken))).Title);
        Assert.Contains("2 people", Assert.Single(other.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void PrimeVideo()
    {
        var items = Reads.Items(SampleExports.PrimeVideo, "watch-history.csv");

        Assert.Equal((TitleKind.Film, DateTimeOffset.FromUnixTimeMilliseconds(1672689600000)), (items[0].Kind, items[0].Viewing!.At));
        Assert.Equal(("The Boys", 2, 3, "Over the Hill with the Swords of a Thousand Men"), (items[1].Title, items[1].Episode!.Season, items[1].Episode!.Number, items[1].Episode!.Title));
    }

    [Fact]
    public void Movary()
    {
        var play = Assert.Single(Reads.Items(SampleExports.MovaryHistory, "history.csv"));
        var rating = Assert.Single(Reads.Items("title,year,tmdbId,imdbId,userRating\nHeat,1995,949,tt0113277,9\n", "ratings.csv"));
        var listed = Assert.Single(Reads.Items("title,year,tmdbId,imdbId,addedAt\nHeat,1995,949,tt0113277,2023-01-02 10:00:00\n", "watchlist.csv"));

        Assert.Equal((WatchPrecision.Day, "Cinema", "With Bo, late"), (play.Viewing!.Precision, play.Viewing.Where, play.PrivateNote));
        Assert.Equal((90, true), (rating.Rating, listed.OnWatchlist));
    }

    [Fact]
    public void Yamtrack()
    {
        var rows = Reads.Rows(SampleExports.Yamtrack, "yamtrack.csv");
        var items = rows.OfType<ImportedItem>().ToList();

        Assert.Equal((85, WatchState.Completed, WatchPrecision.Day, "good"), (items[0].Rating, items[0].State, items[0].Viewing!.Precision, items[0].PrivateNote));
        Assert.Equal((WatchState.Watching, 14, null), (items[1].State, items[1].Progress!.Episodes, items[1].Viewing));
        Assert.Equal((100, true), (items[2].Rating, items[2].Episode!.IsWholeSeason));
        Assert.Equal((14, Second.AddDays(1)), (items[3].Episode!.Number, items[3].Viewing!.At));
        Assert.True(Assert.IsType<RefusedRow>(rows[4]).IsSkipped);
    }

    [Fact]
    public void Watcharr()
    {
        var items = Reads.Items(SampleExports.Watcharr, "watcharr.json");

        Assert.Equal((80, WatchState.Completed, Second, "Coffee.", 1995), (items[0].Rating, items[0].State, items[0].Viewing!.At, items[0].PrivateNote, items[0].Year));
        Assert.Equal((WatchState.Watching, null), (items[1].State, items[1].Rating));
        Assert.Equal((5, 14), (items[2].Episode!.Season, items[2].Episode!.Number));
        Assert.Equal(75, Reads.Items(SampleExports.Watcharr.Replace("\"rating\":8", "\"rating\":7.5", StringComparison.Ordinal), "watcharr.json")[0].Rating);
    }

    [Fact]
    public void Ryot()
    {
        var rows = Reads.Rows(SampleExports.Ryot, "ryot.json");
        var items = rows.OfType<ImportedItem>().ToList();

        Assert.Equal(("Cinema", WatchPrecision.Day), (items[0].Viewing!.Where, items[0].Viewing!.Precision));
        Assert.Equal((85, "85 of 100", true, "private"), (items[1].Rating, items[1].RatingAsWritten, items[1].Review!.IsSpoiler, items[1].Review!.Visibility));
        Assert.True(items[2].OnWatchlist);
        Assert.Equal("Best heists", items[3].ListPlace!.ListName);
        Assert.Equal("Best heists", Assert.Single(rows.OfType<ImportedList>()).Name);
        Assert.Equal((5, 14), (items[4].Episode!.Season, items[4].Episode!.Number));
        Assert.True(Assert.IsType<RefusedRow>(rows[^1]).IsSkipped);
    }

    [Theory]
    [InlineData("33.33", "left out")]
    [InlineData("101", "left out")]
    [InlineData("5", "left out")]
    public void A_rating_that_has_no_exact_place_is_left_out_with_a_word_and_the_rest_goes_in(string rating, string word)
    {
        var item = Reads.Items(SampleExports.Ryot.Replace("\"85\"", $"\"{rating}\"", StringComparison.Ordinal), "ryot.json")[1];

        Assert.Null(item.Rating);
        Assert.Contains(word, item.Remark, StringComparison.Ordinal);
        Assert.Equal("Coffee.", item.Review!.Text);
    }
}
