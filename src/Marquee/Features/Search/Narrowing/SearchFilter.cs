using System.Globalization;
using Marquee.Features.Catalogue;
using Marquee.Platform.Errors;

namespace Marquee.Features.Search.Narrowing;

/// <summary>The facets that a search is narrowed by and counts.</summary>
[Flags]
enum Facet
{
    None = 0,
    Kind = 1,
    Genre = 2,
    Decade = 4,
    Rating = 8,
    Runtime = 16,
    Language = 32,
    Certification = 64,
    Service = 128,
    Written = 256,
}

/// <summary>What a search is narrowed to; nothing by default.</summary>
/// <param name="Kind"><c>film</c> or <c>show</c>.</param>
/// <param name="Genres">By name; a title must have all of them.</param>
/// <param name="Years">Both ends included.</param>
/// <param name="Decade">1990 for the nineties.</param>
/// <param name="LeastRating">Of ten.</param>
/// <param name="Minutes">Both ends included.</param>
/// <param name="Language">ISO 639-1.</param>
/// <param name="Services">By the numbers that TMDB gives them; any of them will do. None at all, when the list is empty.</param>
/// <param name="Region">ISO 3166-1; where services are looked for.</param>
sealed record SearchFilter(
    string? Kind = null, IReadOnlyList<string>? Genres = null, Span? Years = null, int? Decade = null, double? LeastRating = null,
    Span? Minutes = null, string? Language = null, string? Certification = null, IReadOnlyList<long>? Services = null, string Region = SearchFilter.DefaultRegion)
{
    public const string DefaultRegion = "US";

    /// <summary>Whether the services are those of whoever asks.</summary>
    public bool IsMine { get; init; }

    /// <summary>A filter in the grammar of docs/filters.md.</summary>
    public string? Written { get; init; }

    /// <summary>What the written filter leaves, by number, with the place of each.</summary>
    public IReadOnlyDictionary<long, int>? Places { get; init; }

    /// <summary>Whether the written filter says the order, too.</summary>
    public bool IsInPlaces { get; init; }

    public bool IsNone => this == new SearchFilter(Region: Region);

    /// <summary>Takes what an address says; what makes no sense narrows nothing, for addresses are edited by hand.</summary>
    public static SearchFilter Of(IQueryCollection query) => Read(query, (_, _) => { });

    /// <summary>Takes what a program says, and tells it what makes no sense.</summary>
    /// <exception cref="Invalid">A value cannot be read.</exception>
    public static SearchFilter Strict(IQueryCollection query) => Read(query, (field, expected) =>
        throw new Invalid("bad_filter", $"'{query[field]}' is no {field} to narrow by: give {expected}.", field));

    static SearchFilter Read(IQueryCollection query, Action<string, string> refuse)
    {
        return new SearchFilter(
            Value("kind", value => value is TitleKind.Film or TitleKind.Show ? value : null, "film or show"),
            query["genre"].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct().ToList() is { Count: > 0 } genres ? genres : null,
            Value("year", Span.Parse, "a year or two with a hyphen, such as 1990-1999"),
            Value<int?>("decade", value => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year % 10 == 0 ? year : null, "1990 for the nineties"),
            Value<double?>("rating", value => double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var least) && least is >= 0 and <= 10 ? least : null, "the least rating, 0 to 10"),
            Value("runtime", Span.Parse, "minutes, such as 90-120, -90 or 150-"),
            Value("language", value => value.Length is 2 or 3 ? value.ToLowerInvariant() : null, "a code such as en"),
            Value("certification", value => value.Length <= 20 ? value : null, "a certificate such as PG-13"),
            Value("service", Numbers, "a service's number, or mine"),
            Value("region", value => value.Length == 2 && value.All(char.IsAsciiLetter) ? value.ToUpperInvariant() : null, "a country code such as US") ?? DefaultRegion)
        {
            IsMine = query["service"] == "mine",
            Written = query["filter"].FirstOrDefault(value => !string.IsNullOrWhiteSpace(value))?.Trim(),
        };

        static IReadOnlyList<long>? Numbers(string text) => text == "mine" ? []
            : text.Split(',').Select(part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var service) ? service : 0).ToList() is var numbers && !numbers.Contains(0) ? numbers
            : null;

        T? Value<T>(string field, Func<string, T?> read, string expected)
        {
            if (query[field].FirstOrDefault(value => !string.IsNullOrWhiteSpace(value)) is not { } text)
                return default;
            var value = read(text.Trim());
            if (value is null)
                refuse(field, expected);
            return value;
        }
    }

    /// <summary>What is chosen, by the names of its fields.</summary>
    public IEnumerable<(string Name, string Value)> Chosen()
    {
        if (Kind is not null) yield return ("kind", Kind);
        foreach (var genre in Genres ?? []) yield return ("genre", genre);
        if (Years is not null) yield return ("year", Years.ToString());
        if (Decade is { } decade) yield return ("decade", Text(decade));
        if (LeastRating is { } rating) yield return ("rating", Text(rating));
        if (Minutes is not null) yield return ("runtime", Minutes.ToString());
        if (Language is not null) yield return ("language", Language);
        if (Certification is not null) yield return ("certification", Certification);
        if (IsMine) yield return ("service", "mine");
        else if (Services is not null) yield return ("service", string.Join(',', Services));
        if (Written is not null) yield return ("filter", Written);
        if (Region != DefaultRegion) yield return ("region", Region);
    }

    static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    public bool Equals(SearchFilter? other) => other is not null && Chosen().SequenceEqual(other.Chosen());

    public override int GetHashCode() => Chosen().Aggregate(0, HashCode.Combine);
}

/// <summary>From a number to a number, both included; either end may be open.</summary>
sealed record Span(int From, int To)
{
    public bool Holds(int value) => value >= From && value <= To;

    /// <summary><c>90-120</c>, <c>-90</c>, <c>150-</c> or <c>1999</c>; null when it is none of them.</summary>
    public static Span? Parse(string text)
    {
        var parts = text.Split('-');
        return parts switch
        {
            [var one] when Number(one) is { } value => new Span(value, value),
            ["", var to] when Number(to) is { } value => new Span(0, value),
            [var from, ""] when Number(from) is { } value => new Span(value, int.MaxValue),
            [var from, var to] when Number(from) is { } low && Number(to) is { } high && low <= high => new Span(low, high),
            _ => null,
        };

        static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    public override string ToString() => (From, To) switch
    {
        (0, var to) => string.Create(CultureInfo.InvariantCulture, $"-{to}"),
        (var from, int.MaxValue) => string.Create(CultureInfo.InvariantCulture, $"{from}-"),
        var (from, to) when from == to => from.ToString(CultureInfo.InvariantCulture),
        var (from, to) => string.Create(CultureInfo.InvariantCulture, $"{from}-{to}"),
    };
}
