using System.Globalization;

namespace Marquee.Features.Catalogue.Browsing;

/// <summary>What the catalogue is narrowed to.</summary>
/// <param name="Kind"><c>film</c> or <c>show</c>; null for both.</param>
/// <param name="Genre">A genre by name.</param>
/// <param name="Decade">1990 for the nineties.</param>
sealed record Narrowing(string? Kind = null, string? Genre = null, int? Decade = null)
{
    /// <summary>Takes what an address says; what makes no sense narrows nothing.</summary>
    public static Narrowing Of(string? kind, string? genre, string? decade) => new(
        kind is TitleKind.Film or TitleKind.Show ? kind : null,
        string.IsNullOrWhiteSpace(genre) ? null : genre,
        int.TryParse(decade, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year % 10 == 0 ? year : null);

    public bool IsNone => this == new Narrowing();

    /// <summary>The condition on <c>titles t</c>. Its parameters have the names of the members.</summary>
    public string Sql => string.Join(" and ", new[]
    {
        "1 = 1",
        Kind is null ? "" : "t.kind = @Kind",
        Genre is null ? "" : "exists (select 1 from title_genres tg join genres g on g.id = tg.genre_id where tg.title_id = t.id and g.name = @Genre)",
        Decade is null ? "" : "t.year >= @Decade and t.year < @Decade + 10",
    }.Where(condition => condition != ""));
}
