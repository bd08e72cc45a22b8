using System.Globalization;
using System.Numerics;
using Marquee.Features.Catalogue;
using Marquee.Features.Search.Shelf;

namespace Marquee.Features.Search.Narrowing;

/// <summary>One choice of a facet, what people call it, and how many titles it would leave.</summary>
sealed record FacetChoice(string Value, string Label, int Count);

/// <summary>A facet with its choices.</summary>
/// <param name="Name">The name of its field in an address.</param>
/// <param name="Label">What people call it.</param>
sealed record FacetAnswer(string Name, string Label, IReadOnlyList<FacetChoice> Choices);

/// <summary>
/// Counts what each choice would leave, in one pass over the titles found: a facet is counted under the others' choices, so that a
/// count says what choosing it would show.
/// </summary>
sealed class FacetCounts(ShelfWords words, ShelfFilter filter)
{
    const int MostChoices = 24, FirstDecade = 187, Decades = 40;

    static readonly double[] Ratings = [9, 8, 7, 6, 5];
    static readonly (Span Minutes, string Label)[] Runtimes =
    [
        (new Span(1, 60), "An hour at most"), (new Span(61, 90), "Up to 90 minutes"), (new Span(91, 120), "90 minutes to two hours"),
        (new Span(121, 150), "Two to two and a half"), (new Span(151, int.MaxValue), "Longer"),
    ];

    readonly int[] _kinds = new int[2], _decades = new int[Decades], _ratings = new int[Ratings.Length], _runtimes = new int[Runtimes.Length];
    readonly int[] _genres = new int[words.Genres.Count], _languages = new int[words.Languages.Count], _certifications = new int[words.Certifications.Count];
    readonly Dictionary<long, int> _services = [];

    /// <summary>Counts the title; true when it passes the whole filter.</summary>
    public bool Count(ShelvedTitle title)
    {
        var failing = filter.Failing(title);
        // Left out by two facets, it is none's to count.
        if (failing != Facet.None && !BitOperations.IsPow2((int)failing))
            return false;
        if (Open(Facet.Kind)) _kinds[title.IsShow ? 1 : 0]++;
        if (Open(Facet.Genre))
            foreach (var genre in title.Genres) _genres[genre]++;
        if (Open(Facet.Decade) && title.Year > 0) _decades[Math.Clamp((title.Year / 10) - FirstDecade, 0, Decades - 1)]++;
        if (Open(Facet.Rating))
            for (var i = 0; i < Ratings.Length; i++)
                if (title.Rating >= Ratings[i]) _ratings[i]++;
        if (Open(Facet.Runtime) && title.Runtime > 0)
            for (var i = 0; i < Runtimes.Length; i++)
                if (Runtimes[i].Minutes.Holds(title.Runtime)) _runtimes[i]++;
        if (Open(Facet.Language)) _languages[title.Language]++;
        if (Open(Facet.Certification)) _certifications[title.Certification]++;
        if (Open(Facet.Service))
            foreach (var code in title.Services)
                if (ServiceCode.IsIn(code, filter.Region))
                    _services[ServiceCode.Service(code)] = _services.GetValueOrDefault(ServiceCode.Service(code)) + 1;
        return failing == Facet.None;

        bool Open(Facet facet) => failing == Facet.None || failing == facet;
    }

    public IReadOnlyList<FacetAnswer> Answer() =>
    [
        new("kind", "Type", [.. Choices([new("film", "Films", _kinds[0]), new("show", "Series", _kinds[1])])]),
        new("genre", "Genre", Words(_genres, words.Genres, name => name)),
        new("decade", "Decade", [.. Choices(_decades.Select((count, i) => (count, year: Text((i + FirstDecade) * 10))).Reverse().Select(d => new FacetChoice(d.year, d.year + "s", d.count)))]),
        new("rating", "Rating", [.. Choices(_ratings.Select((count, i) => new FacetChoice(Text(Ratings[i]), $"{Text(Ratings[i] / 2)} stars and more", count)))]),
        new("runtime", "Length", [.. Choices(_runtimes.Select((count, i) => new FacetChoice(Runtimes[i].Minutes.ToString(), Runtimes[i].Label, count)))]),
        new("language", "Language", Words(_languages, words.Languages, TitleWords.Language)),
        new("certification", "Certificate", Words(_certifications, words.Certifications, name => name)),
        new("service", "Streaming on", [.. _services.OrderByDescending(s => s.Value).ThenBy(s => s.Key).Take(MostChoices)
            .Select(s => new FacetChoice(Text(s.Key), words.Services.GetValueOrDefault(s.Key, Text(s.Key)), s.Value))]),
    ];

    static List<FacetChoice> Words(int[] counts, Codes words, Func<string, string> label) =>
    [
        .. counts.Select((count, code) => (count, code)).Where(pair => pair.count > 0 && pair.code > 0)
            .OrderByDescending(pair => pair.count).ThenBy(pair => words.Word(pair.code), StringComparer.Ordinal).Take(MostChoices)
            .Select(pair => new FacetChoice(words.Word(pair.code), label(words.Word(pair.code)), pair.count)),
    ];

    static IEnumerable<FacetChoice> Choices(IEnumerable<FacetChoice> choices) => choices.Where(choice => choice.Count > 0);

    static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
