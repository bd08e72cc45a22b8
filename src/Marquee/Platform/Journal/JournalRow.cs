using System.Globalization;
using System.Text.Json;

namespace Marquee.Platform;

/// <summary>A row as it stood, by column. Two rows are the same when all their columns are.</summary>
sealed class JournalRow
{
    readonly SortedDictionary<string, object?> _columns;

    JournalRow(SortedDictionary<string, object?> columns) => _columns = columns;

    public IEnumerable<string> Columns => _columns.Keys;

    public object? this[string column] => _columns.GetValueOrDefault(column);

    public bool Has(string column) => _columns.ContainsKey(column);

    public static JournalRow Of(IDictionary<string, object?> row) =>
        new(new SortedDictionary<string, object?>(row.ToDictionary(c => c.Key, c => Plain(c.Value)), StringComparer.Ordinal));

    /// <summary>The row with one column set otherwise.</summary>
    public JournalRow With(string column, object? value) => new(new SortedDictionary<string, object?>(_columns, StringComparer.Ordinal) { [column] = value });

    public string Key(IEnumerable<string> columns) =>
        string.Join(':', columns.Select(column => Convert.ToString(_columns.GetValueOrDefault(column), CultureInfo.InvariantCulture)));

    public string Json => JsonSerializer.Serialize(_columns);

    public static JournalRow Read(JsonElement json) => new(new SortedDictionary<string, object?>(
        json.EnumerateObject().ToDictionary(p => p.Name, p => Value(p.Value)), StringComparer.Ordinal));

    public Dapper.DynamicParameters Parameters()
    {
        var parameters = new Dapper.DynamicParameters();
        foreach (var (column, value) in _columns)
            parameters.Add(column, value);
        return parameters;
    }

    // Both drivers' numbers as one kind, so that a row read, written as JSON and read again is the same row.
    static object? Plain(object? value) => value switch
    {
        null or DBNull => null,
        int number => (long)number,
        float number => (double)number,
        _ => value,
    };

    static object? Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => json.GetString(),
        _ => json.TryGetInt64(out var whole) ? (object)whole : json.GetDouble(),
    };
}
