using Marquee.Importers.Reading;

namespace Marquee.Importers.Letterboxd;

/// <summary>Which of Letterboxd's tables a file is. Read in this order: a rating of its own outranks the one of a diary entry.</summary>
internal enum LetterboxdFile
{
    Ratings,
    Diary,
    Reviews,
    Watched,
    Likes,
    Watchlist,
    OwnList,

    /// <summary>Watched, watchlist or likes: the header is the same and the name does not say.</summary>
    FilmList,
}

internal static class LetterboxdFiles
{
    // What somebody deleted and what lost its film are not their history.
    static readonly string[] LeftOut = ["deleted", "orphaned"];

    static readonly string[] ListColumns = ["Position", "Name", "Year", "URL"];

    /// <summary>The table a file is by its columns and, where they do not tell, its name; <see langword="null"/> when it is none that is read.</summary>
    public static LetterboxdFile? Which(ExportFile file, FilmListKind readAs)
    {
        if (LeftOut.Any(file.IsIn))
            return null;
        if (file.Header is [var first, ..] && first.StartsWith("Letterboxd list export", StringComparison.OrdinalIgnoreCase))
            return LetterboxdFile.OwnList;
        if (!file.HasColumns("Name", "Year", "Letterboxd URI"))
            return null;
        if (file.HasColumns("Review"))
            return LetterboxdFile.Reviews;
        if (file.HasColumns("Watched Date"))
            return LetterboxdFile.Diary;
        if (file.HasColumns("Rating"))
            return LetterboxdFile.Ratings;

        return readAs switch
        {
            FilmListKind.Watched => LetterboxdFile.Watched,
            FilmListKind.Watchlist => LetterboxdFile.Watchlist,
            FilmListKind.Likes => LetterboxdFile.Likes,
            _ => ByName(file),
        };
    }

    /// <summary>The table below the lines that name the list.</summary>
    public static CsvTable? ListTable(ExportFile file) => file.Table().Below(header => ListColumns.All(column => header.Contains(column, StringComparer.OrdinalIgnoreCase)));

    static LetterboxdFile ByName(ExportFile file)
    {
        var name = file.Path[^1];
        return file.IsIn("likes") || name.Contains("like", StringComparison.OrdinalIgnoreCase) ? LetterboxdFile.Likes
            : name.Contains("watchlist", StringComparison.OrdinalIgnoreCase) ? LetterboxdFile.Watchlist
            : name.Contains("watched", StringComparison.OrdinalIgnoreCase) ? LetterboxdFile.Watched
            : LetterboxdFile.FilmList;
    }
}
