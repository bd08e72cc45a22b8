using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Catalogue;

namespace Marquee.Features.Search;

/// <param name="Title">The title found.</param>
/// <param name="Score">How well it answers; comparable within one search only.</param>
sealed record SearchHit(TitleCard Title, double Score);

/// <summary>
/// Finds titles by their names, people and year, as somebody types. First the words as they stand; when no answer convinces,
/// also the words they look like; when still none does, titles that hold some of them.
/// </summary>
sealed class SearchTitles(Database database)
{
    public const int MostHits = 50;

    /// <returns>At most <paramref name="limit"/> titles, best first; none when nothing was typed or nothing is like it.</returns>
    public async Task<IReadOnlyList<SearchHit>> HandleAsync(string? text, int limit, CancellationToken cancel)
    {
        if (SearchQuery.Parse(text) is not { } query)
            return [];
        await using var connection = await database.OpenAsync(cancel);
        var ranked = await RankAsync(connection, query, cancel);
        var best = ranked.Take(Math.Clamp(limit, 1, MostHits)).ToDictionary(hit => hit.Id, hit => hit.Score);
        var cards = await connection.TitleCardsAsync(database.Dialect, best.Keys, cancel);
        return [.. cards.Select(card => new SearchHit(card, Math.Round(best[card.Id], 4)))];
    }

    async Task<IEnumerable<(TitleId Id, double Score)>> RankAsync(DbConnection connection, SearchQuery query, CancellationToken cancel)
    {
        var dialect = database.Dialect;
        var found = new Dictionary<TitleId, (Candidate Candidate, double Text)>();
        var relevance = new Relevance(query);

        Judge(await connection.NamesakesAsync(query.Key, cancel));
        var places = query.Words.Select((word, i) => AsTyped(query, word, i)).ToList();
        var isTelling = Telling(query, places).Count > 0;
        if (isTelling)
            Judge(await connection.CandidatesAsync(dialect, Together(dialect, query, places), cancel));

        if (isTelling && BestText() < Relevance.Convincing)
        {
            for (var i = 0; i < places.Count; i++)
                foreach (var word in await connection.LookAlikesAsync(dialect, query.Words[i], query.IsOpen(i), cancel))
                    places[i].Add(new Term(word, query.IsOpen(i)));
            Judge(await connection.CandidatesAsync(dialect, Together(dialect, query, places), cancel));
        }

        if (BestText() < Relevance.Convincing && LeavingOneOut(query, places) is { Count: > 0 } some)
            Judge(await connection.CandidatesAsync(dialect, MatchExpression.OneOf(dialect, some), cancel));

        var highest = found.Values.Select(f => f.Candidate.Popularity).DefaultIfEmpty().Max();
        return found.Values
            .Where(f => f.Text >= Relevance.Acceptable)
            .Select(f => (f.Candidate.Id, Score: Relevance.Score(f.Candidate, f.Text, highest)))
            .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Id.Value);

        void Judge(IEnumerable<Candidate> candidates)
        {
            foreach (var candidate in candidates)
                if (!found.ContainsKey(candidate.Id))
                    found.Add(candidate.Id, (candidate, relevance.Text(candidate)));
        }

        double BestText() => found.Values.Select(f => f.Text).DefaultIfEmpty().Max();
    }

    static List<Term> AsTyped(SearchQuery query, string word, int place)
    {
        // Two letters alone are for the namesakes: among all words of all titles they begin every twentieth.
        var terms = new List<Term> { new(word, query.IsOpen(place) ? word.Length > 2 || place > 0 : word.Length >= 4) };
        terms.AddRange(NumberWords.OtherSpellings(word).Select(other => new Term(other, false)));
        return terms;
    }

    /// <summary>The places worth a look-up: small words and words just begun are in too many titles.</summary>
    static List<List<Term>> Telling(SearchQuery query, List<List<Term>> places) =>
        [.. places.Where((_, i) => !SearchQuery.IsSmall(query.Words[i]) && !query.IsJustBegun(i))];

    /// <summary>All words, or all with two neighbours written together: "star gate" finds Stargate.</summary>
    static string Together(Dialect dialect, SearchQuery query, List<List<Term>> places)
    {
        var ways = new List<IReadOnlyList<IReadOnlyCollection<Term>>> { Telling(query, places) };
        for (var i = 0; i + 1 < places.Count; i++)
        {
            var joined = new Term(query.Words[i] + query.Words[i + 1], query.IsOpen(i + 1));
            ways.Add([.. places[..i], [joined], .. places[(i + 2)..]]);
        }

        return MatchExpression.OneOf(dialect, ways);
    }

    /// <summary>Every choice of all telling words but one: somebody may have typed a word too many, or one that is past recognition.</summary>
    static List<IReadOnlyList<IReadOnlyCollection<Term>>> LeavingOneOut(SearchQuery query, List<List<Term>> places)
    {
        var telling = Telling(query, places);
        return telling.Count < 2 ? [] : [.. telling.Select((_, left) => (List<List<Term>>)[.. telling[..left], .. telling[(left + 1)..]])];
    }
}
