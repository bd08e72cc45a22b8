namespace Marquee.Importers.Tests.Laws;

/// <summary>What fuzzing starts from: the samples, and the other files of sources whose export has several.</summary>
static class FuzzSeeds
{
    public static IReadOnlyList<SampleExports.Sample> All { get; } =
    [
        .. SampleExports.All,
        Text("letterboxd", "ratings.csv", "Date,Name,Year,Letterboxd URI,Rating\n2024-02-02,Heat,1995,https://boxd.it/x,4.5\n"),
        Text("letterboxd", "watched.csv", "Date,Name,Year,Letterboxd URI\n2024-02-02,Heat,1995,https://boxd.it/x\n"),
        Text("letterboxd", "watchlist.csv", "Date,Name,Year,Letterboxd URI\n2024-02-02,Ronin,1998,https://boxd.it/y\n"),
        Text("letterboxd", "reviews.csv", "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n2024-03-03,Heat,1995,https://boxd.it/b,4.5,Yes,\"The <b>diner</b>,\nagain.\",night,2024-03-02\n"),
        Text("letterboxd", "likes/films.csv", "Date,Name,Year,Letterboxd URI\n2024-02-02,Heat,1995,https://boxd.it/x\n"),
        Text("letterboxd", "lists/nights.csv", "Letterboxd list export v7\nDate,Name,Tags,URL,Description\n2024-02-01,Long nights,,https://boxd.it/list1,For when it rains\n\nPosition,Name,Year,URL,Description\n1,Fargo,1996,https://boxd.it/2,Snow\n"),
        Text("imdb", "watchlist.csv", "Position,Const,Created,Modified,Description,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors,Your Rating,Date Rated\n1,tt0113277,2023-05-06,2023-05-06,,Heat,Heat,https://www.imdb.com/title/tt0113277/,Film,8.3,170,1995,Crime,700000,1995-12-15,Michael Mann,9,2023-05-06\n"),
        Text("imdb", "old.csv", "position,const,created,modified,description,Title,Title type,Directors,You rated,IMDb Rating,Runtime (mins),Year,Genres,Num. Votes,Release Date (month/day/year),URL\n1,tt0113277,Sat May  6 00:00:00 2017,,,Heat,Feature Film,Michael Mann,9,8.3,170,1995,crime,700000,1995-12-15,http://www.imdb.com/title/tt0113277/\n"),
        Text("trakt", "ratings-movies.json", """[{"rated_at":"2023-01-02T20:00:00.000Z","rating":9,"type":"movie","movie":{"title":"Heat","year":1995,"ids":{"trakt":352,"imdb":"tt0113277","tmdb":949}}}]"""),
        Text("trakt", "lists-watchlist.json", """[{"rank":1,"id":5,"listed_at":"2023-01-02T20:00:00.000Z","notes":null,"type":"show","show":{"title":"Breaking Bad","year":2008,"ids":{"trakt":1388,"tvdb":81189}}}]"""),
        Text("trakt", "lists-list-12-heists.json", """[{"rank":1,"id":5,"listed_at":"2023-01-02T20:00:00.000Z","notes":"first","type":"movie","movie":{"title":"Heat","year":1995,"ids":{"trakt":352}}}]"""),
        Text("trakt", "comments-movies.json", """[{"type":"movie","movie":{"title":"Heat","year":1995,"ids":{"trakt":352}},"comment":{"id":1,"comment":"Coffee between enemies, and nothing else.","spoiler":false,"review":false,"created_at":"2023-01-02T20:00:00.000Z"}}]"""),
        Text("tvtime", "tracking-prod-records.csv", "user_id,series_id,watch_count,uuid,updated_at,created_at,type-uuid-n,type,series_name,watches,entity_type,rewatch_count,movie_name,release_date,runtime,alpha_range_key,episode_number,episode_id,season_number,watch_date_range_key\n1,,,u1,2020-01-02 20:00:00,2020-01-02 20:00:00,x,watch,,,movie,1,Heat,1995-12-15,10200,watch-alpha-heat,,,,watch-date-1577995200\n"),
        Text("tvtime", "ratings-live-votes.csv", "uuid,episode_id,movie_name,vote_key\nu1,4639461,,x-4639461-28\nu2,,Heat,x-m-29\n"),
        Text("tvtime", "lists-prod-lists.csv", "ordering,s_key,name,type,description,is_public,user_id,objects,created_at,lists,list_count\n1,list-1,Heists,list,Loot,true,1,[map[created_at:1.7e+09 id:81189 type:series]],2020-01-02 20:00:00,,1\n"),
        Text("tvtime", "followed_tv_show.csv", "user_id,active,notification_type,notification_offset,tv_show_id,created_at,updated_at,diffusion,folder_id,archived,tv_show_name\n1,1,1,0,81189,2020-01-02 20:00:00,2020-01-02 20:00:00,original,,0,Breaking Bad\n"),
        Text("netflix", "Ratings.csv", "Profile Name,Title Name,Rating Type,Star Value,Thumbs Value,Device Model,Event Utc Ts,Region View Date\nAnn,Dark,thumb,,2,TV,2022-08-16 19:20:21,\n"),
        Text("netflix", "MyList.csv", "Profile Name,Title Name,Country,Utc Title Add Date\nAnn,Dark,FI,2022-08-16\n"),
        Text("movielens", "movielens-ratings.csv", "movie_id,imdb_id,tmdb_id,rating,average_rating,title\n6,0113277,949,4.5,3.9,Heat (1995)\n"),
        Text("movary", "ratings.csv", "title,year,tmdbId,imdbId,userRating\nHeat,1995,949,tt0113277,9\n"),
        Text("movary", "watchlist.csv", "title,year,tmdbId,imdbId,addedAt\nRonin,1998,8195,tt0122690,2023-01-02 20:00:00\n"),
        Text("marquee", "items.jsonl", """
            {"marquee":"list","key":"m:1","name":"Nights","description":"x","visibility":"friends","created_at":"2023-01-02T20:00:00Z"}
            {"marquee":"item","title":"Heat","year":1995,"kind":"film","ids":["imdb:tt0113277"],"viewing":{"at":"2023-01-02T20:00:00Z"},"note":"n","event_id":"manual:#5"}
            {"marquee":"item","title":"Heat","kind":"film","ids":["imdb:tt0113277"],"review":{"text":"Coffee between enemies.","spoiler":true,"at":"2023-01-02T20:00:00Z","visibility":"public"},"tags":["a","b"],"owned_as":"4K","state":"paused","progress":{"seconds":300},"liked":true,"watchlist":true,"listed_at":"2023-01-02T20:00:00Z"}
            """),
    ];

    static SampleExports.Sample Text(string source, string fileName, string text) => new(source, fileName, Reads.Utf8(text), 0);
}
