using System.Globalization;
using System.Text.RegularExpressions;

namespace Marquee.Importers.PrimeVideo;

/// <summary>Names that end in their season, "The Boys - Season 2", and episodes that begin with their number, "Episode 3: Title".</summary>
internal static partial class SeasonAtEnd
{
    public static (string Title, int? Season) Apart(string title) =>
        Season().Match(title) is { Success: true, Index: > 0 } match ? (title[..match.Index], Number(match.Groups["n"].Value)) : (title, null);

    public static int? EpisodeNumber(string episode) => Episode().Match(episode) is { Success: true } match ? Number(match.Groups["n"].Value) : null;

    public static string? EpisodeName(string episode) =>
        Episode().Match(episode) is not { Success: true } match ? episode : episode[match.Length..].Trim() is { Length: > 0 } name ? name : null;

    static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"\s*(?:[-–—:,]\s*)?\(?(?:season|staffel|saison|temporada|stagione|series)\s+(?<n>\d{1,3})\)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Season();

    [GeneratedRegex(@"^(?:episode|folge|ep\.?|épisode|episodio)\s*(?<n>\d{1,4})\s*[:.–-]?\s*|^(?<n>\d{1,4})\.\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Episode();
}
