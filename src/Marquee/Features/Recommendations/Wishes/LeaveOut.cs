using Marquee.Data;
using Marquee.Engine.Ranking;
using Marquee.Features.Catalogue;
using Marquee.Features.Recommendations.Learning;
using Marquee.Platform.Errors;

namespace Marquee.Features.Recommendations.Wishes;

/// <summary>Which titles a wish or a cap leaves out, as a set of the models' items.</summary>
sealed class LeaveOut(Database database, LoadTraits loadTraits, RecommendationCache cache)
{
    /// <exception cref="Invalid">A genre or a person that nobody knows.</exception>
    public async Task<ItemSet> OfAsync(LoadedModels loaded, string? cap, ListWishes wishes, CancellationToken cancel)
    {
        var traits = await loadTraits.OfAsync(loaded);
        var key = string.Join('\u001f', wishes.WithoutPeople.Order(StringComparer.Ordinal));
        var left = Where(traits, cap, wishes);
        return wishes.WithoutPeople.Count == 0 ? left
            : left.Union(await cache.GetAsync(("without", loaded.Version, key), () => OfPeopleAsync(loaded, wishes.WithoutPeople)));
    }

    static ItemSet Where(TitleTraits traits, string? cap, ListWishes wishes)
    {
        var genres = wishes.WithoutGenres.Select(name => traits.GenreNames.Index().Where(genre => genre.Item.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(genre => (int?)genre.Index).FirstOrDefault()
            ?? throw new Invalid("genre_unknown", $"There is no genre '{name}' here. There are {string.Join(", ", traits.GenreNames)}.", "without_genre")).ToHashSet();
        if (genres.Count == 0 && string.IsNullOrEmpty(cap) && wishes.MostMinutes is null)
            return ItemSet.Empty(traits.Minutes.Length);
        return ItemSet.Where(traits.Minutes.Length, item =>
            !Certifications.Allows(cap, traits.Certifications[item])
            || (wishes.MostMinutes is { } most && !(traits.Minutes[item] <= most))
            || (genres.Count > 0 && traits.Genres.Of(item).Any(genres.Contains)));
    }

    async Task<ItemSet> OfPeopleAsync(LoadedModels loaded, IReadOnlyList<string> people)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        var titles = new List<long>();
        foreach (var person in people)
        {
            var id = PersonId.TryParse(person, null, out var number) ? number.Value : 0;
            var ids = await connection.QueryAsync<long>($"select id from people where (id = @id or match_key = @key) and {TitleSight.Anybody.AllowsPerson()}",
                new { id, key = TitleKey.Of(person) }, CancellationToken.None);
            if (ids.Count == 0)
                throw new Invalid("person_unknown", $"Nobody here is called '{person}'.", "without_person");
            titles.AddRange(await connection.QueryAsync<long>(
                $"select distinct title_id from credits where {database.Dialect.Among("person_id", "@ids")}", new { ids = IdSet.Of(ids) }, CancellationToken.None));
        }

        return ItemSet.OfIds(loaded.Blend.Items, titles);
    }
}
