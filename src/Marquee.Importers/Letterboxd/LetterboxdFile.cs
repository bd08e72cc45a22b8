using Marquee.Importers.Reading;

namespace Marquee.Importers.Letterboxd;

/// <summary>Which of Letterboxd's tables a file is. Read in this order: a rating of its own outranks the one of a diary entry.</summary>
internal enum LetterboxdFile
{
    Ratings,
    Diary,
    Reviews,
    Watched,
    Watchlist,

    /// <summary>Watched or watchlist: the header is the same and the name does not say.</summary>
    FilmList,
}

internal static class LetterboxdFiles
{
    // What somebody deleted, what lost its film, and lists of others' things are not their history.
    static readonly string[] LeftOut = ["deleted", "orphaned", "__MACOSX", "likes", "lists"];

    /// <summary>The table a file is by its columns and, where they do not tell, its name; <see langword="null"/> when it is none that is read.</summary>
    public static LetterboxdFile? Which(ExportFile file, FilmListKind readAs)
    {
        if (LeftOut.Any(file.IsIn) || !file.HasColumns("Name", "Year", "Letterboxd URI"))
            return null;
        if (file.HasColumns("Review"))
            return LetterboxdFile.Reviews;
        if (file.HasColumns("Watched Date"))
            return LetterboxdFile.Diary;
        if (file.HasColumns("Rating"))
            return LetterboxdFile.Ratings;

        var name = file.Path[^1];
        return readAs switch
        {
            FilmListKind.Watched => LetterboxdFile.Watched,
            FilmListKind.Watchlist => LetterboxdFile.Watchlist,
            _ when name.Contains("watchlist", StringComparison.OrdinalIgnoreCase) => LetterboxdFile.Watchlist,
            _ when name.Contains("watched", StringComparison.OrdinalIgnoreCase) => LetterboxdFile.Watched,
            _ => LetterboxdFile.FilmList,
        };
    }
}
