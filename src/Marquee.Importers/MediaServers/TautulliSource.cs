using Marquee.Importers.Reading;

namespace Marquee.Importers.MediaServers;

/// <summary>Tautulli's history of a Plex server as JSON, the answer of <c>get_history</c> or its rows alone. What was not watched to the end is progress.</summary>
internal sealed class TautulliSource : ISource
{
    const int WatchedFrom = 85;

    static readonly string[] Paths = ["response.data.data", "data.data", "data", ""];

    public string Key => "tautulli";

    public string Name => "Tautulli";

    public Recognised? Recognise(ExportContents contents)
    {
        var files = contents.Tables.Where(file => file.Json is { Sample: var sample }
            && (Paths.Any(path => sample.Has(path, "media_type", "rating_key")) || (sample.Records.Count == 0 && sample.HasPath("response.data.data")))).ToList();
        if (files.Count == 0)
            return null;
        var remarks = new List<string>();
        var person = ServerPeople.Choose(files.SelectMany(file => file.Json!.Records(CancellationToken.None)).Select(record => new JsonNode(record.Value).Any("friendly_name", "user").Name), contents.Choices.Person, remarks);
        return new Recognised([.. files.Select(file => file.Name)], remarks, cancel => files.SelectMany(file => JsonRows.Read(file, row => Read(row, person), cancel)));
    }

    static IEnumerable<ExportRow> Read(JsonRow row, string? person)
    {
        var value = row.Value;
        if (!Paths.Contains(row.Path) || (person is not null && value.Any("friendly_name", "user").Name is { } name && name != person))
            return [];
        var type = value["media_type"].Text;
        if (type is not ("movie" or "episode"))
        {
            row.Skip($"This is a “{Shortened.To(type ?? "", 30)}”, not a film or an episode.");
            return [];
        }

        var isEpisode = type == "episode";
        var ids = PlexIds.Of(value);
        var item = row.Item() with
        {
            Title = isEpisode ? value["grandparent_title"].Name : value["title"].Name ?? value["full_title"].Name,
            Year = isEpisode ? null : value["year"].Year,
            Kind = isEpisode ? TitleKind.Show : TitleKind.Film,
            ExternalIds = isEpisode ? [] : ids,
            Episode = isEpisode ? new ImportedEpisode(value["parent_media_index"].Int, value["media_index"].Int, value["title"].Name) { ExternalIds = ids } : null,
            SourceEventId = value.Any("reference_id", "row_id", "id").Text,
        };
        if (item.Title is null && ids.Count == 0)
        {
            row.Refuse("The record names no title.");
            return [];
        }

        var percent = value["percent_complete"].Number;
        var isWatched = value["watched_status"].Number is { } status ? status >= 1 : percent is null or >= WatchedFrom;
        return isWatched
            ? [item with { Viewing = Viewing.From(value.Any("stopped", "date", "started").Moment) with { Where = value["player"].Name ?? "Plex", Lasted = Seconds(value.Any("play_duration", "duration")) } }]
            : [item with { Progress = new ViewingProgress((double?)percent) }];
    }

    static TimeSpan? Seconds(JsonNode node) => node.Int is > 0 and < 1_000_000 and var seconds ? TimeSpan.FromSeconds(seconds) : null;
}
