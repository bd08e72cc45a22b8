using System.Globalization;
using Marquee.Features.Catalogue;
using Marquee.Features.Catalogue.Browsing;
using Marquee.Ui.Components;

namespace Marquee.Features.Search;

/// <summary>Facets as the form of the browse page names them.</summary>
static class FacetWords
{
    public static IReadOnlyList<FacetView> Of(Facets counted, Narrowing narrowing) =>
    [
        new FacetView("kind", "Type", [.. counted.Kinds.Select(c => new FacetOption(c.Value, c.Value == TitleKind.Show ? "Series" : "Films", c.Count))], narrowing.Kind),
        new FacetView("genre", "Genre", [.. counted.Genres.Select(c => new FacetOption(c.Value, c.Value, c.Count))], narrowing.Genre),
        new FacetView("decade", "Decade", [.. counted.Decades.Select(c => new FacetOption(c.Value, c.Value + "s", c.Count))], Decade(narrowing)),
    ];

    /// <summary>What is chosen, by the name of its field.</summary>
    public static IEnumerable<(string Name, string Value)> Chosen(Narrowing narrowing)
    {
        if (narrowing.Kind is { } kind) yield return ("kind", kind);
        if (narrowing.Genre is { } genre) yield return ("genre", genre);
        if (Decade(narrowing) is { } decade) yield return ("decade", decade);
    }

    static string? Decade(Narrowing narrowing) => narrowing.Decade?.ToString(CultureInfo.InvariantCulture);
}
