using System.Text.RegularExpressions;
using Marquee.Importers.Reading;

namespace Marquee.Importers.TvTime;

/// <summary>Own lists: in the personal data a list is one row and its titles one cell of it; exported, each title is a row.</summary>
internal static partial class TvTimeLists
{
    public static IEnumerable<ExportRow> Personal(ExportFile file, CancellationToken cancel)
    {
        foreach (var cells in TableRows.Cells(file, file.Table(), cancel))
        {
            var (key, name) = (cells.Required("key", "s_key"), cells.Optional("name") ?? "From TV Time");
            if (cells.Fault is not null)
            {
                yield return cells.Refused();
                continue;
            }

            yield return cells.List($"tvtime:{key}", name) with
            {
                Description = cells.Text("description") is { Length: > 0 } text ? text : null,
                Visibility = cells.Flag("is_public") ? "public" : "private",
            };
            var position = 0;
            foreach (Match match in Entry().Matches(cells.Text("objects")))
                yield return cells.Item() with
                {
                    Kind = match.Groups["type"].Value == "movie" ? TitleKind.Film : TitleKind.Show,
                    ExternalIds = [new ExternalId(ExternalId.TvdbProvider, match.Groups["id"].Value)],
                    ListPlace = new ListPlace($"tvtime:{key}", name, ++position),
                };
        }
    }

    public static IEnumerable<ExportRow> Exported(ExportFile file, CancellationToken cancel)
    {
        var named = new HashSet<string>();
        foreach (var cells in TableRows.Cells(file, file.Table(), cancel))
        {
            var (key, list) = ($"tvtime:{cells.Required("list", "list_id")}", cells.Optional("list_name") ?? "From TV Time");
            var ids = cells.Ids((ExternalId.TvdbProvider, "tvdb_id"));
            var item = cells.Item() with
            {
                Title = ids.Count == 0 ? cells.Required("title", "name") : cells.Optional("name"),
                Kind = cells.Text("item_type") is "movie" ? TitleKind.Film : TitleKind.Show,
                ExternalIds = ids,
                ListPlace = new ListPlace(key, list, cells.Number("custom_order")),
            };
            if (cells.Fault is null && named.Add(key))
                yield return cells.List(key, list);
            yield return cells.Fault is null ? item : cells.Refused();
        }
    }

    // Go's way to print a map: [map[created_at:1.7e+09 id:422981 type:series] …]
    [GeneratedRegex(@"\bid:(?<id>\d{1,12})\s+type:(?<type>\w{1,20})")]
    private static partial Regex Entry();
}
