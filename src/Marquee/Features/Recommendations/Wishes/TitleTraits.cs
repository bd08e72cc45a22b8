using Marquee.Data;
using Marquee.Engine.Data;
using Marquee.Engine.Ranking;
using Marquee.Features.Recommendations.Learning;

namespace Marquee.Features.Recommendations.Wishes;

/// <summary>What lists are ordered and filtered by, for every item of the models: loaded once, not for every request.</summary>
/// <param name="Minutes">The running time; NaN when it is not known.</param>
/// <param name="Years">The year of release; 0 when it is not known.</param>
/// <param name="Certifications">The certification, if any.</param>
/// <param name="GenreNames">Every genre by its number.</param>
/// <param name="Genres">The genres of each item.</param>
sealed record TitleTraits(float[] Minutes, int[] Years, string?[] Certifications, IReadOnlyList<string> GenreNames, ItemKinds Genres);

/// <summary>Reads the traits of the catalogue, and reads them again after some minutes, for the catalogue grows while models stay.</summary>
sealed class LoadTraits(Database database, RecommendationCache cache, TimeProvider clock)
{
    static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    sealed record Row(long Id, int? Runtime, int? Year, string? Certification);

    sealed record Genre(long TitleId, string Name);

    public Task<TitleTraits> OfAsync(LoadedModels loaded) =>
        cache.GetAsync(("traits", loaded.Version, clock.GetUtcNow().Ticks / Fresh.Ticks), () => ReadAsync(loaded.Blend.Items));

    async Task<TitleTraits> ReadAsync(IdMap items)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        await using var answer = await connection.QueryManyAsync(
            """
            select id, runtime, year, certification from titles;
            select tg.title_id, g.name from title_genres tg join genres g on g.id = tg.genre_id;
            """, null, CancellationToken.None);
        var (minutes, years, certifications) = (new float[items.Count], new int[items.Count], new string?[items.Count]);
        Array.Fill(minutes, float.NaN);
        foreach (var row in await answer.ReadAsync<Row>())
            if (items.IndexOf(row.Id) is >= 0 and var item)
                (minutes[item], years[item], certifications[item]) = (row.Runtime ?? float.NaN, row.Year ?? 0, row.Certification);

        var genres = (await answer.ReadAsync<Genre>()).ToList();
        var names = genres.Select(genre => genre.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        var numbers = names.Index().ToDictionary(name => name.Item, name => name.Index);
        var ofTitle = genres.ToLookup(genre => genre.TitleId, genre => numbers[genre.Name]);
        return new TitleTraits(minutes, years, certifications, names, new ItemKinds(names.Count, [.. items.Ids.ToArray().Select(id => (IReadOnlyList<int>)[.. ofTitle[id]])]));
    }
}
