using System.Globalization;
using System.Text.Json;

namespace Marquee.Importers.Own;

/// <summary>
/// Writes records as Marquee's export has them, one JSON object a line. What the importers read of them is what was written: the records of
/// an export read again are equal but for file, line and text.
/// </summary>
public static class MarqueeRecords
{
    /// <summary>The property by which a record is known: <c>"marquee": "item"</c> or <c>"marquee": "list"</c>.</summary>
    public const string Mark = "marquee";

    /// <summary>Writes one object; the caller ends the line.</summary>
    public static void Write(Utf8JsonWriter json, ImportedItem item)
    {
        json.WriteStartObject();
        json.WriteString(Mark, "item");
        Text(json, "title", item.Title);
        Text(json, "original_title", item.OriginalTitle);
        Number(json, "year", item.Year);
        if (item.Kind != TitleKind.Unknown)
            json.WriteString("kind", item.Kind == TitleKind.Film ? "film" : "show");
        Ids(json, item.ExternalIds);
        Number(json, "runtime", item.RuntimeMinutes);
        Texts(json, "people", item.People);
        if (item.Episode is { } episode)
            Episode(json, episode);
        Number(json, "rating", item.Rating);
        Text(json, "rating_as_written", item.RatingAsWritten);
        Time(json, "rated_at", item.RatedAt);
        if (item.Viewing is { } viewing)
            Viewed(json, viewing);
        Flag(json, "watchlist", item.OnWatchlist);
        Time(json, "listed_at", item.ListedAt);
        if (item.ListPlace is { } place)
            Place(json, place);
        Flag(json, "liked", item.IsLiked);
        Time(json, "liked_at", item.LikedAt);
        Said(json, "review", item.Review);
        Said(json, "comment", item.Comment);
        Text(json, "note", item.PrivateNote);
        Texts(json, "tags", item.Tags);
        Text(json, "owned_as", item.OwnedAs);
        if (item.Copy is { } copy)
            Copied(json, copy);
        Text(json, "hidden", item.HiddenFor);
        Number(json, "cycle", item.Cycle);
        if (item.State != WatchState.Unsaid)
            json.WriteString("state", item.State.ToString().ToLowerInvariant());
        if (item.Progress is { } progress)
            Progressed(json, progress);
        Text(json, "event_id", item.SourceEventId);
        json.WriteEndObject();
    }

    /// <summary>Writes one list; it must come before its items.</summary>
    public static void Write(Utf8JsonWriter json, ImportedList list)
    {
        json.WriteStartObject();
        json.WriteString(Mark, "list");
        json.WriteString("key", list.Key);
        json.WriteString("name", list.Name);
        Text(json, "description", list.Description);
        Flag(json, "ranked", list.IsRanked);
        Text(json, "visibility", list.Visibility);
        Texts(json, "tags", list.Tags);
        Time(json, "created_at", list.CreatedAt);
        Text(json, "icon", list.Icon);
        Text(json, "filter", list.Filter);
        json.WriteEndObject();
    }

    static void Episode(Utf8JsonWriter json, ImportedEpisode episode)
    {
        json.WriteStartObject("episode");
        Number(json, "season", episode.Season);
        Number(json, "number", episode.Number);
        Number(json, "last_number", episode.LastNumber);
        Text(json, "title", episode.Title);
        Text(json, "season_name", episode.SeasonName);
        Ids(json, episode.ExternalIds);
        json.WriteEndObject();
    }

    static void Viewed(Utf8JsonWriter json, Viewing viewing)
    {
        json.WriteStartObject("viewing");
        if (viewing is { At: { } at, Precision: WatchPrecision.Day })
            json.WriteString("day", at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        else
            Time(json, "at", viewing.At);
        Flag(json, "rewatch", viewing.Rewatch);
        if (viewing.Times != 1)
            json.WriteNumber("times", viewing.Times);
        Text(json, "where", viewing.Where);
        Number(json, "cycle", viewing.Cycle);
        if (viewing.Lasted is { } lasted)
            json.WriteNumber("seconds", (int)lasted.TotalSeconds);
        json.WriteEndObject();
    }

    static void Place(Utf8JsonWriter json, ListPlace place)
    {
        json.WriteStartObject("list");
        json.WriteString("key", place.ListKey);
        json.WriteString("name", place.ListName);
        Number(json, "position", place.Position);
        Text(json, "note", place.Note);
        json.WriteEndObject();
    }

    static void Copied(Utf8JsonWriter json, OwnedCopy copy)
    {
        json.WriteStartObject("copy");
        Text(json, "medium", copy.Medium);
        Text(json, "place", copy.Place);
        Text(json, "note", copy.Note);
        json.WriteEndObject();
    }

    static void Said(Utf8JsonWriter json, string name, ImportedText? text)
    {
        if (text is null)
            return;
        json.WriteStartObject(name);
        json.WriteString("text", text.Text);
        Flag(json, "spoiler", text.IsSpoiler);
        Time(json, "at", text.At);
        Text(json, "visibility", text.Visibility);
        Time(json, "begun_at", text.BegunAt);
        Text(json, "of_event", text.OfEvent);
        json.WriteEndObject();
    }

    static void Progressed(Utf8JsonWriter json, ViewingProgress progress)
    {
        json.WriteStartObject("progress");
        if (progress.Percent is { } percent)
            json.WriteNumber("percent", percent);
        if (progress.Position is { } position)
            json.WriteNumber("seconds", (int)position.TotalSeconds);
        Number(json, "episodes", progress.Episodes);
        json.WriteEndObject();
    }

    static void Ids(Utf8JsonWriter json, IReadOnlyList<ExternalId> ids)
    {
        if (ids.Count == 0)
            return;
        json.WriteStartArray("ids");
        foreach (var id in ids)
            json.WriteStringValue($"{id.Provider}:{id.Value}");
        json.WriteEndArray();
    }

    static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }

    static void Number(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
    }

    static void Flag(Utf8JsonWriter json, string name, bool isSet)
    {
        if (isSet)
            json.WriteBoolean(name, true);
    }

    static void Time(Utf8JsonWriter json, string name, DateTimeOffset? at)
    {
        if (at is { } known)
            json.WriteString(name, known.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
    }
}
