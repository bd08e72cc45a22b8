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
        var tables = contents.Files
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
            LeaveOut(LetterboxdFile.FilmList, "its name does not tell whether it is what you watched or your watchlist");
            if (tables.Any(table => table.which == LetterboxdFile.Diary))
                LeaveOut(LetterboxdFile.Reviews, "your diary has the same viewings; the texts stay in your export");
        }
        else if (tables[0].which == LetterboxdFile.FilmList)
        {
            throw ExportRefused.WatchedOrWatchlist(tables[0].file.Name);
        }

        if (tables.Count == 0)
            return null;
        return new Recognised([.. tables.Select(table => table.file.Name)], remarks, cancel => Read(tables, cancel));

        void LeaveOut(LetterboxdFile which, string why)
        {
            remarks.AddRange(tables.Where(table => table.which == which).Select(table => $"{table.file.Name} is left out: {why}."));
            tables.RemoveAll(table => table.which == which);
        }
    }

    static IEnumerable<ExportRow> Read(IEnumerable<(ExportFile File, LetterboxdFile Which)> tables, CancellationToken cancel)
    {
        // The address in a diary row is the entry's, not the film's, so the tables meet in name and year.
        var rated = new HashSet<(string? Name, int? Year)>();
        foreach (var (file, which) in tables)
        {
            var rows = new LetterboxdRows(file, which);
            foreach (var row in rows.Read(cancel))
            {
                if (row is not ImportedItem { Rating: not null } item)
                    yield return row;
                else if (which == LetterboxdFile.Ratings)
                {
                    rated.Add((item.Title, item.Year));
                    yield return item;
                }
                else
                    yield return rated.Contains((item.Title, item.Year)) ? item with { Rating = null, RatedAt = null } : item;
            }
        }
    }
}
