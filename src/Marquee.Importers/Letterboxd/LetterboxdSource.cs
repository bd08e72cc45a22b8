using Marquee.Importers.Reading;

namespace Marquee.Importers.Letterboxd;

/// <summary>Letterboxd's export: a zip of small tables, or one of its tables alone.</summary>
internal sealed class LetterboxdSource : ISource
{
    public string Key => "letterboxd";

    public string Name => "Letterboxd";

    public Recognised? Recognise(ExportContents contents)
    {
        // Inside a zip every list bears its own name; the caller's word is for a list that comes alone.
        var readAs = contents.IsArchive ? FilmListKind.ByName : contents.ReadAs;
        var tables = contents.Tables
            .Select(file => (file, which: LetterboxdFiles.Which(file, readAs)))
            .Where(table => table.which is not null)
            .Select(table => (table.file, which: table.which!.Value))
            .OrderBy(table => table.which)
            .ToList();
        if (tables.Count == 0)
            return null;

        var remarks = new List<string>();
        if (contents.IsArchive)
        {
            remarks.AddRange(tables.Where(table => table.which == LetterboxdFile.FilmList)
                .Select(table => $"{table.file.Name} is left out: its name does not tell whether it is what you watched or your watchlist."));
            tables.RemoveAll(table => table.which == LetterboxdFile.FilmList);
        }
        else if (tables[0].which == LetterboxdFile.FilmList)
        {
            throw ExportRefused.WatchedOrWatchlist(tables[0].file.Name);
        }

        return tables.Count == 0 ? null
            : new Recognised([.. tables.Select(table => table.file.Name)], remarks, cancel => Read(tables, cancel));
    }

    static IEnumerable<ExportRow> Read(IReadOnlyList<(ExportFile File, LetterboxdFile Which)> tables, CancellationToken cancel)
    {
        // The address in a diary row is the entry's, not the film's, so the tables meet in name and year.
        var rated = new HashSet<long>();
        var hasDiary = tables.Any(table => table.Which == LetterboxdFile.Diary);
        foreach (var (file, which) in tables)
        {
            var rows = which == LetterboxdFile.OwnList ? OwnList(file, cancel) : new LetterboxdRows(file, which, hasDiary).Read(cancel);
            foreach (var row in rows)
            {
                if (row is not ImportedItem { Rating: not null } item)
                    yield return row;
                else if (which == LetterboxdFile.Ratings)
                {
                    rated.Add(Film(item));
                    yield return item;
                }
                else
                    yield return rated.Contains(Film(item)) ? item with { Rating = null, RatedAt = null, RatingAsWritten = null } : item;
            }
        }
    }

    static IEnumerable<ExportRow> OwnList(ExportFile file, CancellationToken cancel) => LetterboxdFiles.ListTable(file) is { } films
        ? new LetterboxdList(file, films).Read(cancel)
        : [new RefusedRow(file.Name, 1, "", "This list ends before its films begin: the file was cut.")];

    // Eight bytes a film instead of its name (FNV-1a): a million films stay small.
    static long Film(ImportedItem item)
    {
        var hash = 14695981039346656037ul ^ (uint)(item.Year ?? 0);
        foreach (var c in item.Title ?? "")
            hash = (hash ^ c) * 1099511628211ul;
        return (long)hash;
    }
}
