using Marquee.Importers.Generic;
using Marquee.Importers.Imdb;
using Marquee.Importers.Letterboxd;
using Marquee.Importers.MediaServers;
using Marquee.Importers.Movary;
using Marquee.Importers.MovieLens;
using Marquee.Importers.Netflix;
using Marquee.Importers.Own;
using Marquee.Importers.PrimeVideo;
using Marquee.Importers.Ryot;
using Marquee.Importers.Simkl;
using Marquee.Importers.Tmdb;
using Marquee.Importers.Trakt;
using Marquee.Importers.TvTime;
using Marquee.Importers.Watcharr;
using Marquee.Importers.Yamtrack;

namespace Marquee.Importers;

/// <summary>Every source that can be read, asked in this order: what is peculiar first, any table last.</summary>
internal static class Sources
{
    public static IReadOnlyList<ISource> All { get; } =
    [
        new MarqueeSource(), new LetterboxdSource(), new ImdbSource(), new TraktSource(), new TvTimeSource(), new NetflixSource(), new SimklSource(), new TmdbSource(),
        new TautulliSource(), new PlexSource(), new PrimeVideoSource(), new MovarySource(), new YamtrackSource(), new WatcharrSource(), new RyotSource(),
        new MovieLensSource(), new GenericSource(),
    ];

    /// <summary>The services' names in a sentence: "Letterboxd, IMDb or MovieLens".</summary>
    public static string Names { get; } =
        string.Join(", ", Services.SkipLast(1)) + " or " + Services[^1];

    static List<string> Services => [.. All.Where(source => source is not (GenericSource or MarqueeSource)).Select(source => source.Name)];
}
