namespace Marquee.Importers.Tests.TvTime;

public sealed class ReadingTvTime
{
    const string OldHeader = "user_id,series_id,watch_count,uuid,updated_at,created_at,type-uuid-n,type,series_name,watches,follow_date_range_key,entity_type,rewatch_count,movie_name,release_date,runtime,release_date_range_key,alpha_range_key,episode_number,episode_id,season_number,series_uuid,watch_date,watched_episode_range_key,total_series_runtime,total_movies_runtime,unitarian,watch_date_range_key,country,bulk_type\n";

    [Fact]
    public void The_newer_records_tell_their_kind_by_their_key()
    {
        var rows = Reads.Items(SampleExports.TvTimeRecords, "tracking-prod-records-v2.csv");

        Assert.Equal([false, true], rows.Take(2).Select(row => row.Viewing!.Rewatch));
        Assert.Equal((5, 14, "Breaking Bad"), (rows[0].Episode!.Season, rows[0].Episode!.Number, rows[0].Title));
        Assert.Equal([new ExternalId("tvdb", "81189"), new ExternalId("tvdb", "4639461")], rows[0].ExternalIds.Concat(rows[0].Episode!.ExternalIds));
        Assert.Equal((WatchState.Watching, null), (rows[2].State, rows[2].Viewing));
    }

    [Fact]
    public void Columns_may_drift_as_they_have()
    {
        const string other = "series_name,episode_number,season_number,key,created_at,episode_id,s_id\nBreaking Bad,14,5,watch-episode-4639461,2020-01-02 20:00:00,4639461,81189\n";

        var item = Assert.Single(Reads.Items(other, "tracking-prod-records-v2.csv"));

        Assert.Equal([new ExternalId("tvdb", "4639461")], item.Episode!.ExternalIds);
    }

    [Fact]
    public void The_older_records_hold_films_by_name_and_year_with_the_time_in_a_key()
    {
        var text = OldHeader
            + "1,,1,u1,,2020-02-01 10:00:00,watch-u1,watch,,,,movie,0,Heat,1995-12-15 00:00:00,10200,,watch-alpha-heat,,,,,,,,,,watch-date-1577995200,,\n"
            + "1,,0,u2,,2020-02-01 10:00:00,towatch-u2,towatch,,,,movie,0,Ronin,0001-01-01 00:00:00,7320,,towatch-alpha-ronin,,,,,,,,,,,,\n"
            + "1,,0,u1,,2020-02-01 10:00:00,follow-u1,follow,,,,movie,0,Heat,1995-12-15 00:00:00,10200,,follow-alpha-heat,,,,,,,,,,,,\n";

        var rows = Reads.Items(text, "tracking-prod-records.csv");

        Assert.Equal(("Heat", 1995, DateTimeOffset.FromUnixTimeSeconds(1577995200)), (rows[0].Title, rows[0].Year, rows[0].Viewing!.At));
        Assert.Equal(("Ronin", null, true, null), (rows[1].Title, rows[1].Year, rows[1].OnWatchlist, rows[1].Viewing));
        Assert.Equal(2, rows.Count);
    }

    [Fact]
    public void The_personal_data_is_read_without_its_keys_to_the_account()
    {
        var zip = Reads.Zip(
            ("tv-time/tracking-prod-records-v2.csv", SampleExports.TvTimeRecords),
            ("tv-time/followed_tv_show.csv", "user_id,active,notification_type,notification_offset,tv_show_id,created_at,updated_at,diffusion,folder_id,archived,tv_show_name\n1,1,0,0,81189,2020-01-01 10:00:00,,,,0,Breaking Bad\n1,0,0,0,2,2020-01-01 10:00:00,,,,1,Lost\n"),
            ("tv-time/user_show_special_status.csv", "created_at,updated_at,tv_show_name,user_id,tv_show_id,status\n2020-01-01 10:00:00,,Dark,1,334824,for_later\n"),
            ("tv-time/ratings-live-votes.csv", "uuid,episode_id,movie_name,vote_key\nu1,4639461,,4639461-3\nu2,,Heat,uuid-of-heat-29\nu3,,Ronin,x-99\n"),
            ("tv-time/emotions-live-votes.csv", "uuid,episode_id,movie_name,vote_key\nu1,4639461,,4639461-3\n"),
            ("tv-time/lists-prod-lists.csv", "ordering,s_key,name,type,description,is_public,user_id,objects,created_at,lists,list_count\n1,list-9,Best,list,Mine,true,1,[map[created_at:1.7e+09 id:81189 type:series] map[created_at:1.7e+09 id:113277 type:movie]],2020-01-01 10:00:00,,2\n"),
            ("tv-time/access_token.csv", "user_id,token\n1,secret\n"),
            ("tv-time/auth-prod-login.csv", "user_id,password\n1,secret\n"));

        var found = Reads.Recognise(zip, "tv-time-personal-data.zip");
        var rows = Reads.Rows(zip, "tv-time-personal-data.zip");
        var items = rows.OfType<ImportedItem>().ToList();

        Assert.DoesNotContain(found.Files, file => file.Contains("token", StringComparison.Ordinal) || file.Contains("auth", StringComparison.Ordinal) || file.Contains("emotions", StringComparison.Ordinal));
        Assert.Equal([WatchState.Watching, WatchState.Dropped], items.Where(item => item.File.EndsWith("followed_tv_show.csv", StringComparison.Ordinal)).Select(item => item.State));
        Assert.Single(items, item => item is { Title: "Dark", OnWatchlist: true, State: WatchState.Planned });
        Assert.Equal([(100, true), (80, false)], items.Where(item => item.Rating is not null).Select(item => (item.Rating!.Value, item.Episode is not null)));
        Assert.Contains("not a vote", Assert.Single(rows.OfType<RefusedRow>()).Reason, StringComparison.Ordinal);
        Assert.Equal([(1, TitleKind.Show), (2, TitleKind.Film)], items.Where(item => item.ListPlace is not null).Select(item => (item.ListPlace!.Position!.Value, item.Kind)));
        Assert.Equal(("Best", "Mine", "public"), Assert.Single(rows.OfType<ImportedList>()) is var list ? (list.Name, list.Description, list.Visibility) : default);
    }

    [Fact]
    public void Export_my_data_in_tables_counts_rewatches_and_knows_what_is_not_seen_yet()
    {
        var zip = Reads.Zip(
            ("tvtime-series-episodes.csv", "series_tvdb_id,series_imdb_id,series_uuid,title,season,episode,tvdb_id,is_watched,watched_at,rewatch_count,special\n81189,tt0903747,u,Breaking Bad,5,14,4639461,true,2020-01-02 20:00:00,1,false\n81189,tt0903747,u,Breaking Bad,5,15,4639462,false,,0,false\n81189,tt0903747,u,Breaking Bad,1,3,999,true,,0,true\n"),
            ("tvtime-movies.csv", SampleExports.TvTimeFilms),
            ("tvtime-series.csv", "uuid,tvdb_id,imdb_id,title,status,created_at\nu,81189,tt0903747,Breaking Bad,up_to_date,2020-01-01 10:00:00\nu2,1,-1,Dark,not_started_yet,2020-01-01 10:00:00\n"),
            ("tvtime-lists.csv", "list_id,list_name,item_type,tvdb_id,uuid,name,custom_order\nl1,Best,series,81189,u,Breaking Bad,1\nl1,Best,movie,1234,u1,Heat,2\n"),
            ("tvtime-series.json", SampleExports.TvTimeSeriesJson));

        var rows = Reads.Rows(zip, "tvtime-export-2024.zip");
        var items = rows.OfType<ImportedItem>().ToList();

        Assert.Equal([(5, 14, 1), (5, 14, 1), (0, 3, 1)], items.Where(item => item.Episode is not null).Select(item => (item.Episode!.Season!.Value, item.Episode.Number!.Value, item.Viewing!.Times)));
        Assert.Equal([(1, false), (2, true)], items.Where(item => item is { Title: "Heat", Viewing: not null }).Select(item => (item.Viewing!.Times, item.Viewing.Rewatch)));
        Assert.Single(items, item => item is { Title: "Ronin", OnWatchlist: true, Viewing: null, ExternalIds.Count: 0 });
        Assert.Single(items, item => item is { Title: "Dark", State: WatchState.Planned });
        Assert.Single(rows.OfType<ImportedList>());
        Assert.Equal([1, 2], items.Where(item => item.ListPlace is not null).Select(item => item.ListPlace!.Position!.Value));
    }

    [Fact]
    public void The_JSON_twins_say_the_same()
    {
        var items = Reads.Items(SampleExports.TvTimeSeriesJson, "tvtime-series.json");
        var films = Reads.Items("""[{"id":{"tvdb":1234,"imdb":"tt0113277"},"title":"Heat","year":1995,"is_watched":true,"watched_at":"2020-01-02T20:00:00Z"}]""", "tvtime-movies.json");

        Assert.Equal((WatchState.Watching, null), (items[0].State, items[0].Episode));
        Assert.Equal([new ExternalId("tvdb", "81189")], items[0].ExternalIds);
        Assert.Equal((5, 14), (items[1].Episode!.Season, items[1].Episode!.Number));
        Assert.Equal(("Heat", 1995, WatchPrecision.Time), (films[0].Title, films[0].Year, films[0].Viewing!.Precision));
    }

    [Fact]
    public void Liberator_and_the_old_table()
    {
        var liberated = Reads.Items(SampleExports.TvTimeLiberator, "activity_history.csv");
        var native = Assert.Single(Reads.Items(SampleExports.TvTimeNative, "seen.csv"));

        Assert.Equal([(TitleKind.Show, true), (TitleKind.Film, false)], liberated.Select(item => (item.Kind, item.Episode is not null)));
        Assert.Equal(90, liberated[1].Rating);
        Assert.Equal(("Breaking Bad", "Ozymandias", DateTimeOffset.FromUnixTimeSeconds(1577995200)), (native.Title, native.Episode!.Title, native.Viewing!.At));
    }
}
