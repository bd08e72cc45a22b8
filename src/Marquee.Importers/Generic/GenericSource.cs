using Marquee.Importers.Reading;

namespace Marquee.Importers.Generic;

/// <summary>Any table or JSON whose columns can be told, by their names or by the person who sends it.</summary>
internal sealed class GenericSource : ISource
{
    public string Key => "generic";

    public string Name => "any other table";

    public Recognised? Recognise(ExportContents contents)
    {
        // A zip of unknown tables is somebody's archive; one table is somebody's list.
        var files = contents.Tables.Take(2).ToList();
        if (files is not [var file] || GenericFile.Columns(file).Count == 0)
            return null;
        var mapping = contents.Choices.Columns ?? GenericFile.Guess(file);
        if (!mapping.IsEnough)
            return null;
        var order = mapping.DateOrder ?? Order(file, mapping);
        return new Recognised([file.Name], Remarks(mapping), cancel => new GenericRows(file, mapping, order).Read(cancel));
    }

    static DateOrder Order(ExportFile file, ColumnMapping mapping)
    {
        var guess = new DateOrderGuess();
        if (mapping.Columns.TryGetValue(ImportField.WatchedAt, out var column) || mapping.Columns.TryGetValue(ImportField.RatedAt, out column))
            foreach (var row in GenericFile.Rows(file, CancellationToken.None))
                if (row.Fault is null && !Moments.TryParse(row.Text(column), out _))
                    guess.See(row.Text(column));
        return guess.Order().Order;
    }

    static string[] Remarks(ColumnMapping mapping) =>
        ["The columns were read as " + string.Join(", ", mapping.Columns.OrderBy(pair => pair.Key).Select(pair => $"{Shortened.To(pair.Value, 40)} = {pair.Key}")) + "."];
}
