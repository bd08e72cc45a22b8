using System.Text.Json;
using Marquee.Importers.Reading;

namespace Marquee.Importers.Generic;

/// <summary>A table or a JSON file seen as columns and rows of text.</summary>
internal static class GenericFile
{
    const int MostColumns = 200;
    const int PreviewRows = 8;

    public static ColumnPreview? Preview(ExportFile file)
    {
        var columns = Columns(file);
        if (columns.Count == 0)
            return null;
        var rows = Rows(file, CancellationToken.None).Where(row => row.Fault is null).Take(PreviewRows)
            .Select(row => (IReadOnlyList<string>)[.. columns.Select(column => Shortened.To(row.Text(column), 200))]).ToList();
        return new ColumnPreview(columns, rows, Guess(file));
    }

    /// <summary>The mapping that the names suggest, with the scale of ratings that the first rows show.</summary>
    public static ColumnMapping Guess(ExportFile file)
    {
        var guess = ColumnMapping.Guess(Columns(file));
        if (!guess.Columns.TryGetValue(ImportField.Rating, out var rating))
            return guess;
        var values = Rows(file, CancellationToken.None).Take(1_000).Select(row => RatingScale.Number(row.Text(rating))).OfType<decimal>().ToList();
        var best = values.Count == 0 ? 10 : values.Max();
        // Five at most and halves among them: stars. A column that is called so needs no halves.
        var areStars = best <= 5 && (values.Any(value => value % 1 != 0) || rating.Contains("star", StringComparison.OrdinalIgnoreCase) || rating.EndsWith('5'));
        return guess with { BestRating = areStars ? 5 : best > 10 ? 100 : 10 };
    }

    public static IReadOnlyList<string> Columns(ExportFile file)
    {
        if (file.Json is null)
            return file.Header;
        var names = new List<string>();
        foreach (var record in file.Json.Sample.Records)
            Collect(new JsonNode(record.Value), "", names);
        return names;
    }

    public static IEnumerable<GenericRow> Rows(ExportFile file, CancellationToken cancel) => file.Json is null
        ? TableRows.Cells(file, file.Table(), cancel).Select(cells => new GenericRow(cells.Item(), cells.Fault, column => cells.Text(column)))
        : file.Json.Records(cancel).Select(record => new GenericRow(new ImportedItem(file.Name, record.Number, record.RawText), record.Fault, column => Text(record, column)));

    static string Text(JsonRecord record, string column)
    {
        var node = new JsonNode(record.Value);
        foreach (var name in column.Split('.'))
            node = node[name];
        return node.Element.ValueKind switch
        {
            JsonValueKind.True => "true",
            JsonValueKind.Array => string.Join(", ", node.Items.Select(item => item.Text).OfType<string>()),
            _ => node.Text ?? "",
        };
    }

    // A name that is half of a surrogate pair is none.
    static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    static void Collect(JsonNode node, string before, List<string> names)
    {
        if (!node.IsObject || before.Length > 60)
            return;
        foreach (var property in node.Element.EnumerateObject())
        {
            if (names.Count >= MostColumns)
                return;
            if (NameOf(property) is not { } own)
                continue;
            var name = before + own;
            if (property.Value.ValueKind == JsonValueKind.Object)
                Collect(new JsonNode(property.Value), name + ".", names);
            else if (!names.Contains(name))
                names.Add(name);
        }
    }
}

/// <summary>One row, whatever form it came in.</summary>
internal sealed record GenericRow(ImportedItem Item, string? Fault, Func<string, string> Text);
