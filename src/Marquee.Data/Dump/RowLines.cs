using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Marquee.Data.Dump;

/// <summary>
/// Rows as text: one JSON array a line, in the order of the table's columns. Bytes stand as base64, numbers that JSON has no sign for as words.
/// A row has exactly one spelling, so that two tables are the same when their lines are.
/// </summary>
public sealed class RowLines : IDisposable
{
    static readonly JsonWriterOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    readonly ArrayBufferWriter<byte> _line = new(4096);
    readonly Utf8JsonWriter _json;

    public RowLines() => _json = new Utf8JsonWriter(_line, Options);

    /// <summary>A row's line, with its end; valid until the next.</summary>
    public ReadOnlyMemory<byte> Write(object?[] row)
    {
        _line.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartArray();
        foreach (var value in row)
            WriteValue(value);
        _json.WriteEndArray();
        _json.Flush();
        _line.Write("\n"u8);
        return _line.WrittenMemory;
    }

    void WriteValue(object? value)
    {
        switch (value)
        {
            case null: _json.WriteNullValue(); break;
            case long whole: _json.WriteNumberValue(whole); break;
            case bool truth: _json.WriteBooleanValue(truth); break;
            case double number when double.IsFinite(number): _json.WriteNumberValue(number); break;
            case float number when float.IsFinite(number): _json.WriteNumberValue(number); break;
            case double or float: _json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
            case byte[] bytes: _json.WriteBase64StringValue(bytes); break;
            case string text: _json.WriteStringValue(text); break;
            default: throw new NotSupportedException(value.GetType().Name);
        }
    }

    /// <summary>The rows of a file, one by one.</summary>
    /// <param name="columns">In the order of the file.</param>
    /// <exception cref="InvalidDataException">A line is not a row of this table.</exception>
    public static IEnumerable<object?[]> Read(Stream from, IReadOnlyList<ColumnShape> columns)
    {
        var row = new object?[columns.Count];
        var number = 0L;
        foreach (var line in Lines(from))
        {
            number++;
            try
            {
                Parse(line.Span, columns, row);
            }
            catch (Exception damage) when (damage is JsonException or FormatException or InvalidOperationException or OverflowException)
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"Line {number} is no row of this table: {damage.Message}"), damage);
            }

            yield return row;
        }
    }

    static void Parse(ReadOnlySpan<byte> line, IReadOnlyList<ColumnShape> columns, object?[] row)
    {
        var json = new Utf8JsonReader(line);
        json.Read();
        for (var column = 0; column < row.Length; column++)
        {
            if (!json.Read() || json.TokenType == JsonTokenType.EndArray)
                throw new FormatException("it has too few values");
            row[column] = json.TokenType == JsonTokenType.Null ? null : columns[column].Kind switch
            {
                ColumnKind.Whole => json.GetInt64(),
                ColumnKind.Truth => json.GetBoolean(),
                ColumnKind.Text => json.GetString(),
                ColumnKind.Bytes => json.GetBytesFromBase64(),
                ColumnKind.Double => json.TokenType == JsonTokenType.String ? double.Parse(json.GetString()!, CultureInfo.InvariantCulture) : json.GetDouble(),
                _ => json.TokenType == JsonTokenType.String ? float.Parse(json.GetString()!, CultureInfo.InvariantCulture) : json.GetSingle(),
            };
        }

        if (!json.Read() || json.TokenType != JsonTokenType.EndArray)
            throw new FormatException("it has too many values");
    }

    // A line may be as long as the largest picture; the buffer grows to the longest one and stays.
    static IEnumerable<ReadOnlyMemory<byte>> Lines(Stream from)
    {
        var buffer = new byte[1 << 16];
        var (start, end) = (0, 0);
        while (true)
        {
            var at = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (at >= 0)
            {
                yield return buffer.AsMemory(start, at);
                start += at + 1;
                continue;
            }

            if (start > 0)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
            }

            if (end == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            var read = from.Read(buffer, end, buffer.Length - end);
            if (read == 0)
                break;
            end += read;
        }

        if (end > start)
            yield return buffer.AsMemory(start, end - start);
    }

    public void Dispose() => _json.Dispose();
}
