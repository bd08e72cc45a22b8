using Marquee.Importers;
using static Marquee.Features.Exports.CsvCells;

namespace Marquee.Features.Exports;

/// <summary>The tables beside the records: the same for people and spreadsheets.</summary>
static class ExportTables
{
    static readonly string[] About = ["title", "year", "kind", "season", "episode", "episode_title", "imdb_id", "tmdb_id"];

    static readonly (string Name, string[] Columns, Func<ImportedItem, bool> Is, Func<ImportedItem, string?[]> Cells)[] Sections =
    [
        ("plays", ["watched_at", "precision", "time_through", "note"], item => item.Viewing is not null, item =>
            [item.Viewing!.Precision == WatchPrecision.Day ? Day(item.Viewing.At) : Moment(item.Viewing.At), item.Viewing.Precision.ToString().ToLowerInvariant(), Number(item.Viewing.Cycle ?? 1), item.PrivateNote]),
        ("ratings", ["rating", "rated_at"], item => item.Rating is not null, item => [(item.Rating!.Value / 10m).ToString(System.Globalization.CultureInfo.InvariantCulture), Moment(item.RatedAt)]),
        ("watchlist", ["added_at"], item => item.OnWatchlist, item => [Moment(item.ListedAt)]),
        ("favourites", ["added_at"], item => item.IsLiked, item => [Moment(item.LikedAt)]),
        ("list_items", ["list", "position", "note", "added_at"], item => item.ListPlace is not null, item =>
            [item.ListPlace!.ListName, Number(item.ListPlace.Position), item.ListPlace.Note, Moment(item.ListedAt)]),
        ("reviews", ["review", "spoiler", "visibility", "published_at", "tags"], item => item.Review is not null, item =>
            [item.Review!.Text, item.Review.IsSpoiler ? "yes" : "no", item.Review.Visibility, Moment(item.Review.At), string.Join(", ", item.Tags)]),
        ("tags", ["tag", "added_at"], item => item.Review is null && item.Tags.Count > 0, item => [string.Join(", ", item.Tags), Moment(item.ListedAt)]),
        ("notes", ["note"], item => item.PrivateNote is not null && item.Viewing is null, item => [item.PrivateNote]),
        ("copies", ["owned_as", "medium", "place", "note", "added_at"], item => item.OwnedAs is not null, item => [item.OwnedAs, item.Copy?.Medium, item.Copy?.Place, item.Copy?.Note, Moment(item.ListedAt)]),
        ("states", ["state", "time_through"], item => item.State != WatchState.Unsaid || item.Cycle is not null, item => [item.State == WatchState.Unsaid ? null : item.State.ToString().ToLowerInvariant(), Number(item.Cycle ?? 1)]),
        ("progress", ["seconds"], item => item.Progress is not null, item => [Number((int?)item.Progress!.Position?.TotalSeconds)]),
        ("hidden", ["reason", "hidden_at"], item => item.HiddenFor is not null, item => [item.HiddenFor, Moment(item.ListedAt)]),
    ];

    /// <summary>Each table with its name; those without a row are left out.</summary>
    public static IEnumerable<(string Name, int Rows, byte[] Bytes)> Of(ExportRecords records)
    {
        foreach (var (name, columns, isIt, cells) in Sections)
            if (records.Items.Where(isIt).ToList() is { Count: > 0 } items)
                yield return ($"{name}.csv", items.Count, Bytes([Line([.. About, .. columns]), .. items.Select(item => Line([.. Named(item), .. cells(item)]))]));
        if (records.Lists.Count > 0)
            yield return ("lists.csv", records.Lists.Count, Bytes(
                [Line("name", "description", "icon", "filter", "visibility", "created_at"), .. records.Lists.Select(list => Line(list.Name, list.Description, list.Icon, list.Filter, list.Visibility, Moment(list.CreatedAt)))]));
    }

    static string?[] Named(ImportedItem item) =>
    [
        item.Title, Number(item.Year), item.Episode is null ? item.Kind.ToString().ToLowerInvariant() : item.Episode.IsWholeSeason ? "season" : "episode",
        Number(item.Episode?.Season), Number(item.Episode?.Number), item.Episode?.Title,
        Id(item.Episode is { IsWholeSeason: false } e ? e.ExternalIds : item.ExternalIds, ExternalId.ImdbProvider),
        Id(item.Episode is { IsWholeSeason: false } t ? t.ExternalIds : item.ExternalIds, ExternalId.TmdbProvider),
    ];
}
