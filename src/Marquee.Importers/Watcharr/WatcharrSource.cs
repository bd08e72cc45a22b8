using Marquee.Importers.Reading;

namespace Marquee.Importers.Watcharr;

/// <summary>Watcharr's JSON: an array of titles with status, rating, thoughts, what happened when, and the episodes that were seen.</summary>
internal sealed class WatcharrSource : ISource
{
    public string Key => "watcharr";

    public string Name => "Watcharr";

    public Recognised? Recognise(ExportContents contents)
    {
        var files = contents.Tables.Where(file => file.Json is { Sample: var sample } && (sample.Has("", "content.tmdbId", "status") || sample.Has("", "content.title", "status"))).ToList();
        return files.Count == 0 ? null
            : new Recognised([.. files.Select(file => file.Name)], [], cancel => files.SelectMany(file => JsonRows.Read(file, Read, cancel)));
    }

    static IEnumerable<ExportRow> Read(JsonRow row)
    {
        var value = row.Value;
        var content = value["content"];
        var isFilm = content["type"].Text == "movie";
        var title = row.Item() with
        {
            Title = content["title"].Name,
            Year = content.Any("releaseDate", "release_date").Year,
            Kind = isFilm ? TitleKind.Film : TitleKind.Show,
            ExternalIds = content.Ids(("tmdb", "tmdbId"), ("imdb", "imdbId")),
        };
        if (title.Title is null && title.ExternalIds.Count == 0)
        {
            row.Refuse(value["game"].IsThere ? "This is a game." : "The record names no title.");
            return [];
        }

        var state = State(value["status"].Text);
        var stands = JsonRow.Rated(title, RatingScale.Decimals, value["rating"], value["updatedAt"].At) with
        {
            State = state,
            OnWatchlist = state == WatchState.Planned,
            ListedAt = state == WatchState.Planned ? value["createdAt"].At : null,
            PrivateNote = value["thoughts"].Text,
            IsLiked = value["pinned"].IsTrue,
            Viewing = isFilm && state == WatchState.Completed ? Viewing.From(Finished(value)) : null,
        };
        return
        [
            stands,
            .. from episode in value["watchedEpisodes"].Items
               where episode["status"].Text is null or "FINISHED"
               select title with
               {
                   Episode = new ImportedEpisode(episode["seasonNumber"].Int, episode["episodeNumber"].Int),
                   Viewing = Viewing.From(episode["createdAt"].Moment),
               },
            .. from season in value["watchedSeasons"].Items
               where season["rating"].IsThere
               select JsonRow.Rated(title with { Episode = new ImportedEpisode(season["seasonNumber"].Int, null) }, RatingScale.Decimals, season["rating"], season["updatedAt"].At),
        ];
    }

    // The latest moment at which the title became finished; what the person set by hand outranks the clock.
    static Moment? Finished(JsonNode value)
    {
        Moment? last = null;
        foreach (var activity in value["activity"].Items)
            if ((activity["type"].Text is "ADDED_WATCHED" or "STATUS_CHANGED" or "REWATCHED" or "IMPORTED_WATCHED") && SaysFinished(activity["data"]))
                last = activity["customDate"].Moment ?? activity["createdAt"].Moment ?? last;
        return last;
    }

    static bool SaysFinished(JsonNode data)
    {
        if (data.Text is not { } text)
            return data["status"].Text == "FINISHED";
        return text == "FINISHED" || text.Contains("\"FINISHED\"", StringComparison.Ordinal);
    }

    static WatchState State(string? status) => status switch
    {
        "FINISHED" => WatchState.Completed,
        "WATCHING" => WatchState.Watching,
        "PLANNED" => WatchState.Planned,
        "HOLD" => WatchState.Paused,
        "DROPPED" => WatchState.Dropped,
        _ => WatchState.Unsaid,
    };
}
