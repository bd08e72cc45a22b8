using Marquee.Importers.Reading;

namespace Marquee.Importers.MediaServers;

/// <summary>A Plex server's own history as JSON, the answer of <c>/status/sessions/history/all</c>.</summary>
internal sealed class PlexSource : ISource
{
    const string Path = "MediaContainer.Metadata";

    public string Key => "plex";

    public string Name => "Plex";

    public Recognised? Recognise(ExportContents contents)
    {
        var files = contents.Tables.Where(file => file.Json is { Sample: var sample } && sample.HasPath(Path)).ToList();
        if (files.Count == 0)
            return null;
        var remarks = new List<string>();
        var person = ServerPeople.Choose(files.SelectMany(file => file.Json!.Records(CancellationToken.None)).Select(record => new JsonNode(record.Value)["accountID"].Text), contents.Choices.Person, remarks);
        return new Recognised([.. files.Select(file => file.Name)], remarks, cancel => files.SelectMany(file => JsonRows.Read(file, row => Read(row, person), cancel)));
    }

    static IEnumerable<ExportRow> Read(JsonRow row, string? person)
    {
        var value = row.Value;
        if (row.Path != Path || (person is not null && value["accountID"].Text is { } account && account != person))
            return [];
        var type = value["type"].Text;
        if (type is not ("movie" or "episode"))
        {
            row.Skip($"This is a “{Shortened.To(type ?? "", 30)}”, not a film or an episode.");
            return [];
        }

        var isEpisode = type == "episode";
        var ids = PlexIds.Of(value);
        var item = row.Item() with
        {
            Title = isEpisode ? value["grandparentTitle"].Name : value["title"].Name,
            Year = isEpisode ? null : value["year"].Year ?? value["originallyAvailableAt"].Year,
            Kind = isEpisode ? TitleKind.Show : TitleKind.Film,
            ExternalIds = isEpisode ? [] : ids,
            Episode = isEpisode ? new ImportedEpisode(value["parentIndex"].Int, value["index"].Int, value["title"].Name) { ExternalIds = ids } : null,
            Viewing = Viewing.From(value.Any("viewedAt", "lastViewedAt").Moment) with { Where = "Plex" },
            SourceEventId = value["historyKey"].Text,
        };
        if (item.Title is null && ids.Count == 0)
        {
            row.Refuse("The record names no title.");
            return [];
        }

        return [item];
    }
}
