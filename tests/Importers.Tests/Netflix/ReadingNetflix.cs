namespace Marquee.Importers.Tests.Netflix;

public sealed class ReadingNetflix
{
    [Theory]
    [InlineData("Dark: Season 2: Endings and Beginnings", "Dark", 2, null, "Endings and Beginnings")]
    [InlineData("Money Heist: Part 3: We're Back", "Money Heist", 3, null, "We're Back")]
    [InlineData("Marvel's Daredevil: Season 1: Into the Ring", "Marvel's Daredevil", 1, null, "Into the Ring")]
    [InlineData("Maid: Limited Series: Dollar Store", "Maid", 1, null, "Dollar Store")]
    [InlineData("Sorjonen: Kausi 1: Jakso 4", "Sorjonen", 1, 4, "Jakso 4")]
    [InlineData("Love, Death & Robots: Volume 1: Sonnie's Edge", "Love, Death & Robots", 1, null, "Sonnie's Edge")]
    [InlineData("Star Trek: Discovery: Season 3: That Hope Is You, Part 1", "Star Trek: Discovery", 3, null, "That Hope Is You, Part 1")]
    public void An_episode_is_taken_apart(string text, string show, int season, int? number, string name)
    {
        var item = Assert.Single(Reads.Items($"Title,Date\n\"{text}\",\"8/16/22\"\n", "NetflixViewingHistory.csv"));

        Assert.Equal((show, TitleKind.Show, season, number, name), (item.Title, item.Kind, item.Episode!.Season, item.Episode.Number, item.Episode.Title));
        Assert.Equal(("Netflix", WatchPrecision.Day), (item.Viewing!.Where, item.Viewing.Precision));
    }

    [Fact]
    public void Seasons_with_a_name_are_known_by_several_episodes_of_them()
    {
        const string text = "Title,Date\n\"American Horror Story: Asylum: Welcome to Briarcliff\",8/16/22\n\"American Horror Story: Asylum: Tricks and Treats\",8/17/22\n\"Star Wars: Episode V: The Empire Strikes Back\",8/18/22\n";

        var items = Reads.Items(text, "NetflixViewingHistory.csv");

        Assert.All(items.Take(2), item => Assert.Equal(("American Horror Story", "Asylum"), (item.Title, item.Episode!.SeasonName)));
        Assert.Equal(("Star Wars: Episode V: The Empire Strikes Back", null), (items[2].Title, items[2].Episode));
    }

    [Fact]
    public void The_personal_data_leaves_out_what_nobody_watched()
    {
        const string text = "Profile Name,Start Time,Duration,Attributes,Title,Supplemental Video Type,Device Type,Bookmark,Latest Bookmark,Country\n"
            + "Ann,2022-08-16 19:20:21,00:50:00,,\"Dark: Season 2: Endings and Beginnings\",,TV,00:50:00,00:50:00,FI\n"
            + "Ann,2022-08-16 19:00:00,00:02:30,,\"Dune: Part Two_hook_primary\",,TV,,00:02:30,FI\n"
            + "Ann,2022-08-16 19:00:00,00:02:30,,\"Trailer: Heat\",TRAILER,TV,,00:02:30,FI\n"
            + "Ann,2022-08-16 19:00:00,00:20:30,\"Autoplayed: user action: None; \",Heat,,TV,,00:20:30,FI\n"
            + "Ann,2022-08-16 19:00:00,00:20:30,,Heat,,TV,,Not latest view,FI\n"
            + "Ann,2022-08-16 19:00:00,00:00:30,,Heat,,TV,,00:00:30,FI\n";

        var rows = Reads.Rows(text, "ViewingActivity.csv");

        var item = Assert.Single(rows.OfType<ImportedItem>());
        Assert.Equal((WatchPrecision.Time, TimeSpan.FromMinutes(50)), (item.Viewing!.Precision, item.Viewing.Lasted!.Value));
        Assert.Equal(5, rows.OfType<RefusedRow>().Count(row => row.IsSkipped));
    }

    [Fact]
    public void A_household_is_one_person_at_a_time_and_it_is_said_whose()
    {
        const string text = "Profile Name,Start Time,Duration,Attributes,Title,Supplemental Video Type,Device Type,Bookmark,Latest Bookmark,Country\n"
            + "Ann,2022-08-16 19:20:21,02:50:00,,Heat,,TV,,02:50:00,FI\nAnn,2022-08-17 19:20:21,02:50:00,,Ali,,TV,,02:50:00,FI\nBo,2022-08-16 19:20:21,02:50:00,,Ronin,,TV,,02:50:00,FI\n";
        using var stream = new MemoryStream(Reads.Utf8(text));
        using var bos = HistoryExport.Open(stream, "ViewingActivity.csv", new ReadingChoices { Person = "Bo" });

        Assert.Equal("Ronin", Assert.IsType<ImportedItem>(Assert.Single(bos.Rows(TestContext.Current.CancellationToken))).Title);
        Assert.Equal(["Heat", "Ali"], Reads.Items(text, "ViewingActivity.csv").Select(item => item.Title));
        Assert.Contains("The rows of Ann are read", Assert.Single(Reads.Recognise(Reads.Utf8(text), "ViewingActivity.csv").Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Thumbs_stars_and_my_list()
    {
        var ratings = Reads.Items("Profile Name,Title Name,Event Utc Ts,Star Value,Thumbs Value\nAnn,Heat,2022-08-16 19:20:21,,2\nAnn,Ronin,2012-08-16 19:20:21,4,\nAnn,Ali,2022-08-16 19:20:21,,3\nAnn,Cats,2022-08-16 19:20:21,,1\n", "Ratings.csv");
        var list = Assert.Single(Reads.Items("Profile Name,Title Name,Country,Utc Title Add Date\nAnn,Heat,FI,2022-08-16\n", "MyList.csv"));

        Assert.Equal([(70, "thumbs up"), (80, "4 of 5"), (100, "two thumbs up"), (30, "thumbs down")], ratings.Select(item => (item.Rating!.Value, item.RatingAsWritten!)));
        Assert.True(list is { OnWatchlist: true, ListedAt: not null });
    }
}
