namespace Marquee.Importers.Imdb;

/// <summary>
/// What IMDb calls a title, in every spelling seen: "TV Series", "tvSeries", and the words of a reader's own language.
/// A label that is not known says nothing: the id tells what the title is.
/// </summary>
internal static class ImdbTitleTypes
{
    static readonly Dictionary<string, TitleKind> Kinds = new()
    {
        ["movie"] = TitleKind.Film,
        ["featurefilm"] = TitleKind.Film,
        ["film"] = TitleKind.Film,
        ["filme"] = TitleKind.Film,
        ["pelicula"] = TitleKind.Film,
        ["tvmovie"] = TitleKind.Film,
        ["fernsehfilm"] = TitleKind.Film,
        ["filmtv"] = TitleKind.Film,
        ["short"] = TitleKind.Film,
        ["shortfilm"] = TitleKind.Film,
        ["tvshort"] = TitleKind.Film,
        ["video"] = TitleKind.Film,
        ["documentary"] = TitleKind.Film,
        ["tvspecial"] = TitleKind.Film,
        ["tvseries"] = TitleKind.Show,
        ["tvminiseries"] = TitleKind.Show,
        ["miniseries"] = TitleKind.Show,
        ["serietv"] = TitleKind.Show,
        ["miniserietv"] = TitleKind.Show,
        ["seriedetv"] = TitleKind.Show,
        ["fernsehserie"] = TitleKind.Show,
        ["tvserie"] = TitleKind.Show,
        ["serietele"] = TitleKind.Show,
    };

    static readonly Dictionary<string, string> NotForMarquee = new()
    {
        ["videogame"] = "a video game",
        ["videogioco"] = "a video game",
        ["videospiel"] = "a video game",
        ["videojuego"] = "a video game",
        ["jeuvideo"] = "a video game",
        ["podcastseries"] = "a podcast",
        ["podcastepisode"] = "a podcast episode",
        ["musicvideo"] = "a music video",
    };

    static readonly HashSet<string> Episodes = ["tvepisode", "episode", "episodiotv", "episodiodetv", "episodedeserie", "fernsehepisode", "tvfolge"];

    public static bool IsEpisode(string label) => Episodes.Contains(Plain(label));

    public static TitleKind Kind(string label) => Kinds.GetValueOrDefault(Plain(label));

    /// <summary>What the title is instead, when it is nothing that Marquee keeps; otherwise <see langword="null"/>.</summary>
    public static string? WhyNot(string label) => NotForMarquee.GetValueOrDefault(Plain(label));

    static string Plain(string label) => Matching.TitleKey.Letters(label);
}
