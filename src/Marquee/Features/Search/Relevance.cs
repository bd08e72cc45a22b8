namespace Marquee.Features.Search;

/// <summary>
/// How well a title answers a query, 0 … about 1.1: what is called just so comes first, then what begins so, then what holds the
/// words, in its names before in its people; among equals the popular one. One judge for both databases.
/// </summary>
sealed class Relevance(SearchQuery query, double highestPopularity)
{
    const double PopularityShare = 0.12;

    readonly string _joined = query.Key.Replace(" ", "", StringComparison.Ordinal);
    readonly double _logHighest = Math.Log(1 + Math.Max(highestPopularity, 100));

    /// <summary>Below this it is worth looking for words typed wrong.</summary>
    public const double Convincing = 0.72;

    /// <summary>Below this it is not an answer.</summary>
    public const double Acceptable = 0.45;

    public double Score(Candidate candidate, double text) =>
        text + PopularityShare * Math.Log(1 + Math.Max(candidate.Popularity, 0)) / _logHighest;

    /// <summary>The text's part of the score, 0 … 1.</summary>
    public double Text(Candidate candidate)
    {
        var people = candidate.People.Length == 0 ? [] : candidate.People.Split('\n').Select(person => person.Split(' ')).ToArray();
        var best = 0.0;
        var place = 0;
        foreach (var name in candidate.Names.Split('\n'))
        {
            // Another name is nearly as good as the title.
            var score = Named(name, candidate.Year, people) * (place++ == 0 ? 1 : 0.97);
            best = Math.Max(best, score);
        }

        return best;
    }

    double Named(string name, int? year, string[][] people)
    {
        var key = Data.TitleKey.Of(name);
        if (key == query.Key)
            return 1;
        if (key.Replace(" ", "", StringComparison.Ordinal) == _joined)
            return 0.98;
        var words = name.Split(' ');
        var score = Worded(words, year, people);
        if (query.IsLastOpen && key.StartsWith(query.Key, StringComparison.Ordinal))
        {
            var wholeWords = key[query.Key.Length] == ' ';
            score = Math.Max(score, (wholeWords ? 0.9 : 0.84) + 0.06 * query.Key.Length / key.Length);
        }

        return score;
    }

    /// <summary>Word by word: each finds its best match among the name's words, the people's and the year.</summary>
    double Worded(string[] name, int? year, string[][] people)
    {
        double matched = 0, total = 0, inPeople = 0;
        Span<double> used = stackalloc double[Math.Min(name.Length, 64)];
        for (var i = 0; i < query.Words.Count; i++)
        {
            var word = query.Words[i];
            var weight = SearchQuery.Weight(word);
            var (inName, at) = Best(word, name, query.IsOpen(i));
            var person = 0.93 * people.Max(who => Best(word, who, query.IsOpen(i)).Score, orElse: 0);
            var asYear = year is not null && SearchQuery.IsYear(word, out var typed) ? 1 - 0.4 * Math.Min(Math.Abs(typed - year.Value), 3) : 0;
            if (inName >= person && inName >= asYear && at < used.Length)
                used[at] = Math.Max(used[at], inName);
            if (person > inName && person >= asYear)
                inPeople += weight;
            matched += weight * Math.Max(Math.Max(inName, person), asYear);
            total += weight;
        }

        double covered = 0, whole = 0;
        for (var at = 0; at < name.Length; at++)
        {
            var weight = SearchQuery.Weight(name[at]);
            whole += weight;
            covered += at < used.Length ? weight * used[at] : 0;
        }

        // A name that is covered in full says more than one that has other words too; of people it is enough that they are there.
        var coverage = Math.Max(covered / whole, 0.6 * inPeople / total);
        return matched / total * (0.75 + 0.2 * coverage);
    }

    static (double Score, int At) Best(string word, string[] among, bool open)
    {
        var (best, at) = (0.0, 0);
        for (var i = 0; i < among.Length && best < 1; i++)
        {
            var score = Match(word, among[i], open);
            if (i + 1 < among.Length && IsBothTogether(word, among[i], among[i + 1]))
                score = Math.Max(score, 0.97);
            if (score > best)
                (best, at) = (score, i);
        }

        return (best, at);
    }

    static bool IsBothTogether(string word, string one, string next) =>
        word.Length == one.Length + next.Length && word.StartsWith(one, StringComparison.Ordinal) && word.EndsWith(next, StringComparison.Ordinal);

    static double Match(string word, string other, bool open)
    {
        if (word == other)
            return 1;
        if (NumberWords.Same(word, other))
            return 0.98;
        if (word.Length >= 2 && other.StartsWith(word, StringComparison.Ordinal))
            return (open ? 0.9 : 0.85) + 0.08 * word.Length / other.Length;
        var limit = EditDistance.Allowed(word.Length);
        if (limit == 0)
            return 0;
        var distance = EditDistance.Between(word, other, limit);
        if (distance <= limit)
            return Slipped(distance, word.Length, word[0] == other[0]);
        if (!open)
            return 0;
        distance = EditDistance.Between(word, other, limit - 1, goingOn: true);
        return distance <= limit - 1 ? 0.9 * Slipped(distance, word.Length, word[0] == other[0]) : 0;
    }

    /// <summary>One slip in a long word is nothing; two in a short one, or the first letter wrong, may be another word.</summary>
    static double Slipped(int distance, int length, bool sameStart) =>
        (sameStart ? 0.96 : 0.9) - 0.6 * distance * Math.Sqrt(distance) / length;
}

static class MaxOrElse
{
    public static double Max(this string[][] people, Func<string[], double> score, double orElse) => people.Length == 0 ? orElse : people.Max(score);
}
