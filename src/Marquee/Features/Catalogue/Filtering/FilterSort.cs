namespace Marquee.Features.Catalogue.Filtering;

/// <summary>An order of titles: what a title is ordered by, and which end comes first.</summary>
/// <param name="Name">As it is written: <c>year</c>.</param>
/// <param name="Words">For people.</param>
/// <param name="Sql">Never null, so that a page can begin behind any row.</param>
/// <param name="IsText">Whether it orders by letters.</param>
/// <param name="Descending">Whether the largest comes first when nothing is said.</param>
sealed record FilterOrder(string Name, string Words, string Sql, bool IsText, bool Descending)
{
    public static readonly IReadOnlyList<FilterOrder> All =
    [
        new("recent", "Latest first", "coalesce(tt.active_at, 0)", false, true),
        new("title", "Title", "t.sort_title", true, false),
        new("year", "Year", "coalesce(t.year, 0)", false, true),
        new("rating", "Your rating", "coalesce(r.value, 0)", false, true),
        new("score", "Everyone’s rating", "coalesce(t.vote_average, 0)", false, true),
        new("popularity", "Best known", "t.popularity", false, true),
        new("runtime", "Length", "coalesce(t.runtime, 0)", false, false),
        new("watched", "Last watched", "coalesce(tt.last_watched_at, 0)", false, true),
        new("plays", "Times watched", "coalesce(tt.plays, 0)", false, true),
    ];

    /// <summary>Reads <c>year</c>, <c>year-</c> (largest first) or <c>year+</c>.</summary>
    /// <exception cref="Platform.Errors.Invalid">There is no such order.</exception>
    public static FilterOrder Named(string? written, string usual)
    {
        var text = string.IsNullOrEmpty(written) ? usual : written;
        var order = All.FirstOrDefault(o => o.Name == text.TrimEnd('-', '+'))
            ?? throw FilterText.Wrong($"'sort:' is one of {string.Join(", ", All.Select(o => o.Name))}, with - for the largest first.");
        return text[^1] switch { '-' => order with { Descending = true }, '+' => order with { Descending = false }, _ => order };
    }

    public string By => $"{Sql} {(Descending ? "desc" : "asc")}, t.id";

    /// <summary>The condition that a row comes behind <c>@sort</c>, <c>@sort_id</c>.</summary>
    public string Behind => $"({Sql} {(Descending ? "<" : ">")} @sort or ({Sql} = @sort and t.id > @sort_id))";

    /// <summary>As it is written.</summary>
    public string Written => Name + (Descending ? "-" : "+");
}
