using System.Globalization;

namespace Marquee.Features.Tracking.Plays;

/// <summary>Plays as people say them.</summary>
static class PlayWords
{
    /// <summary>"1 March 2025", with the time when it is known; "some time" when not.</summary>
    public static string When(this PlayView play) => (play.WatchedAt, play.Precision) switch
    {
        ({ } at, PlayPrecision.Exact) => at.UtcDateTime.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture),
        ({ } at, _) => at.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
        _ => "Some time",
    };

    public static string Told(PlayView play) => string.Join(" and ", play.Sources.Select(Source));

    static string Source(string source) => source switch
    {
        PlaySources.Manual => "by hand",
        _ => char.ToUpperInvariant(source[0]) + source[1..],
    };
}
