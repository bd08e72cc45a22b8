using Marquee.Data;

namespace Marquee.Features.Catalogue.Absorbing;

/// <summary>A title that somebody's file names and that the catalogue does not have.</summary>
/// <param name="Kind"><c>film</c> or <c>show</c>.</param>
/// <param name="Ids">What others call it, by provider: imdb, tmdb, tvdb.</param>
sealed record UnknownTitle(string Kind, string Title, string? OriginalTitle, int? Year, IReadOnlyList<(string Provider, string Value)> Ids);

/// <summary>What became of looking for one.</summary>
/// <param name="Title">The title, here now; null when it was not found or not surely.</param>
/// <param name="Score">How sure, 0 to 1: 1 by an id.</param>
/// <param name="Reason">For people.</param>
/// <param name="WasAsked">False when there was no answer or no budget left: it may be asked for again.</param>
sealed record FetchedTitle(TitleId? Title, double Score, string Reason, bool WasAsked);
