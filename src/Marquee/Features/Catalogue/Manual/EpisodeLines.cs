using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Marquee.Platform.Errors;

namespace Marquee.Features.Catalogue.Manual;

/// <summary>Seasons as people write them into one field: an episode on each line, <c>1x01 Pilot 2024-01-05</c>. The day may be left out.</summary>
static partial class EpisodeLines
{
    /// <exception cref="Invalid">A line makes no sense; the sentence says which.</exception>
    public static IReadOnlyList<ManualSeason> Read(string? text)
    {
        var seasons = new SortedDictionary<int, List<ManualEpisode>>();
        var lines = (text ?? "").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Trim() is not { Length: > 0 } line)
                continue;
            if (Line().Match(line) is not { Success: true } match || !int.TryParse(match.Groups["season"].Value, CultureInfo.InvariantCulture, out var season)
                || !int.TryParse(match.Groups["episode"].Value, CultureInfo.InvariantCulture, out var number))
                throw new Invalid("seasons_invalid", $"Line {i + 1} is to look like 1x01 Pilot, with a day such as 2024-01-05 behind it if you like.", "seasons");
            DateOnly? day = DateOnly.TryParseExact(match.Groups["day"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var aired) ? aired : null;
            if (!seasons.TryGetValue(season, out var episodes))
                seasons.Add(season, episodes = []);
            episodes.Add(new ManualEpisode(number, match.Groups["name"].Value.Trim(), day));
        }

        return [.. seasons.Select(season => new ManualSeason(season.Key, null, season.Value))];
    }

    public static string Write(IReadOnlyList<SeasonDetails> seasons)
    {
        var text = new StringBuilder();
        foreach (var season in seasons.OrderBy(season => season.Number))
            foreach (var episode in season.Episodes)
                text.Append(CultureInfo.InvariantCulture, $"{season.Number}x{episode.Number:00} {episode.Name}{(episode.AirDate is { } day ? $" {day:yyyy-MM-dd}" : "")}\n");
        return text.ToString();
    }

    [GeneratedRegex(@"^\s*[sS]?(?<season>\d{1,4})\s*[xXeE]\s*(?<episode>\d{1,5})\b[\s.:–-]*(?<name>.*?)(?:\s+(?<day>\d{4}-\d{2}-\d{2}))?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
