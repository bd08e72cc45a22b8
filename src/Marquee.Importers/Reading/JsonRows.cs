namespace Marquee.Importers.Reading;

/// <summary>One record of a JSON file on its way to items: what it says, and what is wrong with it.</summary>
internal sealed class JsonRow(string file, JsonRecord record)
{
    public string Path => record.Path;

    public int Number => record.Number;

    public JsonNode Value { get; } = new(record.Value);

    public string? Fault { get; private set; } = record.Fault;

    public bool IsSkipped { get; private set; }

    /// <summary>The record as an item that says nothing yet.</summary>
    public ImportedItem Item() => new(file, record.Number, record.RawText);

    public ImportedList List(string key, string name) => new(file, record.Number, record.RawText, key, name);

    public RefusedRow Refused() => new(file, record.Number, record.RawText, Fault!) { IsSkipped = IsSkipped };

    public void Refuse(string reason) => Fault ??= reason;

    public void Skip(string reason)
    {
        if (Fault is null)
            (Fault, IsSkipped) = (reason, true);
    }

    /// <summary>The item with a rating on a scale; a rating that the scale does not have costs only itself.</summary>
    public static ImportedItem Rated(ImportedItem item, RatingScale scale, JsonNode rating, DateTimeOffset? at)
    {
        if (rating.Number is not { } value || value == 0)
            return item;
        return scale.Tenths(value) is { } tenths
            ? item with { Rating = tenths, RatingAsWritten = scale.Written(value), RatedAt = at }
            : item with { Remark = $"The rating is left out: {scale.Refusal(rating.Text!)}" };
    }
}

/// <summary>Reads a JSON file record by record.</summary>
internal static class JsonRows
{
    /// <param name="read">One record's items; none for a record that says nothing and needs no word.</param>
    public static IEnumerable<ExportRow> Read(ExportFile file, Func<JsonRow, IEnumerable<ExportRow>> read, CancellationToken cancel)
    {
        foreach (var record in file.Json!.Records(cancel))
        {
            var row = new JsonRow(file.Name, record);
            var items = row.Fault is null ? read(row).ToList() : [];
            if (row.Fault is not null)
                yield return row.Refused();
            else
                foreach (var item in items)
                    yield return item;
        }
    }
}
