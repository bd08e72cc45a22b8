using Marquee.Data;

namespace Marquee.Features.Recommendations.Rows;

/// <summary>A row of the home page before its titles are named.</summary>
/// <param name="Heading">What it is called; <c>{0}</c> stands for the name of <paramref name="About"/>.</param>
/// <param name="Kind">What kind of reason holds it together.</param>
/// <param name="Note">A few words beside the heading.</param>
/// <param name="Titles">The titles, best first.</param>
/// <param name="About">The title that the row is about, if one.</param>
sealed record RowDraft(string Heading, ReasonKind Kind, string? Note, IReadOnlyList<RankedTitle> Titles, TitleId? About = null);
