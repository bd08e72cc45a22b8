using Marquee.Features.Search.Shelf;

namespace Marquee.Features.Search.Narrowing;

/// <summary>A filter in the codes of one shelf.</summary>
sealed class ShelfFilter
{
    readonly SearchFilter _filter;
    readonly int[] _genres;
    readonly int _language, _certification;
    readonly long[]? _services;
    readonly Span? _decade;

    public ShelfFilter(SearchFilter filter, ShelfWords words)
    {
        _filter = filter;
        // A word that no title has is code -1, which no title has either.
        _genres = [.. (filter.Genres ?? []).Select(words.Genres.Find)];
        _language = filter.Language is { } language ? words.Languages.Find(language) : 0;
        _certification = filter.Certification is { } certification ? words.Certifications.Find(certification) : 0;
        Region = words.Regions.Find(filter.Region);
        _services = filter.Services?.Select(service => ServiceCode.Of(Region, service)).ToArray();
        _decade = filter.Decade is { } decade ? new Span(decade, decade + 9) : null;
    }

    /// <summary>The region's code.</summary>
    public int Region { get; }

    /// <summary>The facets by which the title would be left out.</summary>
    public Facet Failing(ShelvedTitle title)
    {
        var failing = Facet.None;
        if (_filter.Kind is { } kind && title.IsShow != (kind == "show")) failing |= Facet.Kind;
        foreach (var genre in _genres)
            if (!title.Genres.Contains(genre)) failing |= Facet.Genre;
        if (_decade?.Holds(title.Year) == false || _filter.Years?.Holds(title.Year) == false) failing |= Facet.Decade;
        if (_filter.LeastRating is { } least && title.Rating < least) failing |= Facet.Rating;
        if (_filter.Minutes is { } minutes && (title.Runtime == 0 || !minutes.Holds(title.Runtime))) failing |= Facet.Runtime;
        if (_language != 0 && title.Language != _language) failing |= Facet.Language;
        if (_certification != 0 && title.Certification != _certification) failing |= Facet.Certification;
        if (_services is not null && !_services.Any(title.Services.Contains)) failing |= Facet.Service;
        if (_filter.Places?.ContainsKey(title.Id) == false) failing |= Facet.Written;
        return failing;
    }
}
