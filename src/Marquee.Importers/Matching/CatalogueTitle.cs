namespace Marquee.Importers.Matching;

/// <summary>A title of the catalogue, as far as matching needs it.</summary>
/// <param name="Id">The catalogue's own id.</param>
public sealed record CatalogueTitle(long Id, TitleKind Kind, string Title, int? Year)
{
    /// <summary>Other names: original, translated, "also known as". MovieLens' articles behind a comma are understood.</summary>
    public IReadOnlyList<string> Alternatives { get; init; } = [];

    public IReadOnlyList<ExternalId> ExternalIds { get; init; } = [];

    public int? RuntimeMinutes { get; init; }

    /// <summary>Directors or creators.</summary>
    public IReadOnlyList<string> People { get; init; } = [];

    /// <summary>Any measure that grows with how many people know the title. It orders candidates for the eye and never decides.</summary>
    public double Popularity { get; init; }
}
