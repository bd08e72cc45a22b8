using System.Globalization;
using Marquee.Ui.Components;

namespace Marquee.Features.Catalogue;

/// <summary>Titles as cards show them.</summary>
static class TitleCardViews
{
    /// <summary>The card of a title, with year and leading genre as its few words.</summary>
    public static FilmView View(this TitleCard card) => new(card.Id.ToString(), card.Title, card.Year) { Note = YearAndGenre(card), Picture = card.Poster, Blur = card.Blur };

    static string YearAndGenre(TitleCard card)
    {
        var genre = card.Kind == TitleKind.Show ? "Series" : PosterSubjects.Leading(card.Genres);
        return string.Join(" · ", new[] { card.Year?.ToString(CultureInfo.InvariantCulture), genre }.Where(part => !string.IsNullOrEmpty(part)));
    }
}
