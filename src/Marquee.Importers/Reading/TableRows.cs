namespace Marquee.Importers.Reading;

/// <summary>Reads a table row by row into items. What a source does with one row is all it has to say.</summary>
internal static class TableRows
{
    /// <param name="read">One row's item; <see langword="null"/> for a row that says nothing and needs no word.</param>
    public static IEnumerable<ExportRow> Read(ExportFile file, Func<RowCells, ImportedItem?> read, CancellationToken cancel)
    {
        foreach (var cells in Cells(file, file.Table(), cancel))
        {
            var item = cells.Fault is null ? read(cells) : null;
            if (cells.Fault is not null)
                yield return cells.Refused();
            else if (item is not null)
                yield return cells.Remark is { } remark ? item with { Remark = remark } : item;
        }
    }

    /// <summary>The rows themselves, good ones and bad ones, for a source that makes several items of one.</summary>
    public static IEnumerable<RowCells> Cells(ExportFile file, CsvTable table, CancellationToken cancel)
    {
        foreach (var row in table.Rows(cancel))
            yield return new RowCells(table, row, file.Name);
    }
}
