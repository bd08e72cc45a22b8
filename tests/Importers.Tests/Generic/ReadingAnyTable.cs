using Marquee.Importers.Generic;

namespace Marquee.Importers.Tests.Generic;

public sealed class ReadingAnyTable
{
    [Fact]
    public void Columns_are_guessed_from_their_names_and_dates_from_all_rows()
    {
        var items = Reads.Items(SampleExports.GenericTable, "films.csv");

        Assert.Equal([("Heat", 1995, 90), ("Ronin", 1998, 75)], items.Select(item => (item.Title, item.Year!.Value, item.Rating!.Value)));
        Assert.Equal(new DateTimeOffset(2023, 12, 31, 0, 0, 0, TimeSpan.Zero), items[0].Viewing!.At);
        Assert.Contains("Movie = Title", Assert.Single(Reads.Recognise(Reads.Utf8(SampleExports.GenericTable), "films.csv").Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void A_preview_shows_columns_rows_and_the_guess_also_where_it_is_not_enough()
    {
        using var books = new MemoryStream(Reads.Utf8("Title,Author,ISBN\nDune,Frank Herbert,0441013597\n"));
        var preview = HistoryExport.Preview(books, "books.csv")!;

        Assert.Equal(["Title", "Author", "ISBN"], preview.Columns);
        Assert.Equal(["Dune", "Frank Herbert", "0441013597"], Assert.Single(preview.Rows));
        Assert.False(preview.Guess.IsEnough);
        Assert.True((preview.Guess with { Meaning = RowMeaning.Watchlist }).IsEnough);
    }

    [Fact]
    public void A_mapping_of_ones_own_outranks_every_guess_and_every_source()
    {
        const string text = "a;b;c\nHeat;4,5;03/04/2023\n";
        var mapping = new ColumnMapping(new Dictionary<ImportField, string> { [ImportField.Title] = "a", [ImportField.Rating] = "b", [ImportField.WatchedAt] = "c" })
        {
            BestRating = 5,
            DateOrder = DateOrder.MonthFirst,
        };
        using var stream = new MemoryStream(Reads.Utf8(text));
        using var export = HistoryExport.Open(stream, "mine.csv", new ReadingChoices { Columns = mapping });
        using var letterboxd = new MemoryStream(Reads.Utf8(SampleExports.LetterboxdDiary));
        using var mapped = HistoryExport.Open(letterboxd, "diary.csv", new ReadingChoices { Columns = new ColumnMapping(new Dictionary<ImportField, string> { [ImportField.Title] = "Name" }) { Meaning = RowMeaning.Watchlist } });

        var item = Assert.IsType<ImportedItem>(Assert.Single(export.Rows(TestContext.Current.CancellationToken)));
        Assert.Equal(("Heat", 90, new DateTimeOffset(2023, 3, 4, 0, 0, 0, TimeSpan.Zero)), (item.Title, item.Rating, item.Viewing!.At));
        Assert.Equal("generic", mapped.SourceKey);
        Assert.All(mapped.Rows(TestContext.Current.CancellationToken).Cast<ImportedItem>(), row => Assert.True(row is { OnWatchlist: true, Viewing: null }));
    }

    [Fact]
    public void JSON_is_columns_too_nested_ones_apart_by_points()
    {
        using var stream = new MemoryStream(Reads.Utf8(SampleExports.GenericJson));

        Assert.Equal(["movie.title", "movie.year", "movie.ids.imdb", "rating", "watched_at"], HistoryExport.Preview(stream, "films.json")!.Columns);
        var items = Reads.Items(SampleExports.GenericJson, "films.json");
        Assert.Equal([("Heat", 90, WatchPrecision.Time), ("Ronin", 75, WatchPrecision.Day)], items.Select(item => (item.Title, item.Rating!.Value, item.Viewing!.Precision)));
        Assert.Equal([new ExternalId("imdb", "tt0113277")], items[0].ExternalIds);
    }

    [Fact]
    public void JSON_by_the_line_loses_only_the_line_that_is_damaged()
    {
        var rows = Reads.Rows("{\"title\":\"Heat\",\"rating\":9}\n{\"title\":\"Ro\n{\"title\":\"Thief\",\"rating\":8}\n", "films.jsonl");

        Assert.Equal(["Heat", "Thief"], rows.OfType<ImportedItem>().Select(item => item.Title));
        Assert.Equal(2, Assert.Single(rows.OfType<RefusedRow>()).Line);
    }

    [Fact]
    public void Stars_and_hundreds_are_told_by_the_values()
    {
        Assert.Equal([90, 50], Reads.Items("title,rating\nHeat,4.5\nRonin,2.5\n", "a.csv").Select(item => item.Rating!.Value));
        Assert.Equal([85, 40], Reads.Items("title,rating\nHeat,85\nRonin,40\n", "a.csv").Select(item => item.Rating!.Value));
        Assert.Equal([85, 40], Reads.Items("title,rating\nHeat,8.5\nRonin,4\n", "a.csv").Select(item => item.Rating!.Value));
    }

    [Fact]
    public void Lists_likes_tags_and_states_of_ones_own_table()
    {
        var rows = Reads.Rows("title,year,list,position,liked,tags,status,notes,owned\nHeat,1995,Best,1,yes,\"a, b\",watched,with Bo,Blu-ray\nRonin,1998,,,no,,to watch,,no\n", "mine.csv");
        var items = rows.OfType<ImportedItem>().ToList();

        Assert.Equal("Best", Assert.Single(rows.OfType<ImportedList>()).Name);
        Assert.True(items[0] is { IsLiked: true, Tags: ["a", "b"], State: WatchState.Completed, PrivateNote: "with Bo", OwnedAs: "Blu-ray", ListPlace: { ListName: "Best", Position: 1 }, OnWatchlist: false });
        Assert.True(items[1] is { IsLiked: false, State: WatchState.Planned, OnWatchlist: true, OwnedAs: null, Viewing: null });
    }
}
