using Marquee.Importers.Reading;

namespace Marquee.Importers.Own;

/// <summary>Reads the records that <see cref="MarqueeRecords"/> writes. The file may have been in anybody's hands, so every value is looked at.</summary>
internal static class MarqueeRows
{
    public static IEnumerable<ExportRow> Read(JsonRow row)
    {
        var value = row.Value;
        if (value[MarqueeRecords.Mark].Text == "list")
            return List(row, value);
        if (value[MarqueeRecords.Mark].Text != "item")
            return [];

        var item = row.Item() with
        {
            Title = value["title"].Name,
            OriginalTitle = value["original_title"].Name,
            Year = value["year"].Year,
            Kind = value["kind"].Text switch { "film" => TitleKind.Film, "show" => TitleKind.Show, _ => TitleKind.Unknown },
            ExternalIds = Ids(value),
            RuntimeMinutes = value["runtime"].Int is > 0 and var minutes ? minutes : null,
            People = Texts(value["people"]),
            Episode = value["episode"] is { IsObject: true } episode ? Episode(episode) : null,
            Viewing = value["viewing"] is { IsObject: true } viewing ? Viewed(viewing) : null,
            OnWatchlist = value["watchlist"].IsTrue,
            ListedAt = value["listed_at"].At,
            ListPlace = Place(value["list"]),
            IsLiked = value["liked"].IsTrue,
            LikedAt = value["liked_at"].At,
            Review = Said(value["review"]),
            Comment = Said(value["comment"]),
            PrivateNote = value["note"].Text,
            Tags = Texts(value["tags"]),
            OwnedAs = value["owned_as"].IsThere ? value["owned_as"].Name ?? "" : null,
            Copy = value["copy"] is { IsObject: true } copy ? new OwnedCopy(copy["medium"].Name is "disc" or "file" or "service" ? copy["medium"].Name : null, copy["place"].Text, copy["note"].Text) : null,
            Cycle = value["cycle"].Int is > 0 and < 1_000 and var cycle ? cycle : null,
            HiddenFor = value["hidden"].Name,
            State = Enum.TryParse<WatchState>(value["state"].Text, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : WatchState.Unsaid,
            Progress = value["progress"] is { IsObject: true } progress ? Progressed(progress) : null,
            SourceEventId = value["event_id"].Name,
        };
        if (value["rating"].Int is >= 10 and <= 100 and var rating)
            item = item with { Rating = rating, RatingAsWritten = value["rating_as_written"].Name, RatedAt = value["rated_at"].At };
        if (item.Title is null && item.ExternalIds.Count == 0 && item.Episode is not { ExternalIds.Count: > 0 })
            row.Refuse("The record names no title.");
        return [item];
    }

    static IEnumerable<ExportRow> List(JsonRow row, JsonNode value)
    {
        if (value["key"].Name is not { } key || value["name"].Name is not { } name)
        {
            row.Refuse("The list has no key or no name.");
            return [];
        }

        return
        [
            row.List(key, name) with
            {
                Description = value["description"].Text,
                IsRanked = value["ranked"].IsTrue,
                Visibility = value["visibility"].Name,
                Tags = Texts(value["tags"]),
                CreatedAt = value["created_at"].At,
                Icon = value["icon"].Name,
                Filter = value["filter"].Text,
            },
        ];
    }

    static ImportedEpisode Episode(JsonNode node) => new(node["season"].Int, node["number"].Int, node["title"].Name)
    {
        LastNumber = node["last_number"].Int,
        SeasonName = node["season_name"].Name,
        ExternalIds = Ids(node),
    };

    static Viewing Viewed(JsonNode node) => Viewing.From(node["day"].Moment ?? node["at"].Moment) with
    {
        Rewatch = node["rewatch"].IsTrue,
        Times = node["times"].Int is > 0 and < 10_000 and var times ? times : 1,
        Cycle = node["cycle"].Int is > 0 and < 1_000 and var cycle ? cycle : null,
        Where = node["where"].Name,
        Lasted = Seconds(node["seconds"]),
    };

    static ListPlace? Place(JsonNode node) =>
        node["key"].Name is { } key && node["name"].Name is { } name ? new ListPlace(key, name, node["position"].Int, node["note"].Text) : null;

    static ImportedText? Said(JsonNode node) =>
        node["text"].Text is { } text ? new ImportedText(text, node["spoiler"].IsTrue, node["at"].At) { Visibility = node["visibility"].Name, BegunAt = node["begun_at"].At, OfEvent = node["of_event"].Name } : null;

    static ViewingProgress Progressed(JsonNode node) =>
        new(node["percent"].Number is >= 0 and <= 100 and var percent ? (double)percent : null, Seconds(node["seconds"]), node["episodes"].Int);

    static TimeSpan? Seconds(JsonNode node) => node.Int is >= 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null;

    static List<ExternalId> Ids(JsonNode node)
    {
        var ids = new List<ExternalId>();
        foreach (var text in Texts(node["ids"]))
            if (text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && ExternalId.Of(text[..colon], text[(colon + 1)..]) is { } id && !ids.Contains(id))
                ids.Add(id);
        return ids;
    }

    static string[] Texts(JsonNode node) => [.. node.Items.Select(item => item.Name).OfType<string>()];
}
