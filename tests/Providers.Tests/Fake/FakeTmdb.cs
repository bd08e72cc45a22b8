using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Web;

namespace Marquee.Providers.Tests.Fake;

/// <summary>A TMDB of a few titles over real HTTP, which can be changed, and taken down in mid-run.</summary>
public sealed class FakeTmdb : IAsyncDisposable
{
    readonly FakeServer _server;
    int _answers;

    public FakeTmdb() => _server = new FakeServer(request => Answer(request) with { Delay = Delay });

    public Uri Address => _server.Address;

    /// <summary>Paths asked for, in order.</summary>
    public IEnumerable<string> Asked => _server.Asked.Select(request => request.Path);

    /// <summary>"movie/550" and "tv/1396" to their JSON.</summary>
    public ConcurrentDictionary<string, string> Titles { get; } = new();

    /// <summary>What the changes of films and of shows list.</summary>
    public ConcurrentDictionary<string, long[]> Changed { get; } = new();

    /// <summary>When the first episode of each season of the shows that are told next came out; the others follow day by day.</summary>
    public DateOnly FirstAired { get; set; } = new(2008, 1, 20);

    /// <summary>How long it thinks before each answer.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>After so many answers it is down; null: never.</summary>
    public int? DownAfter { get; set; }

    public void Film(long id, string title, string? imdb = null, string overview = "A film.", string released = "1999-10-15", string more = "") =>
        Titles[$"movie/{id}"] = $$"""
            {"id":{{id}},"title":{{J(title)}},"original_title":{{J(title)}},"original_language":"en","overview":{{J(overview)}},"release_date":"{{released}}","runtime":139,
             "imdb_id":{{J(imdb)}},"genres":[{"id":18,"name":"Drama"},{"id":878,"name":"Science Fiction"}],"vote_average":8.4,"vote_count":27000,"poster_path":"/p{{id}}.jpg",
             "production_countries":[{"iso_3166_1":"US","name":"United States of America"}],
             "credits":{"cast":[{"id":287,"name":"Brad Pitt","character":"Tyler Durden","order":1},{"id":819,"name":"Edward Norton","character":"The Narrator","order":0}],
                        "crew":[{"id":7467,"name":"David Fincher","job":"Director","department":"Directing"}]},
             "keywords":{"keywords":[{"id":1,"name":"soap"},{"id":2,"name":"insomnia"}]},
             "release_dates":{"results":[{"iso_3166_1":"US","release_dates":[{"certification":"R","release_date":"1999-10-15T00:00:00.000Z","type":3}]},{"iso_3166_1":"DE","release_dates":[{"certification":"18","release_date":"1999-11-11T00:00:00.000Z","type":3}]}]},
             "videos":{"results":[{"site":"YouTube","key":"abc","name":"Trailer","type":"Trailer","official":true,"iso_639_1":"en"}]},
             "watch/providers":{"results":{"US":{"link":"https://www.themoviedb.org/movie/{{id}}/watch?locale=US","flatrate":[{"provider_id":8,"provider_name":"Netflix","display_priority":1}],"rent":[{"provider_id":2,"provider_name":"Apple TV","display_priority":3}]},"DE":{"flatrate":[{"provider_id":337,"provider_name":"Disney Plus","display_priority":2}]} } },
             "translations":{"translations":[{"iso_639_1":"pl","data":{"title":"Podziemny krąg"} }]}{{more}} }
            """;

    public void Show(long id, string name, params (int Season, string[] Episodes)[] seasons)
    {
        Titles[$"tv/{id}"] = $$"""
            {"id":{{id}},"name":{{J(name)}},"original_name":{{J(name)}},"original_language":"en","overview":"A show.","first_air_date":"2008-01-20","last_air_date":"2013-09-29","status":"Ended",
             "episode_run_time":[],"genres":[{"id":10765,"name":"Sci-Fi & Fantasy"}],"vote_average":8.9,"vote_count":13000,"created_by":[{"id":66633,"name":"Vince Gilligan"}],
             "external_ids":{"imdb_id":null,"tvdb_id":{{id + 80000}} },
             "seasons":[{{string.Join(',', seasons.Select(s => $$"""{"id":{{(id * 100) + s.Season}},"season_number":{{s.Season}},"episode_count":{{s.Episodes.Length}},"name":"Season {{s.Season}}"}"""))}}]}
            """;
        foreach (var (number, episodes) in seasons)
            Titles[$"tv/{id}/season/{number}"] = $$"""
                {"id":{{(id * 100) + number}},"season_number":{{number}},"name":"Season {{number}}","air_date":"{{Day(0)}}",
                 "episodes":[{{string.Join(',', episodes.Select((episode, i) => $$"""{"id":{{(id * 10000) + (number * 100) + i}},"episode_number":{{i + 1}},"name":{{J(episode)}},"air_date":"{{Day(i)}}","runtime":47}"""))}}]}
                """;
    }

    string Day(int after) => FirstAired.AddDays(after).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    static string J(string? text) => JsonSerializer.Serialize(text);

    FakeReply Answer(FakeRequest request)
    {
        if (DownAfter is { } limit && Interlocked.Increment(ref _answers) > limit)
            return new FakeReply(503, "") { CutAfter = 0 };
        var address = new Uri(_server.Address, request.Path);
        var (path, query) = (address.AbsolutePath.Trim('/'), HttpUtility.ParseQueryString(address.Query));
        return path switch
        {
            "movie/changes" or "tv/changes" => Fine($$"""{"results":[{{string.Join(',', Changed.GetValueOrDefault(path.Split('/')[0], []).Select(id => $$"""{"id":{{id}},"adult":false}"""))}}],"page":1,"total_pages":1}"""),
            "search/multi" => Fine(Listed(query["query"] ?? "")),
            "genre/movie/list" or "genre/tv/list" => Fine("""{"genres":[{"id":18,"name":"Drama"}]}"""),
            "configuration" => Fine("""{"images":{"secure_base_url":"https://image.tmdb.org/t/p/","poster_sizes":["w342"]}}"""),
            _ when path.StartsWith("find/", StringComparison.Ordinal) => Fine(Found(path["find/".Length..])),
            _ when query["append_to_response"]?.StartsWith("season/", StringComparison.Ordinal) == true => Fine(
                $$"""{"id":0{{string.Concat(query["append_to_response"]!.Split(',').Where(part => Titles.ContainsKey($"{path}/{part}")).Select(part => $",\"{part}\":{Titles[$"{path}/{part}"]}"))}} }"""),
            _ when Titles.TryGetValue(path, out var body) => Fine(body),
            _ => new FakeReply(404, """{"success":false,"status_code":34,"status_message":"The resource you requested could not be found."}"""),
        };
    }

    static FakeReply Fine(string body) => new(200, body);

    string Listed(string words)
    {
        var found = Titles.Where(title => title.Key.Count(c => c == '/') == 1 && title.Value.Contains(words, StringComparison.OrdinalIgnoreCase)).Select(title =>
        {
            using var json = JsonDocument.Parse(title.Value);
            var isShow = title.Key.StartsWith("tv/", StringComparison.Ordinal);
            var name = json.RootElement.GetProperty(isShow ? "name" : "title").GetString();
            return isShow
                ? $$"""{"media_type":"tv","id":{{title.Key[3..]}},"name":{{J(name)}},"first_air_date":"2008-01-20"}"""
                : $$"""{"media_type":"movie","id":{{title.Key[6..]}},"title":{{J(name)}},"release_date":{{J(json.RootElement.GetProperty("release_date").GetString())}} }""";
        }).ToList();
        return string.Create(CultureInfo.InvariantCulture, $$"""{"page":1,"results":[{{string.Concat(found.Select(one => one + ","))}}{"media_type":"person","id":1,"name":"Somebody"}],"total_pages":1,"total_results":{{found.Count}} }""");
    }

    string Found(string id)
    {
        var films = Titles.Where(title => title.Key.StartsWith("movie/", StringComparison.Ordinal) && title.Value.Contains($"\"imdb_id\":\"{id}\"", StringComparison.Ordinal))
            .Select(title => $$"""{"id":{{title.Key[6..]}},"title":"x","media_type":"movie"}""");
        var shows = Titles.Where(title => title.Key.StartsWith("tv/", StringComparison.Ordinal) && title.Value.Contains($"\"tvdb_id\":{id} }}", StringComparison.Ordinal))
            .Select(title => $$"""{"id":{{title.Key[3..]}},"name":"x","media_type":"tv"}""");
        return $$"""{"movie_results":[{{string.Join(',', films)}}],"tv_results":[{{string.Join(',', shows)}}],"person_results":[]}""";
    }
}
