using Marquee.Importers.Matching;

namespace Marquee.Importers.Tests;

/// <summary>
/// The rows of the table "what must hold, whatever the source" that a reader of files can keep; each fails today in a known product. The rows
/// about players and about keeping (A9, A11 to A20) continue where records become a library.
/// </summary>
public sealed class WhatMustHold
{
    [Fact]
    public void A1_the_same_file_twice_is_the_same_records_with_the_same_keys()
    {
        foreach (var sample in SampleExports.All)
            Assert.Equal(Keys(sample), Keys(sample));
        static List<string> Keys(SampleExports.Sample sample) =>
            [.. Reads.Rows(sample.Bytes, sample.FileName).OfType<ImportedItem>().Select(item => $"{item.Title}|{item.Year}|{string.Join(',', item.ExternalIds)}|{item.Episode}|{item.Viewing}|{item.Rating}|{item.SourceEventId}")];
    }

    [Fact]
    public void A2_all_ten_half_stars_survive_exactly()
    {
        var rows = Reads.Items("Date,Name,Year,Letterboxd URI,Rating\n" + string.Concat(Enumerable.Range(1, 10).Select(half => FormattableString.Invariant($"2024-01-31,Film {half},1995,https://boxd.it/{half},{half / 2m}\n"))), "ratings.csv");

        Assert.Equal(Enumerable.Range(1, 10).Select(half => half * 10), rows.Select(row => row.Rating!.Value));
        Assert.Equal(Enumerable.Range(1, 10).Select(half => half / 2m), rows.Select(row => row.Rating!.Value / 20m));
    }

    [Fact]
    public void A3_an_IMDb_watchlist_whose_first_row_is_rated_is_a_watchlist()
    {
        const string list = "Position,Const,Created,Modified,Description,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors,Your Rating,Date Rated\n"
            + "1,tt0113277,2024-01-02,2024-01-02,,Heat,Heat,u,Movie,8.3,170,1995,Crime,1,1995-12-15,Michael Mann,9,2020-01-01\n2,tt0122690,2024-01-02,2024-01-02,,Ronin,Ronin,u,Movie,7.2,122,1998,Crime,1,1998-09-25,John Frankenheimer,,\n";

        Assert.All(Reads.Items(list, "8d1f7c1e.csv"), item => Assert.Equal((true, null, null), (item.OnWatchlist, item.Viewing, item.Rating)));
    }

    [Theory]
    [InlineData("Serie TV", TitleKind.Show)]
    [InlineData("tvMiniSeries", TitleKind.Show)]
    [InlineData("movie", TitleKind.Film)]
    [InlineData("Video Game", null)]
    [InlineData("Podcast Episode", null)]
    public void A4_title_types_in_any_spelling_and_games_and_podcasts_skipped_with_a_reason(string type, TitleKind? kind)
    {
        var row = Assert.Single(Reads.Rows(SampleExports.ImdbRatings.Replace(",Movie,", $",{type},", StringComparison.Ordinal), "ratings.csv"));

        if (kind is null)
            Assert.True(Assert.IsType<RefusedRow>(row) is { IsSkipped: true, Reason.Length: > 10 });
        else
            Assert.Equal(kind, Assert.IsType<ImportedItem>(row).Kind);
    }

    [Fact]
    public void A5_two_films_of_one_name_in_one_zip_stay_two_with_both_plays()
    {
        var zip = Reads.Zip(
            ("diary.csv", "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n2021-11-01,Dune,2021,https://boxd.it/a,3,,,2021-10-30\n2024-01-05,Dune,1984,https://boxd.it/b,2,,,2024-01-04\n"),
            ("ratings.csv", "Date,Name,Year,Letterboxd URI,Rating\n2024-03-03,Dune,2021,https://boxd.it/f1,4.5\n2024-03-03,Dune,1984,https://boxd.it/f2,2\n"));
        var index = new TitleIndex([new CatalogueTitle(1, TitleKind.Film, "Dune", 1984), new CatalogueTitle(2, TitleKind.Film, "Dune", 2021)]);

        var plays = Reads.Rows(zip, "letterboxd.zip").OfType<ImportedItem>().Where(item => item.Viewing is not null).Select(item => (index.Match(item).Title!.Id, item.Viewing!.At!.Value.Year));

        Assert.Equal([(2L, 2021), (1L, 2024)], plays);
    }

    [Theory]
    [InlineData("Spider-Man: No Way Home")]
    [InlineData("Dune: Part Two")]
    [InlineData("Mission: Impossible - Fallout")]
    [InlineData("Harry Potter and the Deathly Hallows: Part 2")]
    [InlineData("Kill Bill: Vol. 1")]
    [InlineData("2001: A Space Odyssey")]
    public void A6_Netflix_films_with_a_colon_are_films(string title)
    {
        var item = Assert.Single(Reads.Items($"Title,Date\n\"{title}\",\"8/16/22\"\n", "NetflixViewingHistory.csv"));

        Assert.Equal((title, TitleKind.Film, null), (item.Title, item.Kind, item.Episode));
    }

    [Fact]
    public void A8_a_film_and_a_show_of_one_TMDB_number_are_two_titles()
    {
        var items = Reads.Items("TMDb ID,IMDb ID,Type,Name,Release Date,Season Number,Episode Number,Rating,Your Rating,Date Rated\n550,,movie,Fight Club,1999-10-15,,,8,,\n550,,tv,Till Death Us Do Part,1965-07-22,,,7,,\n", "watchlist.csv");
        var both = new TitleIndex([
            new CatalogueTitle(1, TitleKind.Film, "Fight Club", 1999) { ExternalIds = [new("tmdb", "550")] },
            new CatalogueTitle(2, TitleKind.Show, "Till Death Us Do Part", 1965) { ExternalIds = [new("tmdb", "550")] }]);
        var showOnly = new TitleIndex([new CatalogueTitle(2, TitleKind.Show, "Till Death Us Do Part", 1965) { ExternalIds = [new("tmdb", "550")] }]);

        Assert.All(items, item => Assert.True(item.OnWatchlist));
        Assert.Equal([1L, 2L], items.Select(item => both.Match(item).Title!.Id));
        Assert.Null(showOnly.Match(items[0]).Title);
    }

    [Fact]
    public void A9_one_viewing_told_by_Plex_Tautulli_and_Trakt_is_near_enough_to_be_seen_as_one()
    {
        var plex = Reads.Items(SampleExports.Plex, "plex.json")[0];
        var tautulli = Reads.Items(SampleExports.Tautulli.Replace("1672696800", "1672689900", StringComparison.Ordinal), "tautulli.json")[0];

        Assert.Equal(plex.ExternalIds[0], tautulli.ExternalIds[0]);
        Assert.True((plex.Viewing!.At - tautulli.Viewing!.At)!.Value.Duration() <= TimeSpan.FromMinutes(10));
        Assert.All([plex, tautulli], item => Assert.Equal(WatchPrecision.Time, item.Viewing!.Precision));
        Assert.NotEqual(plex.SourceEventId, tautulli.SourceEventId);
    }

    [Fact]
    public void A11_a_file_of_several_episodes_names_the_first_and_the_last()
    {
        var item = Assert.Single(Reads.Items("show,season,episode,episode_end,watched_at\nBreaking Bad,5,1,3,2023-01-02\n", "seen.csv"));

        Assert.Equal((5, 1, 3), (item.Episode!.Season!.Value, item.Episode.Number!.Value, item.Episode.LastNumber!.Value));
        Assert.Equal([1, 2, 3], item.Episode.Numbers);
    }

    [Fact]
    public void A22_a_zip_bomb_and_a_path_that_leads_out_are_refused()
    {
        Assert.Equal("zip_bomb", Reads.Refusal(Reads.Zip(("ratings.csv", new byte[60 * 1024 * 1024])), "l.zip").Code);
        Assert.Equal("unsafe_path", Reads.Refusal(Reads.Zip(("../../ratings.csv", SampleExports.ImdbRatings)), "l.zip").Code);
    }

    [Fact]
    public void A22_an_archive_that_declares_four_gigabytes_is_refused_unread()
    {
        var zip = Reads.Zip(("ratings.csv", SampleExports.ImdbRatings));
        var entry = zip.AsSpan().IndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(zip.AsSpan(entry + 24), uint.MaxValue - 1);

        Assert.Equal("zip_bomb", Reads.Refusal(zip, "l.zip").Code);
    }

    [Fact]
    public void A23_a_Letterboxd_zip_is_read_whole_but_for_what_was_deleted()
    {
        var zip = Reads.Zip(
            ("diary.csv", SampleExports.LetterboxdDiary),
            ("reviews.csv", "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n2024-02-02,Heat,1995,https://boxd.it/x,5,Yes,\"<i>Two</i> lines,\n\nand a \"\"quote\"\".\",\"crime, la\",2024-02-01\n"),
            ("likes/films.csv", "Date,Name,Year,Letterboxd URI\n2024-02-02,Heat,1995,https://boxd.it/f\n"),
            ("lists/best.csv", "Letterboxd list export v7\nDate,Name,Tags,URL,Description\n2020-01-01,Best,,https://boxd.it/l,\n\nPosition,Name,Year,URL,Description\n1,Heat,1995,https://boxd.it/f,\n"),
            ("deleted/diary.csv", SampleExports.LetterboxdDiary.Replace("Heat", "Cats", StringComparison.Ordinal)),
            ("orphaned/diary.csv", SampleExports.LetterboxdDiary.Replace("Heat", "Gone", StringComparison.Ordinal)));

        var items = Reads.Rows(zip, "letterboxd.zip").OfType<ImportedItem>().ToList();

        Assert.DoesNotContain(items, item => item.Title is "Cats" or "Gone");
        Assert.Single(items, item => item.Viewing is { Rewatch: true });
        Assert.Single(items, item => item.Review is { Text: "<i>Two</i> lines,\n\nand a \"quote\"." });
        Assert.Single(items, item => item.IsLiked);
        Assert.Single(items, item => item.ListPlace is { ListName: "Best", Position: 1 });
        Assert.Contains(items, item => item.Tags is ["crime", "la"]);
    }

    [Theory]
    [InlineData("Sorjonen: Kausi 2: Jakso 3", "16.8.2022;1.9.2022", 2, 3, "day first")]
    [InlineData("Suburra: Stagione 2: Episodio 3", "16/08/22;01/09/22", 2, 3, "day first")]
    [InlineData("Dark: Staffel 2: Folge 3", "16.08.22;01.09.22", 2, 3, "day first")]
    [InlineData("Lupin : Saison 2 : Épisode 3", "16/08/2022;01/09/2022", 2, 3, "day first")]
    [InlineData("La casa de papel: Temporada 2: Episodio 3", "16/8/22;1/9/22", 2, 3, "day first")]
    [InlineData("Dark: Season 2: Episode 3", "8/16/22;9/1/22", 2, 3, "month first")]
    [InlineData("深夜食堂: シーズン2: 第3話", "2022/8/16;2022/9/1", 2, 3, "year first")]
    [InlineData("킹덤: 시즌 2: 에피소드", "2022. 8. 16.;2022. 9. 1.", 2, null, "year first")]
    [InlineData("Dark: Sezon 2: Odcinek 3", "16.08.2022;01.09.2022", 2, 3, "day first")]
    [InlineData("Dark: 2. évad: 3", "2022. 08. 16.;2022. 09. 01.", 2, null, "year first")]
    public void A24_Netflix_in_any_locale_with_the_order_of_dates_inferred_and_said(string title, string dates, int season, int? episode, string said)
    {
        var days = dates.Split(';');
        var bytes = Reads.Utf8($"Title,Date\n\"{title}\",\"{days[0]}\"\n\"Heat\",\"{days[1]}\"\n");

        var items = Reads.Rows(bytes, "NetflixViewingHistory.csv").Cast<ImportedItem>().ToList();

        Assert.Equal(new DateTimeOffset(2022, 8, 16, 0, 0, 0, TimeSpan.Zero), items[0].Viewing!.At);
        Assert.Equal(new DateTimeOffset(2022, 9, 1, 0, 0, 0, TimeSpan.Zero), items[1].Viewing!.At);
        Assert.Equal((season, episode), (items[0].Episode!.Season!.Value, items[0].Episode!.Number));
        Assert.Contains(said, Assert.Single(Reads.Recognise(bytes, "NetflixViewingHistory.csv").Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void A24_where_no_date_proves_the_order_the_sorting_does_and_else_it_is_called_a_guess()
    {
        // Newest first: read month first, days jump about; read day first, they fall.
        var sorted = Reads.Items("Title,Date\nHeat,05/03/22\nRonin,04/03/22\nThief,11/02/22\nAli,09/02/22\nCollateral,12/01/22\n", "NetflixViewingHistory.csv");
        var guess = Assert.Single(Reads.Recognise(Reads.Utf8("Title,Date\nHeat,05/03/22\n"), "NetflixViewingHistory.csv").Remarks);

        Assert.Equal(new DateTimeOffset(2022, 3, 5, 0, 0, 0, TimeSpan.Zero), sorted[0].Viewing!.At);
        Assert.Contains("guess", guess, StringComparison.Ordinal);
    }
}
