using Marquee.Data;

namespace Marquee.Features.Catalogue.Browsing;

/// <summary>One choice of a facet, and how many titles it would leave.</summary>
sealed record FacetChoice(string Value, int Count);

/// <summary>What the catalogue can be narrowed by, counted.</summary>
sealed record Facets(IReadOnlyList<FacetChoice> Kinds, IReadOnlyList<FacetChoice> Genres, IReadOnlyList<FacetChoice> Decades);

/// <summary>Counts each facet under the other facets' choices, so that a count says what choosing it would show.</summary>
sealed class CountFacets(Database database)
{
    public async Task<Facets> HandleAsync(Narrowing narrowing, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return new Facets(
            await connection.QueryAsync<FacetChoice>(
                $"select t.kind as value, count(*) as count from titles t where {(narrowing with { Kind = null }).Sql} group by t.kind order by t.kind",
                narrowing, cancel),
            await connection.QueryAsync<FacetChoice>(
                $"""
                select named.name as value, count(*) as count
                from titles t join title_genres marked on marked.title_id = t.id join genres named on named.id = marked.genre_id
                where {(narrowing with { Genre = null }).Sql} group by named.name order by count(*) desc, named.name
                """, narrowing, cancel),
            await connection.QueryAsync<FacetChoice>(
                $"""
                select cast(t.year / 10 * 10 as text) as value, count(*) as count from titles t
                where t.year is not null and {(narrowing with { Decade = null }).Sql} group by t.year / 10 order by t.year / 10 desc
                """, narrowing, cancel));
    }
}
