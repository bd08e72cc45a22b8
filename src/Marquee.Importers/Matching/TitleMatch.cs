namespace Marquee.Importers.Matching;

/// <summary>Which title of the catalogue an imported item is, and why that is so.</summary>
/// <param name="Candidates">The one title when matched; the possible ones, best known first, when unsure; none when unmatched.</param>
/// <param name="Reason">A sentence for the person.</param>
public sealed record TitleMatch(MatchOutcome Outcome, IReadOnlyList<CatalogueTitle> Candidates, string Reason)
{
    /// <summary>What the match rests on: a provider's key such as <c>imdb</c>, or <c>name</c>.</summary>
    public string MatchedBy { get; init; } = "name";

    /// <summary>
    /// How sure each candidate is, from 0 to 1, in their order. 1 is an outside id; a name and a year reach 0.97 and less the more they differ;
    /// runtime and people add or take a little, and several that fit share what one would have.
    /// </summary>
    public IReadOnlyList<double> Scores { get; init; } = [];

    /// <summary>How sure the first candidate is; 0 when there is none.</summary>
    public double Score => Scores.Count > 0 ? Scores[0] : 0;

    /// <summary>The title when matched, otherwise <see langword="null"/>.</summary>
    public CatalogueTitle? Title => Outcome == MatchOutcome.Matched ? Candidates[0] : null;
}

public enum MatchOutcome
{
    Unmatched,
    Unsure,
    Matched,
}
