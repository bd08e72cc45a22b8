using System.Diagnostics;
using System.Globalization;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Catalogue.Sample;
using Marquee.Features.Catalogue.Writing;
using Marquee.Features.Search;
using Marquee.Features.Search.Narrowing;
using Marquee.Platform;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marquee.Web.Bench;

/// <summary>
/// How long a search takes in a catalogue of any size: the sample, and invented titles made of the sample's words, one word in six
/// bent into a new one. Typed are the beginnings, letter by letter, of the best-known titles, each also with a slip of the finger.
/// </summary>
static class SearchTimes
{
    static readonly string[] Genres = ["Drama", "Comedy", "Crime", "Action", "Horror", "Romance", "Sci-Fi", "Western", "Documentary"];
    static readonly string[] Languages = ["en", "en", "en", "fr", "de", "ja", "es", "it"];
    static readonly string[] Certificates = ["G", "PG", "PG-13", "R", "TV-MA"];

    const int Seed = 42, BestKnown = 60, Slowest = 5;

    public static async Task PrintAsync(int titles, string? connection)
    {
        var folder = Directory.CreateTempSubdirectory("marquee-bench-");
        try
        {
            await using var database = await Database.ConnectAsync(connection ?? Path.Combine(folder.FullName, "marquee.db"));
            await using var services = await FillAsync(database, titles);
            var search = services.GetRequiredService<SearchTitles>();
            var typed = await TypedAsync(database);
            await MeasureAsync(search, typed);
            var times = await MeasureAsync(search, typed);
            Print(database, titles, times);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task<ServiceProvider> FillAsync(Database database, int titles)
    {
        var services = new ServiceCollection().AddSingleton(database).AddSingleton(TimeProvider.System)
            .AddSingleton(new MarqueeSettings("", "", "", WithSample: true) { TmdbKey = null, OmdbKey = null }).AddCatalogue().AddSearch().BuildServiceProvider();
        await new Migrator(database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(default);
        await services.GetRequiredService<LoadSample>().HandleAsync(MarqueeSettings.SamplesFolder, new Progress<LoadProgress>(), default);
        var (words, people, stories, known) = await VocabularyAsync(database);
        var random = new Random(Seed);
        var drafts = Enumerable.Range(0, Math.Max(titles - known, 0)).Select(n => Invent(n, words, people, stories, random)).ToList();
        await database.WriteAsync(async writing =>
        {
            await services.GetRequiredService<WriteTitles>().HandleAsync(writing, drafts, KnownTitle.Keep, default);
            await writing.ExecuteAsync("update titles set popularity = (id % 997) / 10.0 where popularity = 0", null, default);
            await writing.ExecuteAsync(database.Dialect.Analyze, null, default);
        });
        return services;
    }

    static async Task<(string[] Words, string[] People, string[] Stories, int Titles)> VocabularyAsync(Database database)
    {
        await using var reading = await database.OpenAsync();
        var titles = await reading.QueryAsync<string>("select title from titles", null, default);
        var people = await reading.QueryAsync<string>("select name from people", null, default);
        var stories = await reading.QueryAsync<string>("select overview from titles where overview is not null", null, default);
        return ([.. titles.SelectMany(title => title.Split(' ', StringSplitOptions.RemoveEmptyEntries))], [.. people], [.. stories], titles.Count);
    }

    static TitleDraft Invent(int number, string[] words, string[] people, string[] stories, Random random) => new()
    {
        Kind = number % 4 == 0 ? TitleKind.Show : TitleKind.Film,
        Title = string.Join(' ', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Bend(words[random.Next(words.Length)], random))),
        Year = random.Next(1920, 2027),
        Overview = stories[random.Next(stories.Length)],
        Genres = [Genres[random.Next(Genres.Length)], Genres[random.Next(Genres.Length)]],
        Language = Languages[random.Next(Languages.Length)],
        Certification = Certificates[random.Next(Certificates.Length)],
        Runtime = random.Next(40, 200),
        Directors = [people[random.Next(people.Length)]],
        Cast = [.. Enumerable.Range(0, 4).Select(_ => people[random.Next(people.Length)])],
        ExternalIds = [new ExternalId("bench", number.ToString(CultureInfo.InvariantCulture))],
    };

    static string Bend(string word, Random random) => random.Next(6) == 0 ? $"{word}{"aeiou"[random.Next(5)]}{"nrst"[random.Next(4)]}" : word;

    static async Task<List<string>> TypedAsync(Database database)
    {
        await using var reading = await database.OpenAsync();
        var titles = await reading.QueryAsync<string>("select title from titles order by vote_count desc, id limit @BestKnown", new { BestKnown }, default);
        var random = new Random(Seed);
        return [.. titles.Concat(titles.Select(title => Slip(title, random))).SelectMany(title => Enumerable.Range(1, title.Length).Select(length => title[..length])).Distinct()];
    }

    /// <summary>Two neighbouring letters exchanged.</summary>
    static string Slip(string title, Random random)
    {
        var at = random.Next(Math.Max(title.Length - 1, 1));
        return title.Length < 2 ? title : $"{title[..at]}{title[at + 1]}{title[at]}{title[(at + 2)..]}";
    }

    static async Task<List<(double Milliseconds, string Text)>> MeasureAsync(SearchTitles search, List<string> typed)
    {
        var times = new List<(double, string)>();
        foreach (var text in typed)
        {
            var started = Stopwatch.GetTimestamp();
            await search.HandleAsync(new SearchRequest(text, new SearchFilter(), SearchOrder.Relevance, 24), default);
            times.Add((Stopwatch.GetElapsedTime(started).TotalMilliseconds, text));
        }

        times.Sort();
        return times;
    }

    static void Print(Database database, int titles, List<(double Milliseconds, string Text)> times)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{database.Dialect}, {titles:N0} titles, {times.Count:N0} searches one after another, letter by letter, half with a slip:"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"median {times[times.Count / 2].Milliseconds:0.0} ms, p95 {times[times.Count * 95 / 100].Milliseconds:0.0} ms, p99 {times[times.Count * 99 / 100].Milliseconds:0.0} ms"));
        Console.WriteLine($"slowest: {string.Join(", ", times[^Slowest..].Select(time => string.Create(CultureInfo.InvariantCulture, $"'{time.Text}' {time.Milliseconds:0.0} ms")))}");
    }
}
