using Marquee.Importers.MovieLens;

namespace Marquee.Importers.Matching;

/// <summary>How well a name stands for its title. Smaller is better.</summary>
internal enum NameRank
{
    /// <summary>The name itself.</summary>
    Own,

    /// <summary>Another name: original, translated, in parentheses.</summary>
    Other,

    /// <summary>What stands before or after a colon or dash: "Star Wars" of "Star Wars: Episode IV - A New Hope".</summary>
    Part,
}

/// <summary>All keys under which a title can be found.</summary>
internal static class TitleNames
{
    // "It", "Us" or "Part 2" after a colon say nothing.
    const int ShortestPart = 4;

    static readonly string[] Separators = [": ", " - ", " – ", " — ", "; "];

    public static IEnumerable<(string Key, NameRank Rank)> Of(string title, IEnumerable<string> others)
    {
        // A name may bring its other names in parentheses; the year is known apart and is no part of it.
        var parsed = MovieLensTitle.Parse(title);
        var natural = Articles.InFront(title);
        yield return (TitleKey.Of(parsed.Title), NameRank.Own);
        if (parsed.Alternatives.Count > 0 || parsed.Year is not null)
            yield return (TitleKey.Of(natural), NameRank.Own);

        foreach (var other in parsed.Alternatives.Concat(others.SelectMany(Names)))
        {
            yield return (TitleKey.Of(other), NameRank.Other);
            yield return (TitleKey.Of($"{parsed.Title} {other}"), NameRank.Other);
        }

        foreach (var part in Parts(parsed.Title))
            if (TitleKey.Of(part) is { Length: >= ShortestPart } key)
                yield return (key, NameRank.Part);
    }

    static IEnumerable<string> Names(string name)
    {
        var parsed = MovieLensTitle.Parse(name);
        return parsed.Alternatives.Prepend(parsed.Title);
    }

    static IEnumerable<string> Parts(string title)
    {
        // "Monty Python's Life of Brian", "Bram Stoker's Dracula": a whole name in front, not the "Schindler's" of "Schindler's List".
        var owner = title.IndexOf("'s ", StringComparison.Ordinal);
        if (owner > 0 && title.AsSpan(0, owner).Contains(' '))
            yield return title[(owner + 3)..];
        foreach (var separator in Separators)
        {
            var first = title.IndexOf(separator, StringComparison.Ordinal);
            if (first <= 0)
                continue;
            yield return title[..first];
            yield return title[(first + separator.Length)..];
        }
    }
}
