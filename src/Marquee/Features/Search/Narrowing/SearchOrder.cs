using System.Globalization;
using Marquee.Features.Search.Shelf;

namespace Marquee.Features.Search.Narrowing;

/// <summary>How titles found are ordered.</summary>
enum SearchOrder
{
    /// <summary>The best answer first; without words, the most popular.</summary>
    Relevance,
    Popular,
    Newest,
    Oldest,
    Title,
    Rating,
    Shortest,
    Longest,
}

/// <summary>Where a title stands in an order, ascending: by number, by text among equals, and by id so that no two stand in one place.</summary>
readonly record struct Standing(double Rank, string Text, long Id) : IComparable<Standing>
{
    public static Standing Of(ShelvedTitle title, SearchOrder order, double relevance) => order switch
    {
        SearchOrder.Relevance => new(-relevance, "", title.Id),
        SearchOrder.Newest => new(title.Year == 0 ? double.MaxValue : -title.Year, title.SortTitle, title.Id),
        SearchOrder.Oldest => new(title.Year == 0 ? double.MaxValue : title.Year, title.SortTitle, title.Id),
        SearchOrder.Title => new(0, title.SortTitle, title.Id),
        SearchOrder.Rating => new(-title.Esteem, title.SortTitle, title.Id),
        SearchOrder.Shortest => new(title.Runtime == 0 ? double.MaxValue : title.Runtime, title.SortTitle, title.Id),
        SearchOrder.Longest => new(-title.Runtime, title.SortTitle, title.Id),
        _ => new(-title.Popularity, "", title.Id),
    };

    public int CompareTo(Standing other)
    {
        var order = Rank.CompareTo(other.Rank);
        if (order == 0)
            order = string.CompareOrdinal(Text, other.Text);
        return order == 0 ? Id.CompareTo(other.Id) : order;
    }

    /// <summary>As an address carries it.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Rank:R}_{Id}_{Text}");

    /// <summary>A key that is none is the beginning: addresses are edited by hand.</summary>
    public static Standing? Read(string? key) =>
        key?.Split('_', 3) is [var rank, var id, var text]
        && double.TryParse(rank, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsNaN(number)
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var title)
            ? new Standing(number, text, title)
            : null;
}
