using Marquee.Data;
using Marquee.Features.Search.Shelf;

namespace Marquee.Features.Search;

/// <summary>The telling words of a query, and for each what will do in its place.</summary>
sealed class Places
{
    readonly SearchQuery _query;
    readonly KeepWords _words;
    readonly List<int> _telling;
    readonly List<List<Term>> _asTyped;

    public Places(SearchQuery query, KeepWords words)
    {
        (_query, _words) = (query, words);
        _telling = Telling(query);
        _asTyped = [.. query.Words.Select(AsTyped)];
    }

    /// <summary>How many words are worth a look-up.</summary>
    public int Count => _telling.Count;

    public bool IsTelling => Count > 0;

    /// <summary>All telling words as typed, or all with two neighbours written together where that is a word: "star gate" finds Stargate.</summary>
    public string Together(Dialect dialect)
    {
        var ways = new List<IReadOnlyList<IReadOnlyCollection<Term>>> { _telling.ConvertAll(i => _asTyped[i]) };
        for (var i = 0; i + 1 < _asTyped.Count; i++)
        {
            var joined = new Term(_query.Words[i] + _query.Words[i + 1], _query.IsOpen(i + 1));
            if (joined.IsPrefix || _words.Knows(joined.Word))
                ways.Add([[joined], .. _telling.Where(other => other != i && other != i + 1).Select(other => _asTyped[other])]);
        }

        return MatchExpression.OneOf(dialect, ways);
    }

    public string AllAsTyped(Dialect dialect) => MatchExpression.OneOf(dialect, [_telling.ConvertAll(i => _asTyped[i])]);

    /// <summary>What will do in one place; with look-alikes, when nobody knows the word.</summary>
    public string Any(Dialect dialect, int place, bool withLookAlikes) =>
        One(dialect, [.. _asTyped[_telling[place]], .. withLookAlikes && !_words.Knows(Word(place)) ? LookAlikes(place) : []]);

    /// <summary>What a word that exists may have been meant for; null when nothing is like it.</summary>
    public string? LookAlikesOfKnown(Dialect dialect, int place) =>
        _words.Knows(Word(place)) && LookAlikes(place) is { Count: > 0 } terms ? One(dialect, terms) : null;

    static string One(Dialect dialect, List<Term> terms) => MatchExpression.OneOf(dialect, [[terms]]);

    string Word(int place) => _query.Words[_telling[place]];

    List<Term> LookAlikes(int place) => SearchQuery.IsSmall(Word(place))
        ? []
        : [.. _words.LookAlikes(Word(place), _query.IsOpen(_telling[place])).Select(word => new Term(word, _query.IsOpen(_telling[place])))];

    List<Term> AsTyped(string word, int place)
    {
        // Two letters alone are for the namesakes: among all words of all titles they begin every twentieth.
        var isPrefix = _query.IsOpen(place) ? word.Length > 2 || _telling.Any(other => other != place) : word.Length >= 4;
        return [new(word, isPrefix), .. NumberWords.OtherSpellings(word).Select(other => new Term(other, false))];
    }

    /// <summary>The places worth a look-up: small words, words just begun and single letters are in too many titles.</summary>
    static List<int> Telling(SearchQuery query)
    {
        var telling = Enumerable.Range(0, query.Words.Count).Where(i => !SearchQuery.IsSmall(query.Words[i]) && !query.IsJustBegun(i)).ToList();
        var words = telling.Where(i => query.Words[i].Length > 1).ToList();
        return words.Count > 0 ? words : telling;
    }
}
