using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Search.Shelf;

namespace Marquee.Features.Search;

/// <summary>A title that may be meant, with what its relevance is judged by.</summary>
sealed record Candidate(TitleId Id, int? Year, double Popularity, string Names, string People);

static class Candidates
{
    sealed record Row(long TitleId, string Names, string People);

    /// <summary>The documents of titles that the shelf knows; those that are gone meanwhile are left out.</summary>
    public static async Task<IEnumerable<Candidate>> CandidatesAsync(
        this DbConnection connection, Dialect dialect, IReadOnlyCollection<ShelvedTitle> titles, CancellationToken cancel)
    {
        if (titles.Count == 0)
            return [];
        var known = titles.ToDictionary(title => title.Id);
        var rows = await connection.QueryAsync<Row>(
            $"select title_id, names, people from search_documents where {dialect.Among("title_id", "@ids")}", new { ids = IdSet.Of(known.Keys) }, cancel);
        return rows.Select(row => (row, title: known[row.TitleId])).Select(pair => new Candidate(
            new TitleId(pair.row.TitleId), pair.title.Year == 0 ? null : pair.title.Year, pair.title.Popularity, pair.row.Names, pair.row.People));
    }
}
