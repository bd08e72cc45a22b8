using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Marquee.Providers.Calls;

namespace Marquee.Providers.Tmdb;

/// <summary>
/// A client of The Movie Database. Safe from any number of threads; one instance a program. A thing that is not there is null; no
/// answer at all is a <see cref="ProviderFailure"/>, unless an older answer was kept: then that one, marked stale.
/// </summary>
public sealed class TmdbClient : IDisposable
{
    /// <summary>What the service is called in caches, budgets and messages.</summary>
    public const string Provider = "TMDB";

    const int MostParts = 20, MostPages = 500, MostDaysOfChanges = 14;
    const string FilmParts = "credits,keywords,release_dates,videos,watch/providers,alternative_titles,translations,external_ids";
    const string ShowParts = "aggregate_credits,keywords,content_ratings,videos,watch/providers,alternative_titles,translations,external_ids";

    static readonly TimeSpan AsTrending = TimeSpan.FromMinutes(30), AsPopular = TimeSpan.FromHours(1), AsDetails = TimeSpan.FromHours(24);

    readonly OutsideCalls _calls;
    readonly string _language;

    /// <param name="http">The client to use, for tests; its handler decides how the network is reached.</param>
    /// <param name="budget">Counts the calls; null for no limit.</param>
    public TmdbClient(TmdbOptions options, IAnswerCache cache, TimeProvider clock, ICallBudget? budget = null, HttpClient? http = null)
    {
        http ??= new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        http.BaseAddress = options.Address;
        http.Timeout = Timeout.InfiniteTimeSpan; // each try has its own
        _language = options.Language;
        // A v4 token is a JWT and goes into a header; a v3 key can only be part of the address.
        var isToken = options.Key.Contains('.', StringComparison.Ordinal);
        _calls = new OutsideCalls(Provider, http, cache, budget, options.Calls, clock, Judge, request =>
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            if (isToken)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Key);
            else
                request.RequestUri = new Uri($"{request.RequestUri}{(request.RequestUri!.ToString().Contains('?', StringComparison.Ordinal) ? '&' : '?')}api_key={Uri.EscapeDataString(options.Key)}", UriKind.Relative);
        });
    }

    public Task<Answer<TmdbConfiguration>?> ConfigurationAsync(CancellationToken cancel) => ReadAsync("configuration", AsDetails, json => new TmdbConfiguration(
        json.Member("images")?.Text("secure_base_url") ?? "https://image.tmdb.org/t/p/",
        [.. json.List("images", "poster_sizes").Where(size => size.ValueKind == JsonValueKind.String).Select(size => size.GetString()!)]), cancel);

    public Task<Answer<IReadOnlyList<TmdbGenre>>?> GenresAsync(TmdbKind kind, CancellationToken cancel) => ReadAsync<IReadOnlyList<TmdbGenre>>(
        $"genre/{Name(kind)}/list?language={_language}", AsDetails,
        json => [.. json.List("genres").Where(g => g.Number("id") is not null && g.Text("name") is not null).Select(g => new TmdbGenre(g.Number("id")!.Value, g.Text("name")!))], cancel);

    /// <summary>Films and shows by what somebody typed; people are left out.</summary>
    public Task<Answer<TmdbPage<TmdbListed>>?> SearchAsync(string text, int page, CancellationToken cancel) =>
        PageAsync($"search/multi?query={Uri.EscapeDataString(text)}&include_adult=false&language={_language}", page, AsPopular, null, cancel);

    public Task<Answer<TmdbPage<TmdbListed>>?> TrendingAsync(bool week, int page, CancellationToken cancel) =>
        PageAsync($"trending/all/{(week ? "week" : "day")}?language={_language}", page, AsTrending, null, cancel);

    public Task<Answer<TmdbPage<TmdbListed>>?> PopularAsync(TmdbKind kind, int page, CancellationToken cancel) =>
        PageAsync($"{Name(kind)}/popular?language={_language}", page, AsPopular, kind, cancel);

    /// <param name="filters">As TMDB names them: <c>with_genres</c>, <c>primary_release_date.gte</c>, …</param>
    public Task<Answer<TmdbPage<TmdbListed>>?> DiscoverAsync(TmdbKind kind, IReadOnlyDictionary<string, string> filters, int page, CancellationToken cancel) =>
        PageAsync($"discover/{Name(kind)}?language={_language}&include_adult=false{string.Concat(filters.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"&{f.Key}={Uri.EscapeDataString(f.Value)}"))}",
            page, AsPopular, kind, cancel);

    /// <summary>A film with all its parts, in one call.</summary>
    /// <param name="newerThan">When it was last heard to have changed: an answer from before will not do.</param>
    public Task<Answer<TmdbTitle>?> FilmAsync(long id, CancellationToken cancel, DateTimeOffset? newerThan = null) =>
        ReadAsync($"movie/{Id(id)}?language={_language}&append_to_response={FilmParts}", AsDetails, json => TmdbTitles.Read(json, TmdbKind.Film), cancel, newerThan);

    /// <summary>A show with all its parts and every season with its episodes; a call more for each twenty seasons.</summary>
    /// <param name="newerThan">When it was last heard to have changed: an answer from before will not do.</param>
    public async Task<Answer<TmdbTitle>?> ShowAsync(long id, CancellationToken cancel, DateTimeOffset? newerThan = null)
    {
        var show = await ReadAsync($"tv/{Id(id)}?language={_language}&append_to_response={ShowParts}", AsDetails, json => TmdbTitles.Read(json, TmdbKind.Show), cancel, newerThan);
        if (show is null)
            return null;
        var seasons = new List<TmdbSeason>();
        foreach (var some in show.Value.Seasons.Chunk(MostParts))
            seasons.AddRange(await SeasonsAsync(id, some, newerThan, cancel));
        return show.With(show.Value with { Seasons = seasons });
    }

    public Task<Answer<TmdbSeason>?> SeasonAsync(long show, int number, CancellationToken cancel) => ReadAsync(
        $"tv/{Id(show)}/season/{Id(number)}?language={_language}", AsDetails, json => TmdbTitles.Season(json) ?? throw new JsonException("A season without number."), cancel);

    public Task<Answer<TmdbPerson>?> PersonAsync(long id, CancellationToken cancel) => ReadAsync($"person/{Id(id)}?language={_language}", AsDetails, json => new TmdbPerson(
        json.Number("id") ?? id, json.Text("name") ?? "Unknown", [.. json.List("also_known_as").Where(n => n.ValueKind == JsonValueKind.String).Select(n => n.GetString()!)],
        json.Text("known_for_department"), json.Text("biography"), json.Day("birthday"), json.Day("deathday"), json.Text("place_of_birth"), json.Text("profile_path"), json.Text("imdb_id")), cancel);

    /// <summary>What an IMDb id (<c>tt0903747</c>) or a TVDB number means.</summary>
    public Task<Answer<TmdbFound>?> FindAsync(string id, bool isTvdb, CancellationToken cancel) => ReadAsync(
        $"find/{Uri.EscapeDataString(id)}?external_source={(isTvdb ? "tvdb_id" : "imdb_id")}&language={_language}", AsDetails, json => new TmdbFound(
            [.. json.List("movie_results").Select(r => TmdbTitles.Listed(r, TmdbKind.Film)).Concat(json.List("tv_results").Select(r => TmdbTitles.Listed(r, TmdbKind.Show))).OfType<TmdbListed>()],
            [.. json.List("tv_episode_results").Where(e => e.Number("show_id") is not null && e.Count("season_number") is not null && e.Count("episode_number") is not null)
                .Select(e => new TmdbFoundEpisode(e.Number("show_id")!.Value, e.Count("season_number")!.Value, e.Count("episode_number")!.Value, e.Number("id") ?? 0))],
            [.. json.List("person_results").Select(p => p.Number("id")).OfType<long>()]), cancel);

    /// <summary>The titles that changed between two days, both included; asked in windows of fourteen days, which is TMDB's longest.</summary>
    public async Task<IReadOnlyCollection<long>> ChangesAsync(TmdbKind kind, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var changed = new HashSet<long>();
        for (var start = from; start <= to; start = start.AddDays(MostDaysOfChanges))
        {
            var end = start.AddDays(MostDaysOfChanges - 1) is var last && last < to ? last : to;
            for (var (page, pages) = (1, 1); page <= pages; page++)
            {
                var answer = await ReadAsync($"{Name(kind)}/changes?start_date={Day(start)}&end_date={Day(end)}&page={Id(page)}", TimeSpan.Zero, json => (
                    Ids: json.List("results").Select(r => r.Number("id")).OfType<long>().ToList(), Pages: json.Count("total_pages") ?? 1), cancel);
                if (answer is null)
                    break;
                // Changes must be news: an old list would hide what it does not know.
                if (answer.IsStale)
                    throw new ProviderFailure(Provider, FailureKind.Unavailable, $"{Provider} does not say what changed.");
                changed.UnionWith(answer.Value.Ids);
                pages = Math.Min(answer.Value.Pages, MostPages);
            }
        }

        return changed;
    }

    public void Dispose() => _calls.Dispose();

    /// <summary>Seasons that do not exist are left out of the answer without a word: those are asked for one by one, to be sure.</summary>
    async Task<List<TmdbSeason>> SeasonsAsync(long id, IReadOnlyCollection<TmdbSeason> wanted, DateTimeOffset? newerThan, CancellationToken cancel)
    {
        var parts = string.Join(',', wanted.Select(season => $"season/{Id(season.Number)}"));
        var answer = await ReadAsync($"tv/{Id(id)}?language={_language}&append_to_response={parts}", AsDetails, json =>
            wanted.Select(season => json.Member($"season/{Id(season.Number)}") is { } part ? TmdbTitles.Season(part) : null).OfType<TmdbSeason>().ToDictionary(season => season.Number), cancel, newerThan);
        var seasons = new List<TmdbSeason>();
        foreach (var season in wanted)
            seasons.Add(answer?.Value.GetValueOrDefault(season.Number) ?? (await SeasonAsync(id, season.Number, cancel))?.Value ?? season);
        return seasons;
    }

    async Task<Answer<TmdbPage<TmdbListed>>?> PageAsync(string path, int page, TimeSpan lifetime, TmdbKind? kind, CancellationToken cancel)
    {
        page = Math.Clamp(page, 1, MostPages);
        return await ReadAsync($"{path}&page={Id(page)}", lifetime, json => new TmdbPage<TmdbListed>(
            [.. json.List("results").Select(r => TmdbTitles.Listed(r, kind)).OfType<TmdbListed>()],
            page, Math.Min(json.Count("total_pages") ?? 1, MostPages), json.Number("total_results") ?? 0), cancel);
    }

    async Task<Answer<T>?> ReadAsync<T>(string path, TimeSpan lifetime, Func<JsonElement, T> read, CancellationToken cancel, DateTimeOffset? newerThan = null)
    {
        if (await _calls.GetAsync(path, lifetime, cancel, newerThan) is not { } answer)
            return null;
        using var json = JsonDocument.Parse(answer.Value);
        try
        {
            return answer.With(read(json.RootElement));
        }
        catch (JsonException e)
        {
            throw new ProviderFailure(Provider, FailureKind.Malformed, $"{Provider} sent an answer without the parts that make it one.", e);
        }
    }

    static Verdict Judge(RawAnswer answer) => answer.Status switch
    {
        HttpStatusCode.OK => Verdict.Fine,
        HttpStatusCode.NotModified => Verdict.Unchanged,
        HttpStatusCode.NotFound => Verdict.Missing,
        HttpStatusCode.TooManyRequests => Verdict.SlowDown,
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Verdict.KeyRefused,
        HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => Verdict.TryAgain,
        _ => Verdict.Refused,
    };

    static string Name(TmdbKind kind) => kind == TmdbKind.Show ? "tv" : "movie";

    static string Id(long number) => number.ToString(CultureInfo.InvariantCulture);

    static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
