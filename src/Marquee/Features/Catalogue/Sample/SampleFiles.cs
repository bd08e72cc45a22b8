using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Marquee.Features.Catalogue.Sample;

/// <summary>The built-in catalogue and population: films and ratings of MovieLens with our facts and loglines, and eighteen shows.</summary>
sealed record SampleFiles(string Folder)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.AllowReadingFromString };

    public string MovieLensFolder => Path.Combine(Folder, "movielens-small");

    string DetailsFile => Path.Combine(MovieLensFolder, "details.jsonl");

    string ShowsFile => Path.Combine(Folder, "shows-small", "shows.jsonl");

    /// <summary>Changes when a byte of the samples changes. About 10 ms.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in (string[])["movies.csv", "links.csv", "ratings.csv", "details.jsonl"])
            hash.AppendData(File.ReadAllBytes(Path.Combine(MovieLensFolder, file)));
        hash.AppendData(File.ReadAllBytes(ShowsFile));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Facts by MovieLens' number of the film.</summary>
    public Dictionary<long, FilmDetails> Details() => ReadLines<FilmDetails>(DetailsFile).ToDictionary(film => film.MovieId);

    public IEnumerable<SampleShow> Shows() => ReadLines<SampleShow>(ShowsFile);

    static IEnumerable<T> ReadLines<T>(string file) =>
        File.ReadLines(file).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<T>(line, Json)!);
}

/// <summary>A line of details.jsonl; a key without a value is left out there.</summary>
sealed record FilmDetails(
    long MovieId,
    string Title,
    int? Year,
    string? Logline,
    string[]? Directors,
    string[]? Cast,
    string[]? Keywords,
    int? RuntimeMinutes,
    string? Certification,
    string[]? Countries,
    string? Language);

/// <summary>A line of shows.jsonl.</summary>
sealed record SampleShow(
    string Title,
    int Year,
    int? EndYear,
    string? Status,
    Dictionary<string, JsonElement> ExternalIds,
    string? Logline,
    string[]? Genres,
    string[]? Creators,
    string[]? Cast,
    string[]? Keywords,
    string? Certification,
    string[]? Countries,
    string? Language,
    int? EpisodeRuntimeMinutes,
    SampleSeason[] Seasons);

sealed record SampleSeason(int Number, DateOnly? AirDate, SampleEpisode[] Episodes);

sealed record SampleEpisode(int Number, string Title, DateOnly? AirDate, int? RuntimeMinutes);
