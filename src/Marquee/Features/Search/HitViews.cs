using Marquee.Features.Catalogue;
using Marquee.Ui.Components;

namespace Marquee.Features.Search;

/// <summary>Hits as cards show them.</summary>
static class HitViews
{
    /// <summary>The card with what was typed marked: in the title, or in the name it was found by.</summary>
    public static FilmView View(this SearchHit hit) => hit.Highlight switch
    {
        { In: "title" } found => hit.Title.View() with { MarkedTitle = found.Html },
        { In: "person" or "other_name" } found => hit.Title.View() with { MarkedNote = $"{hit.Title.Year} · {found.Html}" },
        _ => hit.Title.View(),
    };
}
