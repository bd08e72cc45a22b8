using System.Globalization;
using Marquee.Features.Search.Narrowing;
using Marquee.Ui.Components;

namespace Marquee.Features.Search;

/// <summary>Facets as the form shows them, and the addresses of the pages they lead to.</summary>
static class FacetWords
{
    static readonly Dictionary<SearchOrder, string> OrderWords = new()
    {
        [SearchOrder.Relevance] = "Best answer first",
        [SearchOrder.Popular] = "Best known first",
        [SearchOrder.Newest] = "Newest first",
        [SearchOrder.Oldest] = "Oldest first",
        [SearchOrder.Title] = "By title",
        [SearchOrder.Rating] = "Best rated first",
        [SearchOrder.Shortest] = "Shortest first",
        [SearchOrder.Longest] = "Longest first",
    };

    /// <summary>Facets that have something to choose; the long ones folded as long as nothing of them is chosen.</summary>
    public static IReadOnlyList<FacetView> Of(IReadOnlyList<FacetAnswer> counted, SearchFilter filter) =>
    [
        .. counted.Where(facet => facet.Choices.Count > 0).Select(facet => new FacetView(
            facet.Name, facet.Label, [.. facet.Choices.Select(c => new FacetOption(c.Value, c.Label, c.Count))],
            filter.Chosen().FirstOrDefault(chosen => chosen.Name == facet.Name).Value)
        {
            Folded = facet.Name is not ("kind" or "genre" or "decade"),
        }),
    ];

    /// <summary>The orders there are to choose from; the best answer only where there is a question.</summary>
    public static IEnumerable<(SearchOrder Order, string Words)> Orders(bool isSearch) =>
        OrderWords.Where(order => isSearch || order.Key != SearchOrder.Relevance).Select(order => (order.Key, order.Value));

    public static string Name(SearchOrder order) => order.ToString().ToLowerInvariant();

    /// <summary>The search page's address with what is given.</summary>
    public static string Address(string? text, SearchFilter filter, SearchOrder? order, string? after = null, string? except = null)
    {
        IEnumerable<(string Name, string Value)> parts = filter.Chosen().Where(chosen => chosen.Name != except);
        if (text is not null) parts = parts.Prepend(("q", text));
        if (order is { } chosenOrder) parts = parts.Append(("sort", Name(chosenOrder)));
        if (after is not null) parts = parts.Append(("after", after));
        var query = string.Join('&', parts.Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value)}"));
        return query == "" ? "/search" : "/search?" + query;
    }

    public static string Words(FacetView facet) => facet.Choices.FirstOrDefault(c => c.Value == facet.Chosen)?.Words ?? facet.Chosen ?? "";

    public static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
