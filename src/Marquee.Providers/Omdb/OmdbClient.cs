using System.Globalization;
using System.Net;
using System.Text.Json;
using Marquee.Providers.Calls;

namespace Marquee.Providers.Omdb;

/// <summary>How OMDb is reached.</summary>
public sealed class OmdbOptions
{
    public required string Key { get; init; }

    public Uri Address { get; init; } = new("https://www.omdbapi.com/");

    /// <summary>A free key has 1,000 calls a day: there is no hurry.</summary>
    public OutsideOptions Calls { get; init; } = new() { PerSecond = 10 };
}

/// <summary>What OMDb says of a title; what it writes as <c>N/A</c> is null.</summary>
/// <param name="EndYear">Of a show that ended: it writes <c>2013–2020</c>.</param>
/// <param name="ImdbRating">Of ten.</param>
/// <param name="RottenTomatoes">Percent.</param>
public sealed record OmdbTitle(
    string ImdbId, string Title, string? Kind, int? Year, int? EndYear, string? Certification, int? Runtime, string? Plot, string? Awards, string? Poster,
    double? ImdbRating, int? ImdbVotes, int? Metascore, int? RottenTomatoes)
{
    public IReadOnlyList<string> Genres { get; init; } = [];
    public IReadOnlyList<string> Directors { get; init; } = [];
    public IReadOnlyList<string> Actors { get; init; } = [];
    public IReadOnlyList<string> Countries { get; init; } = [];
}

/// <summary>A client of the Open Movie Database, which tells of its errors with status 200.</summary>
public sealed class OmdbClient : IDisposable
{
    public const string Provider = "OMDb";

    static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    readonly OutsideCalls _calls;

    public OmdbClient(OmdbOptions options, IAnswerCache cache, TimeProvider clock, ICallBudget? budget = null, HttpClient? http = null)
    {
        http ??= new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        http.BaseAddress = options.Address;
        http.Timeout = Timeout.InfiniteTimeSpan;
        _calls = new OutsideCalls(Provider, http, cache, budget, options.Calls, clock, Judge, request =>
            request.RequestUri = new Uri($"{request.RequestUri}&apikey={Uri.EscapeDataString(options.Key)}", UriKind.Relative));
    }

    /// <summary>A title by its IMDb id, however that is written; null when OMDb does not know it.</summary>
    public async Task<Answer<OmdbTitle>?> TitleAsync(string imdbId, CancellationToken cancel)
    {
        if (ImdbId.Normalise(imdbId) is not { } id || await _calls.GetAsync($"?i={id}&plot=full", Lifetime, cancel) is not { } answer)
            return null;
        using var json = JsonDocument.Parse(answer.Value);
        return answer.With(Read(json.RootElement, id));
    }

    public void Dispose() => _calls.Dispose();

    static OmdbTitle Read(JsonElement json, string id)
    {
        var years = (Said(json, "Year") ?? "").Split('–', '-');
        return new OmdbTitle(
            ImdbId.Normalise(Said(json, "imdbID")) ?? id, Said(json, "Title") ?? id, Said(json, "Type"), Whole(years[0]), years.Length > 1 ? Whole(years[1]) : null,
            Said(json, "Rated"), Whole(Said(json, "Runtime")?.Split(' ')[0]), Said(json, "Plot"), Said(json, "Awards"), Said(json, "Poster"),
            Figure(Said(json, "imdbRating")), Whole(Said(json, "imdbVotes")), Whole(Said(json, "Metascore")),
            Whole(json.List("Ratings").Where(r => r.Text("Source") == "Rotten Tomatoes").Select(r => r.Text("Value")?.TrimEnd('%')).FirstOrDefault()))
        {
            Genres = Names(json, "Genre"),
            Directors = Names(json, "Director"),
            Actors = Names(json, "Actors"),
            Countries = Names(json, "Country"),
        };
    }

    static string? Said(JsonElement json, string name) => json.Text(name) is { } text && text != "N/A" ? text : null;

    static IReadOnlyList<string> Names(JsonElement json, string name) =>
        Said(json, name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList() ?? [];

    /// <summary>Numbers are texts with commas: "8,574".</summary>
    static int? Whole(string? text) =>
        int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) ? number : null;

    static double? Figure(string? text) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Only the body tells what is wrong: errors come as 200, a bad key and a used-up one both as 401.</summary>
    static Verdict Judge(RawAnswer answer)
    {
        if (answer.Status == HttpStatusCode.NotModified)
            return Verdict.Unchanged;
        if (answer.Status == HttpStatusCode.TooManyRequests)
            return Verdict.SlowDown;
        if (answer.Status >= HttpStatusCode.InternalServerError)
            return Verdict.TryAgain;
        if (Error(answer.Body) is not { } error)
            return answer.Status == HttpStatusCode.OK ? Verdict.Fine : Verdict.Refused;
        return error switch
        {
            _ when error.Contains("limit reached", StringComparison.OrdinalIgnoreCase) => Verdict.QuotaExhausted,
            _ when error.Contains("API key", StringComparison.OrdinalIgnoreCase) => Verdict.KeyRefused,
            _ when error.Contains("Error getting data", StringComparison.OrdinalIgnoreCase) => Verdict.TryAgain,
            _ when error.Contains("not found", StringComparison.OrdinalIgnoreCase) || error.Contains("Incorrect IMDb ID", StringComparison.OrdinalIgnoreCase) => Verdict.Missing,
            _ => Verdict.Refused,
        };
    }

    static string? Error(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.Text("Response") == "False" ? json.RootElement.Text("Error") ?? "Unknown error" : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
