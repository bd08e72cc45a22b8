using System.Globalization;

namespace Marquee.Ui.Posters;

/// <summary>Addresses of artwork, with a version that changes when title or year do, so that browsers may keep a picture forever.</summary>
static class Artwork
{
    public static string Poster(string id, string title, int? year) => $"/poster/{id}.svg?v={Version(title, year ?? 0)}";

    public static string Still(string id, string title, int? year) => $"/still/{id}.svg?v={Version(title, year ?? 0)}";

    public static string Version(string title, int year) => Seed.Of(title, year).ToString("x8", CultureInfo.InvariantCulture);
}
