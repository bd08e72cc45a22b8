using Marquee.Data;

namespace Marquee.Features.Search;

/// <summary>
/// How well a title answers a query, 0 … about 1.1: what is called just so comes first, then what begins so, then what holds the
/// words, in its names before in its people; among equals the popular one. One judge for both databases.
/// </summary>
sealed class Relevance(SearchQuery query)
{
    const double PopularityShare = 0.12;

    // Above it the differences count less and less; a small catalogue's favourites do not pass for everybody's.
    const double LeastHighest = 100;

    readonly string _joined = query.Key.Replace(" ", "", StringComparison.Ordinal);
    readonly WordMatch[] _matches = [.. query.Words.Select((word, i) => new WordMatch(word, query.IsOpen(i)))];

    /// <summary>Below this it is worth looking for words typed wrong.</summary>
    public const double Convincing = 0.72;

    /// <summary>Below this it is not an answer.</summary>
    public const double Acceptable = 0.45;

    /// <summary>Text and popularity together.</summary>
    /// <param name="highest">The highest popularity among the candidates.</param>
    public static double Score(double popularity, double text, double highest) =>
        text + PopularityShare * Math.Log(1 + Math.Max(popularity, 0)) / Math.Log(1 + Math.Max(highest, LeastHighest));

    /// <summary>The text's part of the score, 0 … 1.</summary>
    public double Text(Candidate candidate)
    {
        var inPeople = MatchPeople(candidate.People);
        var best = 0.0;
        var place = 0;
        foreach (var name in candidate.Names.Split('\n'))
        {
            // Another name is nearly as good as the title.
            var score = Named(name, candidate.Year, inPeople) * (place++ == 0 ? 1 : 0.97);
            best = Math.Max(best, score);
        }

        return best;
    }

    double Named(string name, int? year, double[] inPeople)
    {
        var key = TitleKey.Of(name);
        if (key == query.Key)
            return 1;
        if (key.Replace(" ", "", StringComparison.Ordinal) == _joined)
            return 0.98;
        var score = Worded(name.Split(' '), year, inPeople);
        if (query.IsLastOpen && key.StartsWith(query.Key, StringComparison.Ordinal))
        {
            var wholeWords = key[query.Key.Length] == ' ';
            score = Math.Max(score, (wholeWords ? 0.9 : 0.84) + 0.06 * query.Key.Length / key.Length);
        }

        return score;
    }

    /// <summary>Word by word: each finds its best match among the name's words, the people's and the year.</summary>
    double Worded(string[] name, int? year, double[] inPeople)
    {
        double matched = 0, total = 0, toPeople = 0;
        Span<double> used = name.Length <= 64 ? stackalloc double[name.Length] : new double[name.Length];
        for (var i = 0; i < query.Words.Count; i++)
        {
            var weight = query.WeightAt(i);
            var (inName, at) = Best(i, name);
            var asYear = AsYear(query.Words[i], year);
            if (inName >= inPeople[i] && inName >= asYear)
                used[at] = Math.Max(used[at], inName);
            else if (inPeople[i] >= asYear)
                toPeople += weight;
            matched += weight * Math.Max(Math.Max(inName, inPeople[i]), asYear);
            total += weight;
        }

        double covered = 0, whole = 0;
        for (var at = 0; at < name.Length; at++)
        {
            var weight = SearchQuery.Weight(name[at]);
            whole += weight;
            covered += weight * used[at];
        }

        // A name that is covered in full says more than one that has other words too; of people it is enough that they are there.
        var coverage = Math.Max(covered / whole, 0.6 * toPeople / total);
        return matched / total * (0.75 + 0.2 * coverage);
    }

    /// <summary>How well each word of the query names one of the people.</summary>
    double[] MatchPeople(string people)
    {
        var best = new double[query.Words.Count];
        if (people.Length == 0)
            return best;
        foreach (var person in people.Split('\n'))
        {
            var names = person.Split(' ');
            for (var i = 0; i < best.Length; i++)
                best[i] = Math.Max(best[i], 0.93 * Best(i, names).Score);
        }

        return best;
    }

    /// <summary>A year that is one or two off is still a hint.</summary>
    static double AsYear(string word, int? year) =>
        year is not null && SearchQuery.IsYear(word, out var typed) ? Math.Max(0, 1 - 0.4 * Math.Abs(typed - year.Value)) : 0;

    (double Score, int At) Best(int place, string[] among)
    {
        var (best, at) = (0.0, 0);
        for (var i = 0; i < among.Length && best < 1; i++)
        {
            var score = _matches[place].Of(among[i]);
            if (i + 1 < among.Length && WordMatch.IsBothTogether(query.Words[place], among[i], among[i + 1]))
                score = Math.Max(score, 0.97);
            if (score > best)
                (best, at) = (score, i);
        }

        return (best, at);
    }
}
