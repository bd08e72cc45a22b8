using Marquee.Importers.Matching;

namespace Marquee.Importers.Generic;

/// <summary>Names that people and programs give to columns, compared by letters and digits alone.</summary>
internal static class FieldNames
{
    static readonly Dictionary<string, ImportField> Names = Build(
        (ImportField.Title, "title name movie film movietitle filmtitle moviename titre titel titulo titolo nimi media mediatitle contenttitle movie.title show.title"),
        (ImportField.OriginalTitle, "originaltitle originalname"),
        (ImportField.Year, "year releaseyear released releasedate premiered jahr annee ano anno vuosi movie.year show.year"),
        (ImportField.Kind, "type kind mediatype titletype category lot"),
        (ImportField.ShowTitle, "show showtitle showname series seriestitle seriesname tvshow grandparenttitle"),
        (ImportField.Season, "season seasonnumber seasonno parentmediaindex staffel saison temporada"),
        (ImportField.Episode, "episode episodenumber episodeno ep epnumber folge"),
        (ImportField.LastEpisode, "episodeend lastepisode episodenumberend"),
        (ImportField.EpisodeTitle, "episodetitle episodename"),
        (ImportField.ImdbId, "imdb imdbid const imdbconst movie.ids.imdb ids.imdb"),
        (ImportField.TmdbId, "tmdb tmdbid themoviedbid moviedbid movie.ids.tmdb ids.tmdb"),
        (ImportField.TvdbId, "tvdb tvdbid thetvdbid ids.tvdb"),
        (ImportField.TraktId, "trakt traktid ids.trakt"),
        (ImportField.WatchedAt, "watched watchedat watcheddate datewatched watchdate lastwatched lastwatchedat viewedat vieweddate dateviewed seen seenat seendate seenon viewed completedat enddate date finished finishedat datum gesehen lastwatch playedat"),
        (ImportField.Plays, "plays playcount watchcount timeswatched views viewcount"),
        (ImportField.Rewatch, "rewatch isrewatch rewatched"),
        (ImportField.Rating, "rating rating10 rating5 yourrating myrating userrating score myscore stars note bewertung valoracion voto grade personalrating"),
        (ImportField.RatedAt, "ratedat daterated ratingdate"),
        (ImportField.Watchlist, "watchlist onwatchlist towatch inwatchlist"),
        (ImportField.ListedAt, "watchlistedat addedat dateadded added listedat"),
        (ImportField.Status, "status state watchstatus"),
        (ImportField.List, "list listname collection collections shelf"),
        (ImportField.ListPosition, "position rank order"),
        (ImportField.Liked, "liked favorite favourite like isfavorite heart loved"),
        (ImportField.Review, "review reviewtext text comment comments"),
        (ImportField.Spoiler, "spoiler spoilers containsspoilers isspoiler"),
        (ImportField.Note, "notes privatenote memo thoughts"),
        (ImportField.Tags, "tags labels tag"),
        (ImportField.Owned, "owned format medium ownedas"),
        (ImportField.Progress, "progress percent percentcomplete"),
        (ImportField.Directors, "director directors creator regie"),
        (ImportField.Runtime, "runtime runtimemins runtimeminutes duration"));

    public static ImportField? Find(string column) => Names.TryGetValue(Plain(column), out var field) ? field : null;

    static string Plain(string column) => string.Join('.', column.Split('.').Select(TitleKey.Letters));

    static Dictionary<string, ImportField> Build(params ReadOnlySpan<(ImportField Field, string Names)> fields)
    {
        var names = new Dictionary<string, ImportField>();
        foreach (var (field, words) in fields)
            foreach (var word in words.Split(' '))
                names.TryAdd(word, field);
        return names;
    }
}
