using System.Collections.Frozen;

namespace Marquee.Ui.Posters.Motifs;

/// <summary>Draws one picture into a box of this width and height, its origin top left; the box clips.</summary>
delegate void Motif(Sheet sheet, double width, double height, Inks inks, Draws draws);

/// <summary>The 27 motifs by the names that genres use.</summary>
static class Gallery
{
    static readonly FrozenDictionary<string, Motif> Motifs = new Dictionary<string, Motif>
    {
        ["ridges"] = Landscapes.Ridges,
        ["mesa"] = Landscapes.Mesa,
        ["waves"] = Landscapes.Waves,
        ["road"] = Landscapes.Road,
        ["grid"] = Landscapes.Grid,
        ["blinds"] = Lights.Blinds,
        ["rays"] = Lights.Rays,
        ["beam"] = Lights.Beam,
        ["doorway"] = Lights.Doorway,
        ["slash"] = Lights.Slash,
        ["vertigo"] = Rounds.Vertigo,
        ["target"] = Rounds.Target,
        ["lens"] = Rounds.Lens,
        ["orbit"] = Rounds.Orbit,
        ["vinyl"] = Rounds.Vinyl,
        ["eye"] = Rounds.Eye,
        ["windows"] = Buildings.Windows,
        ["arches"] = Buildings.Arches,
        ["spires"] = Buildings.Spires,
        ["skyline"] = Buildings.Skyline,
        ["stairs"] = Buildings.Stairs,
        ["keyhole"] = Buildings.Keyhole,
        ["chevrons"] = Patterns.Chevrons,
        ["tiles"] = Patterns.Tiles,
        ["halftone"] = Patterns.Halftone,
        ["bars"] = Patterns.Bars,
        ["frames"] = Patterns.Frames,
    }.ToFrozenDictionary();

    public static Motif Named(string name) => Motifs[name];

    public static IEnumerable<string> Names => Motifs.Keys;
}
