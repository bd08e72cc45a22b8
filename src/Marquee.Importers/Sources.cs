using Marquee.Importers.Imdb;
using Marquee.Importers.Letterboxd;
using Marquee.Importers.MovieLens;

namespace Marquee.Importers;

/// <summary>Every source that can be read, asked in this order.</summary>
internal static class Sources
{
    public static IReadOnlyList<ISource> All { get; } = [new LetterboxdSource(), new ImdbSource(), new MovieLensSource()];

    /// <summary>The sources' names in a sentence: "Letterboxd, IMDb or MovieLens".</summary>
    public static string Names =>
        string.Join(", ", All.SkipLast(1).Select(source => source.Name)) + " or " + All[^1].Name;
}
