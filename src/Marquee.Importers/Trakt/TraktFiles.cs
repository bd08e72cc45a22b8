using System.Text.RegularExpressions;
using Marquee.Importers.Reading;

namespace Marquee.Importers.Trakt;

/// <summary>Which part of Trakt's export a file is, in reading order: lists are named before their items come.</summary>
internal enum TraktFile
{
    History,
    Watched,
    Ratings,
    Watchlist,
    Favourites,
    Comments,
    Collection,
    Lists,
    ListItems,
    Table,
}

internal static partial class TraktFiles
{
    static readonly string[] TableIds = ["trakt_id", "imdb_id", "tmdb_id", "tvdb_id"];
    static readonly string[] TableTimes = ["watched_at", "watchlisted_at", "rated_at"];

    public static TraktFile? Which(ExportFile file) =>
        file.Json is { } json ? Which(json.Sample, file.Path[^1])
        : file.HasColumns("type") && TableIds.Any(id => file.HasColumns(id)) && TableTimes.Any(time => file.HasColumns(time))
            && !file.HasColumns("is_watched") && !file.HasColumns("title") ? TraktFile.Table : null;

    /// <summary>The list that a file of list items belongs to, by its number.</summary>
    public static (string Key, string Name)? ListOf(ExportFile file) =>
        ListName().Match(file.Path[^1]) is { Success: true } match ? ($"trakt:{match.Groups["id"].Value}", match.Groups["slug"].Value.Replace('-', ' ')) : null;

    static TraktFile? Which(JsonSample sample, string name)
    {
        // An empty array tells nothing, so its name must.
        if (sample.Records.Count == 0)
            return sample.HasPath("") ? ByName(name) : null;
        if (sample.Has("", "privacy", "ids.slug", "name"))
            return TraktFile.Lists;
        if (!sample.Has("", "movie.ids") && !sample.Has("", "show.ids"))
            return null;
        return sample.Has("", "watched_at") ? TraktFile.History
            : sample.Has("", "plays") ? TraktFile.Watched
            : sample.Has("", "rated_at") ? TraktFile.Ratings
            : sample.Has("", "comment") ? TraktFile.Comments
            : sample.Has("", "collected_at") || sample.Has("", "last_collected_at") ? TraktFile.Collection
            : !sample.Has("", "listed_at") ? null
            : ByName(name) is { } list && list is (TraktFile.Favourites or TraktFile.ListItems) ? list
            : TraktFile.Watchlist;
    }

    static TraktFile? ByName(string name) =>
        !name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? null
        : name.StartsWith("watched-history", StringComparison.OrdinalIgnoreCase) ? TraktFile.History
        : name.StartsWith("ratings-", StringComparison.OrdinalIgnoreCase) ? TraktFile.Ratings
        : name.StartsWith("comments-", StringComparison.OrdinalIgnoreCase) ? TraktFile.Comments
        : name.Contains("favorites", StringComparison.OrdinalIgnoreCase) ? TraktFile.Favourites
        : name.Contains("watchlist", StringComparison.OrdinalIgnoreCase) ? TraktFile.Watchlist
        : ListName().IsMatch(name) ? TraktFile.ListItems
        : null;

    [GeneratedRegex(@"^lists-list-(?<id>\d+)-?(?<slug>.*?)(-\d+)?\.json$", RegexOptions.IgnoreCase)]
    private static partial Regex ListName();
}
