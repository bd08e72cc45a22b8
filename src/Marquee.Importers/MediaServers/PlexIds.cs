using System.Text.RegularExpressions;
using Marquee.Importers.Reading;

namespace Marquee.Importers.MediaServers;

/// <summary>The outside ids of a title in Plex: <c>Guid: [{"id": "tmdb://550"}]</c>, and the agents' of old, <c>com.plexapp.agents.imdb://tt0137523?lang=en</c>.</summary>
internal static partial class PlexIds
{
    public static List<ExternalId> Of(JsonNode node)
    {
        var ids = new List<ExternalId>();
        foreach (var guid in node["Guid"].Items.Concat(node["guids"].Items))
            Add(ids, guid["id"].Text ?? guid.Text);
        Add(ids, node["guid"].Text);
        return ids;
    }

    static void Add(List<ExternalId> ids, string? text)
    {
        if (text is null || Address().Match(text) is not { Success: true } match)
            return;
        var provider = match.Groups["provider"].Value switch { "themoviedb" => "tmdb", "thetvdb" => "tvdb", var other => other };
        // An old agent's address of an episode leads through its show: tvdb://121361/6/1.
        if (!text.Contains('/' + match.Groups["id"].Value + '/', StringComparison.Ordinal) && ExternalId.Of(provider, match.Groups["id"].Value) is { } id && !ids.Contains(id))
            ids.Add(id);
    }

    [GeneratedRegex(@"(?:^|\.)(?<provider>imdb|tmdb|tvdb|themoviedb|thetvdb|plex)://(?:movie/|show/|episode/)?(?<id>[A-Za-z0-9]+)")]
    private static partial Regex Address();
}
