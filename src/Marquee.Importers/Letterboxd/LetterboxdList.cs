using Marquee.Importers.Reading;

namespace Marquee.Importers.Letterboxd;

/// <summary>
/// An own list: a line with the format's version, a small table of one row that names the list, and below it the films. What the list
/// says about a film is kept with its place.
/// </summary>
internal sealed class LetterboxdList(ExportFile file, CsvTable films)
{
    public IEnumerable<ExportRow> Read(CancellationToken cancel)
    {
        var list = Named();
        yield return list;
        foreach (var cells in TableRows.Cells(file, films, cancel))
        {
            var item = cells.Item() with
            {
                Title = cells.Required("film name", "Name"),
                Year = cells.Year("Year"),
                ListedAt = list.CreatedAt,
                ListPlace = new ListPlace(list.Key, list.Name, cells.Number("Position"), cells.Text("Description") is { Length: > 0 } note ? note : null),
            };
            yield return cells.Fault is null ? item : cells.Refused();
        }
    }

    ImportedList Named()
    {
        var position = films.Above.ToList().FindIndex(row => row.Cells.Contains("Name", StringComparer.OrdinalIgnoreCase) && row.Cells.Contains("URL", StringComparer.OrdinalIgnoreCase));
        var named = position >= 0 ? films.Above.Skip(position + 1).FirstOrDefault(row => row.Cells.Any(cell => cell.Length > 0)) : default;
        var fallback = System.IO.Path.GetFileNameWithoutExtension(file.Path[^1]);
        if (named.Cells is null)
            return new ImportedList(file.Name, 1, "", fallback, fallback);

        var header = films.Above[position].Cells;
        string Cell(string column) => Array.FindIndex(header, name => name.Equals(column, StringComparison.OrdinalIgnoreCase)) is var at && (uint)at < (uint)named.Cells.Length ? named.Cells[at].Replace('\0', '␀') : "";
        return new ImportedList(file.Name, named.Line, named.RawText, Cell("URL") is { Length: > 0 } address ? address : fallback, Cell("Name") is { Length: > 0 } name ? name : fallback)
        {
            Description = Cell("Description") is { Length: > 0 } text ? text : null,
            Tags = Cell("Tags").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            CreatedAt = Moments.TryParse(Cell("Date"), out var date) ? date?.At : null,
        };
    }
}
