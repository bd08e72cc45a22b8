namespace Marquee.Importers.Matching;

/// <summary>Which title of the catalogue an imported item is, and why that is so.</summary>
/// <param name="Candidates">The one title when matched; the possible ones, best known first, when unsure; none when unmatched.</param>
/// <param name="Reason">A sentence for the person.</param>
public sealed record TitleMatch(MatchOutcome Outcome, IReadOnlyList<CatalogueTitle> Candidates, string Reason)
{
    /// <summary>What the match rests on: a provider's key such as <c>imdb</c>, or <c>name</c>.</summary>
    public string MatchedBy { get; init; } = "name";

    /// <summary>The title when matched, otherwise <see langword="null"/>.</summary>
    public CatalogueTitle? Title => Outcome == MatchOutcome.Matched ? Candidates[0] : null;
}

public enum MatchOutcome
{
    Unmatched,
    Unsure,
    Matched,
}
