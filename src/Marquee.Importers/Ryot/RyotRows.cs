using Marquee.Importers.Reading;

namespace Marquee.Importers.Ryot;

/// <summary>One title of Ryot's export as items: its viewings, reviews and collections.</summary>
internal sealed class RyotRows
{
    readonly HashSet<string> _lists = [];

    public IEnumerable<ExportRow> Read(JsonRow row)
    {
        if (row.Path != "metadata")
            return [];
        var value = row.Value;
        var lot = value["lot"].Text?.ToLowerInvariant() ?? "";
        if (lot is not ("movie" or "show"))
        {
            row.Skip($"This is a “{Shortened.To(lot, 30)}”, not a film or a show.");
            return [];
        }

        var provider = value["source"].Text?.ToLowerInvariant() ?? "";
        var title = row.Item() with
        {
            Title = value["source_id"].Name,
            Kind = lot == "movie" ? TitleKind.Film : TitleKind.Show,
            ExternalIds = value["identifier"].Text is { } text && ExternalId.Of(provider, text) is { } id ? [id] : [],
        };
        if (title.Title is null && title.ExternalIds.Count == 0)
        {
            row.Refuse("The record names no title.");
            return [];
        }

        return [.. Viewings(title, value), .. Reviews(title, value), .. Collections(row, title, value)];
    }

    static IEnumerable<ExportRow> Viewings(ImportedItem title, JsonNode value) =>
        from seen in value["seen_history"].Items
        let isDone = seen["state"].Text?.ToLowerInvariant() is null or "completed"
        let item = title with { Episode = Episode(seen) }
        select isDone
            ? item with { Viewing = Viewing.From(seen["ended_on"].Moment ?? seen["started_on"].Moment) with { Where = seen["providers_consumed_on"].Items.FirstOrDefault().Text ?? seen["provider_watched_on"].Text } }
            : item with { State = State(seen["state"].Text), Progress = seen["progress"].Number is >= 0 and <= 100 and var percent ? new ViewingProgress((double)percent) : null };

    static IEnumerable<ExportRow> Reviews(ImportedItem title, JsonNode value)
    {
        foreach (var said in value["reviews"].Items)
        {
            var review = said["review"];
            var at = review["date"].At;
            var item = JsonRow.Rated(title with { Episode = Episode(said) }, RatingScale.Hundred, said["rating"], at);
            if (review["text"].Text is { } text)
                item = item with { Review = new ImportedText(text, review["spoiler"].IsTrue, at) { Visibility = review["visibility"].Text?.ToLowerInvariant() } };
            if (item.Rating is not null || item.Review is not null || item.Remark is not null)
                yield return item;
        }
    }

    // A collection is a name, or an object with one.
    IEnumerable<ExportRow> Collections(JsonRow row, ImportedItem title, JsonNode value)
    {
        foreach (var collection in value["collections"].Items)
        {
            var name = collection.Name ?? collection["collection_name"].Name ?? collection["name"].Name;
            switch (name?.ToLowerInvariant())
            {
                case null:
                    continue;
                case "watchlist":
                    yield return title with { OnWatchlist = true };
                    continue;
                case "owned":
                    yield return title with { OwnedAs = "" };
                    continue;
                case "in progress":
                    yield return title with { State = WatchState.Watching };
                    continue;
                case "completed":
                    yield return title with { State = WatchState.Completed };
                    continue;
                case "monitoring" or "reminders":
                    continue;
            }

            if (_lists.Count < 10_000 && _lists.Add(name))
                yield return row.List(name, name);
            yield return title with { ListPlace = new ListPlace(name, name) };
        }
    }

    static ImportedEpisode? Episode(JsonNode node) =>
        node["show_season_number"].Int is null && node["show_episode_number"].Int is null ? null
        : new ImportedEpisode(node["show_season_number"].Int, node["show_episode_number"].Int);

    static WatchState State(string? state) => state?.ToLowerInvariant() switch
    {
        "in_progress" => WatchState.Watching,
        "dropped" => WatchState.Dropped,
        "on_a_hold" => WatchState.Paused,
        _ => WatchState.Unsaid,
    };
}
