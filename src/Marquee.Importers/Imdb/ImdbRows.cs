using System.Globalization;
using Marquee.Importers.Reading;

namespace Marquee.Importers.Imdb;

/// <summary>The rows of one IMDb table, of whatever generation: columns are found by any name they ever had.</summary>
internal sealed class ImdbRows(ExportFile file, bool isList)
{
    readonly CsvTable _table = file.Table();

    public IEnumerable<ExportRow> Read(CancellationToken cancel)
    {
        var columns = new Columns(
            _table.Column("Const"), _table.Column("Title"), _table.Column("Original Title"), _table.Column("Title Type"), _table.Column("Year"),
            _table.Column("Your Rating", "You rated"), _table.Column("Date Rated", "created"), _table.Column("Created"));
        foreach (var row in _table.Rows(cancel))
            yield return Read(row, columns);
    }

    ExportRow Read(CsvRow row, Columns at)
    {
        var cells = new RowCells(row);
        var type = cells.Text(at.Type);
        if (ImdbTitleTypes.WhyNot(type) is { } instead)
            cells.Refuse($"This is {instead}.");

        var item = new ImportedItem(file.Name, row.Line, row.RawText)
        {
            Title = cells.Required(at.Title, "title"),
            OriginalTitle = cells.Optional(at.OriginalTitle),
            Year = FirstYear(cells.Text(at.Year)),
            Kind = ImdbTitleTypes.Kind(type),
            ExternalIds = Id(ref cells, at.Const),
        };
        item = isList
            ? item with { OnWatchlist = true, ListedAt = cells.Date(at.Created) }
            : item with { Rating = cells.Rating(at.Rating, tenths: 10), RatedAt = cells.Date(at.RatedAt) };
        if (!isList && item.Rating is null)
            cells.Refuse("The row has no rating.");
        return cells.Fault is { } reason ? new RefusedRow(file.Name, row.Line, row.RawText, reason) : item;
    }

    static ExternalId[] Id(ref RowCells cells, int column)
    {
        var text = cells.Required(column, "IMDb id");
        if (ExternalId.Imdb(text) is { } id)
            return [id];
        cells.Refuse($"“{CsvRow.Keep(text)}” is not the IMDb id of a title.");
        return [];
    }

    // A show's year may read "2008–2013", an announced film's "????". The id leads, so a year that is none does no harm.
    static int? FirstYear(string text) =>
        text.Length >= 4 && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;

    readonly record struct Columns(int Const, int Title, int OriginalTitle, int Type, int Year, int Rating, int RatedAt, int Created);
}
