using Marquee.Importers.Reading;

namespace Marquee.Importers.Trakt;

/// <summary>The records of Trakt's export. Ratings are whole points from 1 to 10; every title has its ids.</summary>
internal sealed class TraktRows(TraktFile which, (string Key, string Name)? list)
{
    public IEnumerable<ExportRow> Read(JsonRow row)
    {
        if (Title(row) is not { } item)
            return [];
        var value = row.Value;
        return which switch
        {
            TraktFile.History => [item with { Viewing = Viewing.From(value["watched_at"].Moment), SourceEventId = value["id"].Text }],
            TraktFile.Watched => Watched(item, value),
            TraktFile.Ratings => [JsonRow.Rated(item, RatingScale.Points, value["rating"], value["rated_at"].At)],
            TraktFile.Comments => Commented(item, value),
            TraktFile.Collection => Collected(item, value),
            TraktFile.Favourites => [item with { IsLiked = true, LikedAt = value["listed_at"].At, PrivateNote = value["notes"].Text }],
            TraktFile.ListItems when list is { } own =>
                [item with { ListPlace = new ListPlace(own.Key, own.Name, value["rank"].Int, value["notes"].Text), ListedAt = value["listed_at"].At }],
            _ => [item with { OnWatchlist = true, ListedAt = value["listed_at"].At, PrivateNote = value["notes"].Text }],
        };
    }

    /// <summary>A list as a whole, from the file that names them all.</summary>
    public static IEnumerable<ExportRow> List(JsonRow row)
    {
        var value = row.Value;
        if (value["ids"]["trakt"].Text is not { } id || value["name"].Name is not { } name)
        {
            row.Refuse("The list has no name or no number.");
            return [];
        }

        return
        [
            row.List($"trakt:{id}", name) with
            {
                Description = value["description"].Text,
                IsRanked = value["display_numbers"].IsTrue,
                Visibility = value["privacy"].Text,
                CreatedAt = value["created_at"].At,
            },
        ];
    }

    static ImportedItem? Title(JsonRow row)
    {
        var value = row.Value;
        var film = value["movie"];
        var title = film.IsObject ? film : value["show"];
        var item = row.Item() with
        {
            Title = title["title"].Name,
            Year = title["year"].Year,
            Kind = film.IsObject ? TitleKind.Film : TitleKind.Show,
            ExternalIds = Ids(title["ids"]),
            RuntimeMinutes = film["runtime"].Int,
        };
        if (value["episode"] is { IsObject: true } episode)
            item = item with { Episode = new ImportedEpisode(episode["season"].Int, episode["number"].Int, episode["title"].Name) { ExternalIds = Ids(episode["ids"]) } };
        else if (value["season"] is { IsObject: true } season)
            item = item with { Episode = new ImportedEpisode(season["number"].Int, null) };

        if (item.Title is not null || item.ExternalIds.Count > 0)
            return item;
        if (value["type"].Text is "person" or "list")
            row.Skip("This is a person or a list, not a title.");
        else
            row.Refuse("The record names no title.");
        return null;
    }

    // Plays are counted there; of one the time is known.
    static IEnumerable<ExportRow> Watched(ImportedItem item, JsonNode value)
    {
        if (item.Kind == TitleKind.Film)
            return Plays(item, value);
        return from season in value["seasons"].Items
               from episode in season["episodes"].Items
               from play in Plays(item with { Episode = new ImportedEpisode(season["number"].Int, episode["number"].Int) }, episode)
               select play;
    }

    static IEnumerable<ExportRow> Plays(ImportedItem item, JsonNode value)
    {
        yield return item with { Viewing = Viewing.From(value["last_watched_at"].Moment) };
        if (value["plays"].Int is > 1 and < 10_000 and var plays)
            yield return item with { Viewing = Viewing.SomeTime with { Times = plays - 1, Rewatch = true } };
    }

    static IEnumerable<ExportRow> Collected(ImportedItem item, JsonNode value)
    {
        if (!value["seasons"].IsThere)
            return [item with { OwnedAs = value["metadata"]["media_type"].Text ?? "" }];
        return from season in value["seasons"].Items
               from episode in season["episodes"].Items
               select item with { OwnedAs = "", Episode = new ImportedEpisode(season["number"].Int, episode["number"].Int) };
    }

    static IEnumerable<ExportRow> Commented(ImportedItem item, JsonNode value)
    {
        var comment = value["comment"];
        if (comment["comment"].Text is not { } words)
            return [];
        var text = new ImportedText(words, comment["spoiler"].IsTrue, comment["created_at"].At) { Visibility = "public" };
        item = item with { SourceEventId = comment["id"].Text };
        return [comment["review"].IsTrue ? item with { Review = text } : item with { Comment = text }];
    }

    static List<ExternalId> Ids(JsonNode ids) => ids.Ids(("imdb", "imdb"), ("tmdb", "tmdb"), ("tvdb", "tvdb"), ("trakt", "trakt"));
}
