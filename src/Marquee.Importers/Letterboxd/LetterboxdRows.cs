using Marquee.Importers.Reading;

namespace Marquee.Importers.Letterboxd;

/// <summary>The rows of one of Letterboxd's tables. Stars go from ½ to 5; there is no outside id in any of them.</summary>
internal sealed class LetterboxdRows(ExportFile file, LetterboxdFile which)
{
    const int TenthsPerStar = 20;

    readonly CsvTable _table = file.Table();

    public IEnumerable<ExportRow> Read(CancellationToken cancel)
    {
        var columns = new Columns(
            _table.Column("Date"), _table.Column("Name"), _table.Column("Year"), _table.Column("Letterboxd URI"),
            _table.Column("Rating"), _table.Column("Rewatch"), _table.Column("Watched Date"));
        foreach (var row in _table.Rows(cancel))
            yield return Read(row, columns);
    }

    ExportRow Read(CsvRow row, Columns at)
    {
        var cells = new RowCells(row);
        var date = cells.Date(at.Date);
        var item = new ImportedItem(file.Name, row.Line, row.RawText)
        {
            Title = cells.Required(at.Name, "film name"),
            Year = cells.Year(at.Year),
            Rating = cells.Rating(at.Rating, TenthsPerStar),
        };
        item = which switch
        {
            LetterboxdFile.Ratings => item with { RatedAt = date },
            LetterboxdFile.Diary or LetterboxdFile.Reviews => Entry(item, ref cells, at, date),
            LetterboxdFile.Watched => item with { Viewing = Viewing.SomeTime },
            _ => item with { OnWatchlist = true, ListedAt = date },
        };
        if (which == LetterboxdFile.Ratings && item.Rating is null)
            cells.Refuse("The row has no rating.");
        return cells.Fault is { } reason ? new RefusedRow(file.Name, row.Line, row.RawText, reason) : item;
    }

    static ImportedItem Entry(ImportedItem item, ref RowCells cells, Columns at, DateTimeOffset? logged)
    {
        var address = cells.Text(at.Address);
        var rewatch = cells.Text(at.Rewatch).Equals("Yes", StringComparison.OrdinalIgnoreCase);
        var day = cells.Date(at.WatchedDate);
        return item with
        {
            RatedAt = item.Rating is null ? null : day ?? logged,
            Viewing = day is { } known ? Viewing.OnDay(known, rewatch) : Viewing.SomeTime,
            SourceEventId = address.Length > 0 ? address : null,
        };
    }

    readonly record struct Columns(int Date, int Name, int Year, int Address, int Rating, int Rewatch, int WatchedDate);
}
