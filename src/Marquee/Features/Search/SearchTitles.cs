using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Catalogue;

namespace Marquee.Features.Search;

/// <param name="Title">The title found.</param>
/// <param name="Score">How well it answers; comparable within one search only.</param>
sealed record SearchHit(TitleCard Title, double Score);

/// <summary>
/// Finds titles by their names, people and year, as somebody types. First the words as they stand; as long as no answer convinces,
/// also what unknown words look like, then titles that hold all words but one, then what known words look like.
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
        var isTelling = TellingPlaces(query).Count > 0;
        if (isTelling)
            Judge(await connection.CandidatesAsync(dialect, Together(dialect, query, places), cancel));

        if (isTelling && BestText() < Relevance.Convincing)
        {
            // A word nobody knows is the likely slip. One that exists may still be another word's ("pulp friction").
            var known = await connection.KnownWordsAsync(dialect, query.Words, cancel);
            if (await AddLookAlikesAsync(word => !known.Contains(word)))
                Judge(await connection.CandidatesAsync(dialect, Together(dialect, query, places), cancel));
            if (BestText() < Relevance.Convincing && LeavingOneOut(query, places) is { Count: > 0 } some)
                Judge(await connection.CandidatesAsync(dialect, MatchExpression.OneOf(dialect, some), cancel));
            if (BestText() < Relevance.Convincing && await AddLookAlikesAsync(known.Contains))
                Judge(await connection.CandidatesAsync(dialect, Together(dialect, query, places), cancel));
        }

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

        async Task<bool> AddLookAlikesAsync(Func<string, bool> isSuspect)
        {
            var added = false;
            for (var i = 0; i < places.Count; i++)
                if (isSuspect(query.Words[i]) && !SearchQuery.IsSmall(query.Words[i]))
                    foreach (var word in await connection.LookAlikesAsync(dialect, query.Words[i], query.IsOpen(i), cancel))
                    {
                        places[i].Add(new Term(word, query.IsOpen(i)));
                        added = true;
                    }

            return added;
        }

        double BestText() => found.Values.Select(f => f.Text).DefaultIfEmpty().Max();
    }

    static List<Term> AsTyped(SearchQuery query, string word, int place)
    {
        // Two letters alone are for the namesakes: among all words of all titles they begin every twentieth.
        var isPrefix = query.IsOpen(place) ? word.Length > 2 || TellingPlaces(query).Any(other => other != place) : word.Length >= 4;
        return [new(word, isPrefix), .. NumberWords.OtherSpellings(word).Select(other => new Term(other, false))];
    }

    /// <summary>The places worth a look-up: small words, words just begun and single letters are in too many titles.</summary>
    static List<int> TellingPlaces(SearchQuery query)
    {
        var telling = Enumerable.Range(0, query.Words.Count).Where(i => !SearchQuery.IsSmall(query.Words[i]) && !query.IsJustBegun(i)).ToList();
        var words = telling.Where(i => query.Words[i].Length > 1).ToList();
        return words.Count > 0 ? words : telling;
    }

    /// <summary>All telling words, or all with two neighbours written together: "star gate" finds Stargate.</summary>
    static string Together(Dialect dialect, SearchQuery query, List<List<Term>> places)
    {
        var telling = TellingPlaces(query);
        var ways = new List<IReadOnlyList<IReadOnlyCollection<Term>>> { telling.ConvertAll(i => places[i]) };
        for (var i = 0; i + 1 < places.Count; i++)
        {
            var joined = new Term(query.Words[i] + query.Words[i + 1], query.IsOpen(i + 1));
            ways.Add([[joined], .. telling.Where(other => other != i && other != i + 1).Select(other => places[other])]);
        }

        return MatchExpression.OneOf(dialect, ways);
    }

    /// <summary>Every choice of all telling words but one: somebody may have typed a word too many, or one that is past recognition.</summary>
    static List<IReadOnlyList<IReadOnlyCollection<Term>>> LeavingOneOut(SearchQuery query, List<List<Term>> places)
    {
        var telling = TellingPlaces(query).ConvertAll(i => places[i]);
        return telling.Count < 2 ? [] : [.. telling.Select((_, left) => (List<List<Term>>)[.. telling[..left], .. telling[(left + 1)..]])];
    }
}
