namespace Marquee.Importers.Tests.Letterboxd;

public sealed class ReadingALetterboxdExport
{
    const string Ratings = "Date,Name,Year,Letterboxd URI,Rating\n";
    const string Diary = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n";
    const string Films = "Date,Name,Year,Letterboxd URI\n";
    const string List = "Letterboxd list export v7\nDate,Name,Tags,URL,Description\n2020-01-01,\"Best, heists\",\"crime, la\",https://boxd.it/list1,\"Two lines\nof text\"\n\n"
        + "\nPosition,Name,Year,URL,Description\n1,Heat,1995,https://boxd.it/29xw,\"The coffee, mostly\"\n2,Ronin,1998,https://boxd.it/2a,\n";
    const string Reviews = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n"
        + "2024-02-02,Heat,1995,https://boxd.it/x,5,,\"<b>The</b> coyotes.\n\nEvery \"\"time\"\".\",,2024-02-01\n2024-02-03,Ronin,1998,https://boxd.it/y,4,,Fast.,\"quiet, loud\",2024-02-02\n";

    [Theory]
    [InlineData("0.5", 10)]
    [InlineData("1", 20)]
    [InlineData("1.5", 30)]
    [InlineData("2", 40)]
    [InlineData("2.5", 50)]
    [InlineData("3", 60)]
    [InlineData("3.5", 70)]
    [InlineData("4", 80)]
    [InlineData("4.5", 90)]
    [InlineData("5", 100)]
    public void Every_half_star_is_kept_exactly(string stars, int tenths)
    {
        var item = Assert.Single(Reads.Items($"{Ratings}2024-01-31,Heat,1995,https://boxd.it/29xw,{stars}\n", "ratings.csv"));

        Assert.Equal(tenths, item.Rating);
        Assert.Equal(new DateTimeOffset(2024, 1, 31, 0, 0, 0, TimeSpan.Zero), item.RatedAt);
        Assert.Null(item.Viewing);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("5.5")]
    [InlineData("4.3")]
    [InlineData("4.")]
    [InlineData("-1")]
    [InlineData("four")]
    [InlineData("")]
    public void A_rating_off_the_scale_is_refused_and_never_rounded(string stars)
    {
        var rows = Reads.Rows($"{Ratings}2024-01-31,Heat,1995,https://boxd.it/29xw,{stars}\n2024-01-31,Ronin,1998,https://boxd.it/2a,4\n", "ratings.csv");

        Assert.Contains("rating", Assert.IsType<RefusedRow>(rows[0]).Reason, StringComparison.Ordinal);
        Assert.Equal("Ronin", Assert.IsType<ImportedItem>(rows[1]).Title);
    }

    [Fact]
    public void A_diary_row_is_a_viewing_on_a_day_with_the_entrys_own_key()
    {
        var item = Assert.Single(Reads.Items($"{Diary}2024-02-02,Heat,1995,https://boxd.it/fTOIj7,4.5,Yes,\"heist, night\",2024-02-01\n", "diary.csv"));

        Assert.Equal(Viewing.OnDay(new DateTimeOffset(2024, 2, 1, 0, 0, 0, TimeSpan.Zero), rewatch: true), item.Viewing);
        Assert.Equal("https://boxd.it/fTOIj7", item.SourceEventId);
        Assert.Equal(90, item.Rating);
    }

    [Fact]
    public void A_diary_row_without_its_day_is_still_a_viewing()
    {
        var item = Assert.Single(Reads.Items($"{Diary}2024-02-02,Heat,1995,https://boxd.it/fTOIj7,,,,\n", "diary.csv"));

        Assert.Equal(Viewing.SomeTime, item.Viewing);
        Assert.Null(item.Rating);
    }

    [Fact]
    public void Watched_and_watchlist_are_told_apart_by_name()
    {
        var text = $"{Films}2024-02-02,Heat,1995,https://boxd.it/29xw\n";

        var watched = Assert.Single(Reads.Items(text, "watched (1).csv"));
        var listed = Assert.Single(Reads.Items(text, "my-Watchlist.csv"));

        Assert.Equal((Viewing.SomeTime, false), (watched.Viewing, watched.OnWatchlist));
        Assert.Equal((null, true), (listed.Viewing, listed.OnWatchlist));
        Assert.NotNull(listed.ListedAt);
    }

    [Fact]
    public void A_name_that_does_not_tell_is_asked_about_and_not_guessed()
    {
        var bytes = Reads.Utf8($"{Films}2024-02-02,Heat,1995,https://boxd.it/29xw\n");

        var refusal = Reads.Refusal(bytes, "films.csv");
        var answered = Reads.Rows(bytes, "films.csv", FilmListKind.Watchlist);

        Assert.Equal("watched_or_watchlist", refusal.Code);
        Assert.Contains("watchlist.csv", refusal.Message, StringComparison.Ordinal);
        Assert.True(Assert.IsType<ImportedItem>(Assert.Single(answered)).OnWatchlist);
    }

    [Fact]
    public void A_zip_joins_its_tables_by_name_and_year()
    {
        var rows = Reads.Rows(Reads.Zip(
            ("diary.csv", $"{Diary}2021-11-01,Dune,2021,https://boxd.it/a,3,,,2021-10-30\n2024-01-05,Dune,1984,https://boxd.it/b,2,,,2024-01-04\n"),
            ("ratings.csv", $"{Ratings}2024-03-03,Dune,2021,https://boxd.it/film1,4.5\n"),
            ("watched.csv", $"{Films}2021-11-01,Dune,2021,https://boxd.it/film1\n2024-01-05,Dune,1984,https://boxd.it/film2\n"),
            ("watchlist.csv", $"{Films}2024-01-05,Dune: Part Two,2024,https://boxd.it/film3\n")), "letterboxd.zip").Cast<ImportedItem>().ToList();

        Assert.Equal(
            [
                ("ratings.csv", 2021, 90, null),
                ("diary.csv", 2021, null, WatchPrecision.Day),
                ("diary.csv", 1984, 40, WatchPrecision.Day),
                ("watched.csv", 2021, null, WatchPrecision.Unknown),
                ("watched.csv", 1984, null, WatchPrecision.Unknown),
                ("watchlist.csv", 2024, null, null),
            ],
            rows.Select(row => (row.File, row.Year!.Value, row.Rating, row.Viewing?.Precision)));
    }

    [Fact]
    public void Deleted_and_orphaned_entries_and_others_things_are_not_history()
    {
        var zip = Reads.Zip(
            ("letterboxd-ann/ratings.csv", $"{Ratings}2024-03-03,Heat,1995,https://boxd.it/film1,4.5\n"),
            ("letterboxd-ann/deleted/diary.csv", $"{Diary}2021-11-01,Cats,2019,https://boxd.it/a,3,,,2021-10-30\n"),
            ("letterboxd-ann/deleted/lists/worst.csv", List),
            ("letterboxd-ann/orphaned/diary.csv", $"{Diary}2021-11-01,Gone,2019,https://boxd.it/a,3,,,2021-10-30\n"),
            ("letterboxd-ann/likes/lists.csv", "Date,Name,Letterboxd URI\n2021-11-01,A list of somebody,https://boxd.it/q\n"),
            ("letterboxd-ann/likes/reviews.csv", "Date,Letterboxd URI\n2021-11-01,https://boxd.it/r\n"),
            ("letterboxd-ann/comments.csv", "Date,Content,Letterboxd URI\n2021-11-01,Nice,https://boxd.it/r\n"),
            ("letterboxd-ann/profile.csv", "Date Joined,Username,Given Name\n2020-01-01,ann,Ann\n"),
            ("__MACOSX/letterboxd-ann/._ratings.csv", $"{Ratings}2024-03-03,Fork,1995,https://boxd.it/film1,4.5\n"));

        var found = Reads.Recognise(zip, "letterboxd.zip");
        var rows = Reads.Rows(zip, "letterboxd.zip");

        Assert.Equal(["letterboxd-ann/ratings.csv"], found.Files);
        Assert.Equal("Heat", Assert.IsType<ImportedItem>(Assert.Single(rows)).Title);
    }

    [Fact]
    public void A_review_beside_the_diary_brings_its_text_and_no_second_viewing()
    {
        var alone = Reads.Rows(Reviews, "reviews.csv");
        var beside = Reads.Rows(Reads.Zip(("reviews.csv", Reviews), ("diary.csv", Diary + "2024-02-02,Heat,1995,https://boxd.it/x,5,,,2024-02-01\n")), "l.zip").Cast<ImportedItem>().ToList();

        Assert.Equal([("Heat", 2, true), ("Ronin", 5, true)], alone.Cast<ImportedItem>().Select(item => (item.Title, item.Line, item.Viewing is not null)));
        Assert.Equal([("diary.csv", true, null), ("reviews.csv", false, "<b>The</b> coyotes.\n\nEvery \"time\"."), ("reviews.csv", false, "Fast.")],
            beside.Select(item => (item.File, item.Viewing is not null, item.Review?.Text)));
        Assert.Equal(beside[0].SourceEventId, beside[1].SourceEventId);
        Assert.Equal(["quiet", "loud"], beside[2].Tags);
    }

    [Fact]
    public void Likes_are_likes_by_their_folder_or_by_the_callers_word()
    {
        var text = $"{Films}2021-11-01,Ronin,1998,https://boxd.it/a\n";

        var zipped = Assert.IsType<ImportedItem>(Assert.Single(Reads.Rows(Reads.Zip(("likes/films.csv", text)), "l.zip")));
        var alone = Assert.IsType<ImportedItem>(Assert.Single(Reads.Rows(text, "films.csv", FilmListKind.Likes)));

        Assert.All([zipped, alone], item => Assert.Equal((true, "Ronin", null, false), (item.IsLiked, item.Title, item.Viewing, item.OnWatchlist)));
        Assert.NotNull(zipped.LikedAt);
    }

    [Fact]
    public void A_list_comes_with_name_order_tags_and_notes()
    {
        var rows = Reads.Rows(List, "lists/best-heists.csv");

        var list = Assert.IsType<ImportedList>(rows[0]);
        Assert.Equal(("Best, heists", "https://boxd.it/list1", "Two lines\nof text"), (list.Name, list.Key, list.Description));
        Assert.Equal(["crime", "la"], list.Tags);
        var items = rows.Skip(1).Cast<ImportedItem>().ToList();
        Assert.Equal([("Heat", 1995, 8), ("Ronin", 1998, 9)], items.Select(item => (item.Title, item.Year!.Value, item.Line)));
        Assert.Equal(new ListPlace("https://boxd.it/list1", "Best, heists", 1, "The coffee, mostly"), items[0].ListPlace);
        Assert.Equal(2, items[1].ListPlace!.Position);
    }

    [Fact]
    public void A_list_cut_before_its_films_says_so() =>
        Assert.Contains("cut", Assert.IsType<RefusedRow>(Assert.Single(Reads.Rows("Letterboxd list export v7\nDate,Name,Tags,URL,Description\n", "best.csv"))).Reason, StringComparison.Ordinal);

    [Fact]
    public void A_source_is_recognised_by_content_whatever_the_file_is_called()
    {
        Assert.Equal("letterboxd", Reads.Recognise(Reads.Utf8(Ratings + "2024-01-31,Heat,1995,https://boxd.it/29xw,4\n"), "holiday.jpg").Source);
        Assert.Equal("letterboxd", Reads.Recognise(Reads.Zip(("ratings.csv", Ratings)), "export").Source);
    }

    [Fact]
    public void Columns_may_stand_in_any_order_and_apart_by_semicolons()
    {
        var item = Assert.Single(Reads.Items("Rating;Letterboxd URI;Year;Name;Date\r\n4,5;https://boxd.it/29xw;1995;\"Heat\";2024-01-31\r\n", "ratings.csv"));

        Assert.Equal(("Heat", 1995, 90), (item.Title, item.Year, item.Rating));
    }
}
