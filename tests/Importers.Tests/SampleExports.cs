namespace Marquee.Importers.Tests;

/// <summary>A small export of every source, in the shapes their exporters write. Whatever holds for all sources is tried on these.</summary>
static class SampleExports
{
    public sealed record Sample(string Source, string FileName, byte[] Bytes, int Rows);

    public const string LetterboxdDiary = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n2024-02-02,Heat,1995,https://boxd.it/x,5,Yes,\"crime, la\",2024-02-01\n2024-02-03,Ronin,1998,https://boxd.it/y,4,,,2024-02-02\n";
    public const string ImdbRatings = "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors\ntt0113277,9,2023-05-06,Heat,Heat,https://www.imdb.com/title/tt0113277/,Movie,8.3,170,1995,Crime,700000,1995-12-15,Michael Mann\n";
    public const string TraktHistory = """
        [{"id":1,"watched_at":"2023-01-02T20:00:00.000Z","action":"watch","type":"movie","movie":{"title":"Heat","year":1995,"ids":{"trakt":352,"slug":"heat-1995","imdb":"tt0113277","tmdb":949}}},
         {"id":2,"watched_at":"2023-01-03T20:00:00.000Z","action":"scrobble","type":"episode","episode":{"season":5,"number":14,"title":"Ozymandias","ids":{"trakt":62161,"tvdb":4639461,"imdb":"tt2301451","tmdb":62161}},"show":{"title":"Breaking Bad","year":2008,"ids":{"trakt":1388,"slug":"breaking-bad","tvdb":81189,"imdb":"tt0903747","tmdb":1396},"aired_episodes":62}}]
        """;
    public const string TraktTable = "imdb_id,type,watched_at,watchlisted_at,rating,rated_at\ntt0113277,movie,2023-01-02T20:00:00Z,,9,2023-01-03T00:00:00Z\ntt2301451,episode,unknown,,,\ntt0903747,show,,2023-02-01T00:00:00Z,,\n";
    public const string TvTimeRecords = "created_at,user_id,key,total_series_runtime,updated_at,ep_watch_count,uuid,is_archived,is_followed,s_id,is_for_later,s_no,ep_no,ep_id,rewatch_count,is_special,movie_name,series_name,season_number,episode_number\n"
        + "2020-01-02 20:00:00,1,watch-episode-4639461,,,,u1,,,81189,,5,14,4639461,0,false,,Breaking Bad,5,14\n2020-02-02 20:00:00,1,rewatch-episode-4639461,,,,u2,,,81189,,5,14,4639461,1,false,,Breaking Bad,5,14\n"
        + "2020-01-01 20:00:00,1,user-series-81189,,,,u3,false,true,81189,false,,,,,,,Breaking Bad,,\n2020-01-01 20:00:00,1,tracking-stats,1,,5,u4,,,,,,,,,,,,,\n";
    public const string TvTimeFilms = "uuid,tvdb_id,imdb_id,title,year,created_at,watched_at,is_watched,rewatch_count\nu1,1234,tt0113277,Heat,1995,2020-01-01 10:00:00,2020-01-02 20:00:00,true,2\nu2,-1,-1,Ronin,1998,2020-01-01 10:00:00,,false,0\n";
    public const string TvTimeSeriesJson = """[{"id":{"tvdb":81189,"imdb":"-1"},"title":"Breaking Bad","status":"up_to_date","seasons":[{"number":5,"episodes":[{"id":{"tvdb":4639461,"imdb":"tt2301451"},"number":14,"is_watched":true,"watched_at":"2020-01-02 20:00:00"},{"id":{"tvdb":4639462},"number":15,"is_watched":false,"watched_at":null}]}]}]""";
    public const string TvTimeLiberator = "imdb_id,tvdb_id,type,title,season,episode,is_special,is_watched,watched_at,status,is_watchlisted,rating\ntt2301451,4639461,episode,Breaking Bad,5,14,false,true,2020-01-02T20:00:00Z,,,\ntt0113277,,movie,Heat,,,,true,2020-01-02T20:00:00Z,,false,9\n";
    public const string TvTimeNative = "ts,created_at,show_name,episode_id,episode_season_number,episode_number,episode_name\n1577995200,2020-01-02 20:00:00,Breaking Bad,4639461,5,14,Ozymandias\n";
    public const string NetflixShort = "Title,Date\n\"Dark: Season 2: Endings and Beginnings\",\"8/16/22\"\n\"Dune: Part Two\",\"8/15/22\"\n";
    public const string NetflixPersonal = "Profile Name,Start Time,Duration,Attributes,Title,Supplemental Video Type,Device Type,Bookmark,Latest Bookmark,Country\nAnn,2022-08-16 19:20:21,00:50:00,,\"Dark: Season 2: Endings and Beginnings\",,TV,00:50:00,00:50:00,FI (Finland)\nAnn,2022-08-16 19:00:00,00:00:30,,\"Dune: Part Two\",TRAILER,TV,00:00:30,00:00:30,FI (Finland)\n";
    public const string Simkl = """
        {"shows":[{"last_watched_at":"2023-01-03T20:00:00Z","status":"watching","user_rating":9,"last_watched":"S05E14","watched_episodes_count":1,"total_episodes_count":62,"memo":{"text":"with Bo"},"show":{"title":"Breaking Bad","year":2008,"ids":{"simkl":11121,"slug":"breaking-bad","tmdb":"1396","imdb":"tt0903747","tvdb":"81189"}},"seasons":[{"number":5,"episodes":[{"number":14,"watched_at":"2023-01-03T20:00:00Z"}]}]}],
         "anime":[],"movies":[{"last_watched_at":"2023-01-02T20:00:00Z","status":"completed","user_rating":null,"movie":{"title":"Heat","year":1995,"ids":{"simkl":53992,"imdb":"tt0113277","tmdb":"949"}}},{"status":"plantowatch","movie":{"title":"Ronin","year":1998,"ids":{"simkl":1,"imdb":"tt0122690"}}}]}
        """;
    public const string Tmdb = "TMDb ID,IMDb ID,Type,Name,Release Date,Season Number,Episode Number,Rating,Your Rating,Date Rated\n949,tt0113277,movie,Heat,1995-12-15T00:00:00Z,,,7.9,8.5,2023-05-06T10:00:00Z\n1396,tt0903747,tv,Breaking Bad,2008-01-20T00:00:00Z,,,8.9,9,2023-05-06T10:00:00Z\n";
    public const string Tautulli = """
        {"response":{"result":"success","message":null,"data":{"recordsFiltered":3,"recordsTotal":3,"data":[
         {"reference_id":11,"row_id":11,"date":1672689600,"started":1672689600,"stopped":1672696800,"play_duration":7000,"user":"ann","friendly_name":"ann","player":"TV","media_type":"movie","rating_key":5,"title":"Heat","full_title":"Heat","grandparent_title":"","parent_title":"","year":1995,"media_index":"","parent_media_index":"","guid":"com.plexapp.agents.imdb://tt0113277?lang=en","percent_complete":97,"watched_status":1},
         {"reference_id":12,"row_id":12,"date":1672776000,"started":1672776000,"stopped":1672779600,"user":"ann","friendly_name":"ann","player":"TV","media_type":"episode","rating_key":6,"title":"Ozymandias","full_title":"Breaking Bad - Ozymandias","grandparent_title":"Breaking Bad","parent_title":"Season 5","year":2013,"media_index":14,"parent_media_index":5,"guid":"plex://episode/5d9c1275ffd9ef001e99d5f1","percent_complete":98,"watched_status":1},
         {"reference_id":13,"row_id":13,"date":1672776000,"stopped":1672776100,"user":"ann","friendly_name":"ann","media_type":"movie","rating_key":7,"title":"Ronin","year":1998,"guid":"","percent_complete":12,"watched_status":0}]}}}
        """;
    public const string Plex = """
        {"MediaContainer":{"size":2,"Metadata":[{"historyKey":"/status/sessions/history/1","key":"/library/metadata/5","ratingKey":"5","librarySectionID":"1","title":"Heat","type":"movie","originallyAvailableAt":"1995-12-15","viewedAt":1672689600,"accountID":1,"deviceID":3,"Guid":[{"id":"imdb://tt0113277"},{"id":"tmdb://949"}]},
         {"historyKey":"/status/sessions/history/2","ratingKey":"6","librarySectionID":"2","title":"Ozymandias","grandparentTitle":"Breaking Bad","type":"episode","index":14,"parentIndex":5,"originallyAvailableAt":"2013-09-15","viewedAt":1672776000,"accountID":1}]}}
        """;
    public const string PrimeVideo = "\"Date Watched\",\"Type\",\"Title\",\"Episode Title\",\"Global Title Identifier\",\"Episode Global Title Identifier\",\"Path\",\"Episode Path\",\"Image URL\"\n\"1672689600000\",\"Movie\",\"Heat\",\"\",\"amzn1.dv.gti.1\",\"\",\"/x\",\"\",\"\"\n\"1672776000000\",\"Series\",\"The Boys - Season 2\",\"Episode 3: Over the Hill with the Swords of a Thousand Men\",\"amzn1.dv.gti.2\",\"amzn1.dv.gti.3\",\"/x\",\"/y\",\"\"\n";
    public const string MovaryHistory = "title,year,tmdbId,imdbId,watchedAt,comment,location\nHeat,1995,949,tt0113277,2023-01-02,\"With Bo, late\",Cinema\n";
    public const string Yamtrack = "media_id,source,media_type,title,image,season_number,episode_number,score,status,notes,start_date,end_date,progress\n949,tmdb,movie,Heat,u,,,8.5,Completed,good,2023-01-02,2023-01-02,1\n1396,tmdb,tv,Breaking Bad,u,,,9,In progress,,,,14\n1396,tmdb,season,Breaking Bad,u,5,,10,Completed,,,,\n1396,tmdb,episode,Breaking Bad,u,5,14,,,,,2023-01-03 20:00:00+00:00,\n1,igdb,game,Doom,u,,,9,Completed,,,,\n";
    public const string Watcharr = """
        [{"pinned":true,"status":"FINISHED","rating":8,"thoughts":"Coffee.","content":{"tmdbId":949,"title":"Heat","type":"movie","release_date":"1995-12-15T00:00:00Z"},"activity":[{"type":"ADDED_WATCHED","data":"{\"status\":\"FINISHED\"}","customDate":"2023-01-02T20:00:00Z","createdAt":"2023-02-02T20:00:00Z"}],"watchedEpisodes":[]},
         {"pinned":false,"status":"WATCHING","rating":0,"content":{"tmdbId":1396,"title":"Breaking Bad","type":"tv"},"activity":[],"watchedEpisodes":[{"status":"FINISHED","seasonNumber":5,"episodeNumber":14,"createdAt":"2023-01-03T20:00:00Z"}]}]
        """;
    public const string Ryot = """
        {"metadata":[{"lot":"movie","source":"tmdb","identifier":"949","source_id":"Heat","collections":["Watchlist","Best heists"],"reviews":[{"rating":"85","review":{"text":"Coffee.","date":"2023-01-03T00:00:00Z","spoiler":true,"visibility":"private"}}],"seen_history":[{"started_on":null,"ended_on":"2023-01-02","progress":"100","state":"completed","providers_consumed_on":["Cinema"]}]},
         {"lot":"show","source":"tmdb","identifier":"1396","source_id":"Breaking Bad","collections":[],"reviews":[],"seen_history":[{"ended_on":"2023-01-03","state":"completed","show_season_number":5,"show_episode_number":14}]},
         {"lot":"book","source":"openlibrary","identifier":"OL1","source_id":"Dune","reviews":[],"seen_history":[]}]}
        """;
    public const string MovieLens = "userId,movieId,rating,timestamp\n15,1,4.5,1260759144\n15,50,0.5,1260759179\n";
    public const string GenericTable = "Movie;Released;My Score;Watched\nHeat;1995;9;31.12.2023\nRonin;1998;7,5;13.01.2024\n";
    public const string GenericJson = """{"items":[{"movie":{"title":"Heat","year":1995,"ids":{"imdb":"tt0113277"}},"rating":9,"watched_at":"2023-01-02T20:00:00Z"},{"movie":{"title":"Ronin","year":1998,"ids":{"imdb":"tt0122690"}},"rating":7.5,"watched_at":"2023-01-03"}]}""";

    public const string Own = """
        {"marquee":"list","key":"k","name":"Best heists","ranked":true}
        {"marquee":"item","title":"Heat","year":1995,"kind":"film","ids":["imdb:tt0113277"],"rating":95,"viewing":{"day":"2023-01-02"},"list":{"key":"k","name":"Best heists","position":1}}
        {"marquee":"item","title":"Breaking Bad","kind":"show","ids":["tmdb:1396"],"episode":{"season":5,"number":14},"viewing":{"at":"2023-01-03T20:00:00Z","times":2},"tags":["a"]}
        """;

    public static IReadOnlyList<Sample> All { get; } =
    [
        Text("letterboxd", "diary.csv", LetterboxdDiary, 2), Text("imdb", "ratings.csv", ImdbRatings, 1), Text("trakt", "watched-history.json", TraktHistory, 2),
        Text("trakt", "export.csv", TraktTable, 3), Text("tvtime", "tracking-prod-records-v2.csv", TvTimeRecords, 3), Text("tvtime", "tvtime-movies.csv", TvTimeFilms, 3),
        Text("tvtime", "tvtime-series.json", TvTimeSeriesJson, 2), Text("tvtime", "activity_history.csv", TvTimeLiberator, 2), Text("tvtime", "seen.csv", TvTimeNative, 1),
        Text("netflix", "NetflixViewingHistory.csv", NetflixShort, 2), Text("netflix", "ViewingActivity.csv", NetflixPersonal, 2), Text("simkl", "simkl.json", Simkl, 4),
        Text("tmdb", "ratings.csv", Tmdb, 2), Text("tautulli", "history.json", Tautulli, 3), Text("plex", "history.json", Plex, 2), Text("primevideo", "watch-history.csv", PrimeVideo, 2),
        Text("movary", "history.csv", MovaryHistory, 1), Text("yamtrack", "yamtrack.csv", Yamtrack, 5), Text("watcharr", "watcharr.json", Watcharr, 3), Text("ryot", "ryot.json", Ryot, 7),
        Text("movielens", "ratings.csv", MovieLens, 2), Text("generic", "films.csv", GenericTable, 2), Text("generic", "films.json", GenericJson, 2), Text("marquee", "items.jsonl", Own, 3),
    ];

    public static IEnumerable<TheoryDataRow<string, string>> Names => All.Select(sample => new TheoryDataRow<string, string>(sample.Source, sample.FileName));

    public static Sample Of(string source, string fileName) => All.Single(sample => sample.Source == source && sample.FileName == fileName);

    static Sample Text(string source, string fileName, string text, int rows) => new(source, fileName, Reads.Utf8(text), rows);
}
