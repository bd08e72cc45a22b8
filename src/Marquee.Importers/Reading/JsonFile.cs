using System.Text;
using System.Text.Json;

namespace Marquee.Importers.Reading;

/// <summary>A file of JSON: one value with arrays in it, or one object a line.</summary>
internal sealed class JsonFile(Func<StreamReader> open, string name, ExportLimits limits)
{
    const int LooksAtCharacters = 64 * 1024;
    const int LooksAtRecords = 20;

    bool? _isLines;
    JsonSample? _sample;

    /// <summary>The first records and the names around them; enough to know whose file it is.</summary>
    public JsonSample Sample => _sample ??= TakeSample();

    public IEnumerable<JsonRecord> Records(CancellationToken cancel)
    {
        var isLines = _isLines ??= LooksLikeLines();
        return isLines ? Lines(cancel) : Values(cancel);
    }

    IEnumerable<JsonRecord> Values(CancellationToken cancel)
    {
        using var text = open();
        foreach (var record in new JsonRecords(text, limits).Read(cancel))
            yield return record;
    }

    IEnumerable<JsonRecord> Lines(CancellationToken cancel)
    {
        using var text = open();
        var number = 0;
        foreach (var (line, isTooLong) in BoundedLines.Read(text, limits.RecordBytes))
        {
            cancel.ThrowIfCancellationRequested();
            number++;
            if (line.AsSpan().IsWhiteSpace())
                continue;
            if (isTooLong)
                yield return new JsonRecord("", number, default, CsvRow.Keep(line), $"This line has more than {Figures.Of(limits.RecordBytes)} characters; no export writes so long a one.");
            else
                yield return Line(line, number);
        }
    }

    static JsonRecord Line(string line, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return new JsonRecord("", number, document.RootElement.Clone(), CsvRow.Keep(line), null);
        }
        catch (JsonException)
        {
            return new JsonRecord("", number, default, CsvRow.Keep(line), "This line is no JSON: it was cut or damaged.");
        }
    }

    JsonSample TakeSample()
    {
        if (_isLines ??= LooksLikeLines())
            return new JsonSample([.. Lines(CancellationToken.None).Take(LooksAtRecords).Where(record => record.Fault is null)], new HashSet<string> { "" }, new HashSet<string>());
        using var start = new StringReader(Start(4 * 1024 * 1024));
        var records = new JsonRecords(start, limits);
        var first = records.Read(CancellationToken.None).Where(record => record.Fault is null).Take(LooksAtRecords).ToList();
        return new JsonSample(first, records.Paths, records.Names);
    }

    // A whole object in the first line, and another one below it.
    bool LooksLikeLines()
    {
        if (name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase))
            return true;
        var start = Start(LooksAtCharacters).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        var end = start.IndexOf('\n', StringComparison.Ordinal);
        if (end < 0 || !start.StartsWith('{') || !start.AsSpan(end).TrimStart().StartsWith("{"))
            return false;
        try
        {
            using var document = JsonDocument.Parse(start[..end]);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    string Start(int characters)
    {
        using var text = open();
        var start = new StringBuilder();
        var chunk = new char[16 * 1024];
        for (int read; start.Length < characters && (read = text.Read(chunk)) > 0;)
            start.Append(chunk, 0, read);
        return start.ToString();
    }
}

/// <summary>What a look at the beginning of a JSON file shows.</summary>
/// <param name="Paths">The paths of its arrays.</param>
/// <param name="Names">The names of properties outside of arrays.</param>
internal sealed record JsonSample(IReadOnlyList<JsonRecord> Records, IReadOnlySet<string> Paths, IReadOnlySet<string> Names)
{
    public bool HasPath(params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
            if (Paths.Contains(path))
                return true;
        return false;
    }

    /// <summary>Whether a record at this path has all these properties. A property within another one is written <c>movie.ids</c>.</summary>
    public bool Has(string path, params ReadOnlySpan<string> properties)
    {
        foreach (var record in Records)
            if (record.Path == path && HasAll(new JsonNode(record.Value), properties))
                return true;
        return false;
    }

    static bool HasAll(JsonNode node, ReadOnlySpan<string> properties)
    {
        foreach (var property in properties)
        {
            var at = node;
            foreach (var name in property.Split('.'))
                at = at[name];
            if (!at.IsThere)
                return false;
        }

        return true;
    }
}
