namespace Marquee.Importers.Tests.Trakt;

public sealed class ReadingATraktExport
{
    const string Film = "\"type\":\"movie\",\"movie\":{\"title\":\"Heat\",\"year\":1995,\"ids\":{\"trakt\":352,\"slug\":\"heat-1995\",\"imdb\":\"tt0113277\",\"tmdb\":949}}";
    const string Show = "\"show\":{\"title\":\"Breaking Bad\",\"year\":2008,\"ids\":{\"trakt\":1388,\"slug\":\"breaking-bad\",\"tvdb\":81189,\"imdb\":\"tt0903747\",\"tmdb\":1396}}";

    [Fact]
    public void History_of_films_and_episodes_with_both_kinds_of_ids()
    {
        var items = Reads.Items(SampleExports.TraktHistory, "watched-history-1.json");

        Assert.Equal(("Heat", 1995, TitleKind.Film, "1"), (items[0].Title, items[0].Year, items[0].Kind, items[0].SourceEventId));
        Assert.Equal(new Viewing(new DateTimeOffset(2023, 1, 2, 20, 0, 0, TimeSpan.Zero), WatchPrecision.Time), items[0].Viewing);
        Assert.Equal([new ExternalId("imdb", "tt0113277"), new ExternalId("tmdb", "949"), new ExternalId("trakt", "352")], items[0].ExternalIds);
        Assert.Equal(("Breaking Bad", 2008, 5, 14, "Ozymandias"), (items[1].Title, items[1].Year, items[1].Episode!.Season, items[1].Episode!.Number, items[1].Episode!.Title));
        Assert.Contains(new ExternalId("tvdb", "81189"), items[1].ExternalIds);
        Assert.Contains(new ExternalId("tvdb", "4639461"), items[1].Episode!.ExternalIds);
    }

    [Fact]
    public void Everything_in_the_zip_finds_its_place()
    {
        var zip = Reads.Zip(
            ("user-profile.json", """{"username":"ann","private":false,"ids":{"slug":"ann"}}"""),
            ("watched-history.json", SampleExports.TraktHistory),
            ("watched-movies.json", "[{\"plays\":3,\"last_watched_at\":\"2023-01-02T20:00:00.000Z\"," + Film + "}]"),
            ("ratings-movies.json", "[{\"rated_at\":\"2023-01-03T00:00:00.000Z\",\"rating\":9," + Film + "}]"),
            ("ratings-seasons.json", "[{\"rated_at\":\"2023-01-03T00:00:00.000Z\",\"rating\":10,\"type\":\"season\",\"season\":{\"number\":5,\"ids\":{\"trakt\":9}}," + Show + "}]"),
            ("comments-movies.json", "[{\"type\":\"movie\",\"comment\":{\"id\":8,\"comment\":\"Long and good.\",\"spoiler\":true,\"review\":true,\"created_at\":\"2023-01-04T00:00:00.000Z\"}," + Film.Replace("\"type\":\"movie\",", "", StringComparison.Ordinal) + "}]"),
            ("comments-shows.json", "[{\"type\":\"show\",\"comment\":{\"id\":9,\"comment\":\"Yes!\",\"spoiler\":false,\"review\":false,\"created_at\":\"2023-01-04T00:00:00.000Z\"}," + Show + "}]"),
            ("lists-watchlist.json", "[{\"rank\":1,\"id\":7,\"listed_at\":\"2023-02-01T00:00:00.000Z\",\"notes\":\"soon\",\"type\":\"show\"," + Show + "}]"),
            ("lists-favorites.json", "[{\"rank\":1,\"id\":7,\"listed_at\":\"2023-02-02T00:00:00.000Z\",\"notes\":null," + Film + "}]"),
            ("lists-lists.json", """[{"name":"Best heists","description":"All of them","privacy":"public","type":"personal","display_numbers":true,"created_at":"2022-01-01T00:00:00.000Z","item_count":1,"ids":{"trakt":55,"slug":"best-heists"},"user":{"username":"ann"}}]"""),
            ("lists-list-55-best-heists.json", "[{\"rank\":1,\"id\":7,\"listed_at\":\"2023-02-03T00:00:00.000Z\",\"notes\":\"coffee\"," + Film + "}]"),
            ("collection-movies.json", "[{\"collected_at\":\"2021-01-01T00:00:00.000Z\",\"metadata\":{\"media_type\":\"bluray\"}," + Film + "}]"),
            ("ratings-episodes.json", "[]"));

        var rows = Reads.Rows(zip, "trakt.zip");
        var items = rows.OfType<ImportedItem>().ToList();

        Assert.Empty(rows.OfType<RefusedRow>());
        Assert.Equal(2, items.Count(item => item.Viewing is not null));
        Assert.Single(items, item => item is { Rating: 90, RatingAsWritten: "9 of 10", Episode: null });
        Assert.Single(items, item => item is { Rating: 100, Episode: { Season: 5, IsWholeSeason: true } });
        Assert.Single(items, item => item.Review is { Text: "Long and good.", IsSpoiler: true });
        Assert.Single(items, item => item.Comment is { Text: "Yes!" });
        Assert.Single(items, item => item is { OnWatchlist: true, PrivateNote: "soon", Title: "Breaking Bad" });
        Assert.Single(items, item => item is { IsLiked: true, LikedAt: not null });
        Assert.Single(items, item => item.OwnedAs == "bluray");
        var list = Assert.Single(rows.OfType<ImportedList>());
        Assert.Equal(("Best heists", "All of them", true, "public"), (list.Name, list.Description, list.IsRanked, list.Visibility));
        Assert.Single(items, item => item.ListPlace is { Position: 1, Note: "coffee" } place && place.ListKey == list.Key);
        Assert.True(rows.ToList().IndexOf(list) < rows.ToList().FindIndex(row => row is ImportedItem { ListPlace: not null }));
    }

    [Fact]
    public void Without_a_history_the_sums_tell_how_often()
    {
        var items = Reads.Items("[{\"plays\":3,\"last_watched_at\":\"2023-01-02T20:00:00.000Z\"," + Film + "}]", "watched-movies.json");

        Assert.Equal([(1, WatchPrecision.Time), (2, WatchPrecision.Unknown)], items.Select(item => (item.Viewing!.Times, item.Viewing.Precision)));
    }

    [Fact]
    public void The_table_names_titles_by_id_alone()
    {
        var items = Reads.Items(SampleExports.TraktTable, "trakt.csv");

        Assert.Equal((TitleKind.Film, 90, WatchPrecision.Time), (items[0].Kind, items[0].Rating, items[0].Viewing!.Precision));
        Assert.Equal(Viewing.SomeTime, items[1].Viewing);
        Assert.Equal([new ExternalId("imdb", "tt2301451")], items[1].Episode!.ExternalIds);
        Assert.Equal((true, TitleKind.Show), (items[2].OnWatchlist, items[2].Kind));
    }

    [Fact]
    public void A_file_cut_in_the_middle_gives_what_came_before_and_the_line_of_the_cut()
    {
        var whole = "[" + string.Join(",\n", Enumerable.Range(1, 50).Select(i => $"{{\"id\":{i},\"watched_at\":\"2023-01-02T20:00:00.000Z\",\"action\":\"watch\",{Film}}}")) + "]";

        var rows = Reads.Rows(whole[..(whole.Length / 2)], "watched-history.json");

        Assert.InRange(rows.OfType<ImportedItem>().Count(), 20, 25);
        Assert.Contains("line 2", Assert.IsType<RefusedRow>(rows[^1]).Reason, StringComparison.Ordinal);
    }
}
