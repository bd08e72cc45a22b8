using System.Text;
using System.Text.Json;

namespace Marquee.Importers.Reading;

/// <summary>One element of an array in JSON, wherever in the file the array stands.</summary>
/// <param name="Path">The names that lead to its array, apart by points; empty for an array that is the file.</param>
/// <param name="Number">Its number in the file, from 1.</param>
/// <param name="Fault">Why it cannot be read; <see langword="null"/> when it can.</param>
internal readonly record struct JsonRecord(string Path, int Number, JsonElement Value, string RawText, string? Fault);

/// <summary>
/// Takes the elements of arrays out of JSON text one after the other, through objects however deep, and holds one at a time. Text that
/// ends too early, or is no JSON from some point on, gives what came before and one fault.
/// </summary>
internal sealed class JsonRecords(TextReader text, ExportLimits limits)
{
    const int LongestToken = 32 * 1024 * 1024;

    static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    readonly List<(string? Name, bool IsArray)> _open = [];
    readonly HashSet<string> _paths = [];
    readonly char[] _letters = new char[16 * 1024];
    readonly Encoder _encoder = Encoding.UTF8.GetEncoder();
    byte[] _buffer = new byte[64 * 1024];
    int _position;
    int _filled;
    bool _ended;
    bool _stopped;
    JsonReaderState _state = new(Options);
    string? _name;
    int _number;

    // The record under way: where it starts in the buffer, how deep, and its beginning once it has grown too large to keep.
    int _start = -1;
    int _depth;
    string? _tooLarge;

    /// <summary>The paths of all arrays seen so far, empty ones included.</summary>
    public IReadOnlySet<string> Paths => _paths;

    /// <summary>The names of the properties that stand outside of arrays, seen so far.</summary>
    public HashSet<string> Names { get; } = [];

    public IEnumerable<JsonRecord> Read(CancellationToken cancel)
    {
        while (!_stopped)
        {
            cancel.ThrowIfCancellationRequested();
            if (Next() is { } record)
                yield return record;
        }
    }

    // The next record, or nothing when more text is needed or none is left.
    JsonRecord? Next()
    {
        try
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_position, _filled - _position), _ended, _state);
            while (reader.Read())
                if (Token(ref reader) is { } record)
                {
                    Consumed(ref reader);
                    return record;
                }

            Consumed(ref reader);
            if (_ended)
                _stopped = true;
            else
                Fill();
            return null;
        }
        catch (JsonException e)
        {
            return Stop(_ended ? $"The file breaks off in line {e.LineNumber + 1}: it was cut." : $"The file is damaged from line {e.LineNumber + 1} on and cannot be read further.");
        }
    }

    void Consumed(ref Utf8JsonReader reader)
    {
        _position += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }

    JsonRecord? Token(ref Utf8JsonReader reader)
    {
        var type = reader.TokenType;
        if (_start >= 0 || _tooLarge is not null)
            return type is JsonTokenType.EndObject or JsonTokenType.EndArray && reader.CurrentDepth == _depth ? Finished(ref reader) : null;

        var inArray = _open is [.., (_, true)];
        if (type == JsonTokenType.PropertyName)
        {
            _name = Name(ref reader);
            Names.Add(_name);
        }
        else if (type is JsonTokenType.StartObject or JsonTokenType.StartArray && inArray)
            (_start, _depth) = (_position + (int)reader.TokenStartIndex, reader.CurrentDepth);
        else if (type is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            _open.Add((_name, type == JsonTokenType.StartArray));
            if (type == JsonTokenType.StartArray)
                _paths.Add(Path());
        }
        else if (type is JsonTokenType.EndObject or JsonTokenType.EndArray)
            _open.RemoveAt(_open.Count - 1);
        else if (inArray)
        {
            _start = _position + (int)reader.TokenStartIndex;
            return Finished(ref reader);
        }

        return null;
    }

    JsonRecord Finished(ref Utf8JsonReader reader)
    {
        _number++;
        var path = Path();
        var end = _position + (int)reader.BytesConsumed;
        var (start, tooLarge) = (_start, _tooLarge);
        (_start, _tooLarge) = (-1, null);
        if (tooLarge is null && end - start > limits.RecordBytes)
            tooLarge = Beginning(_buffer.AsSpan(start, end - start));
        if (tooLarge is not null)
            return new JsonRecord(path, _number, default, tooLarge, $"This record has more than {Figures.Of(limits.RecordBytes)} bytes; no export writes so large a one.");

        var bytes = _buffer.AsSpan(start, end - start);
        var single = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return new JsonRecord(path, _number, JsonElement.ParseValue(ref single), Beginning(bytes), null);
    }

    JsonRecord Stop(string fault)
    {
        _stopped = true;
        return new JsonRecord(Path(), ++_number, default, Beginning(_buffer.AsSpan(Math.Max(0, _start), Math.Max(0, _filled - Math.Max(0, _start)))), fault);
    }

    // Names are few and short; what is neither is no path anybody knows.
    static string Name(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.ValueSpan.Length <= 200 ? reader.GetString()! : "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    string Path() => string.Join('.', _open.Where(level => level.Name is not null).Select(level => level.Name));

    static string Beginning(ReadOnlySpan<byte> bytes) =>
        CsvRow.Keep(Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 4_000)]), bytes.Length > 4_000 ? bytes.Length : 0);

    void Fill()
    {
        if (_start >= 0 && _position - _start > limits.RecordBytes)
            (_tooLarge, _start) = (Beginning(_buffer.AsSpan(_start, _position - _start)), -1);

        var keep = _start >= 0 ? _start : _position;
        _buffer.AsSpan(keep, _filled - keep).CopyTo(_buffer);
        _position -= keep;
        _filled -= keep;
        if (_start >= 0)
            _start = 0;
        if (_filled - _position > LongestToken)
            throw new JsonException("", "", 0, 0);
        if (_buffer.Length - _filled < _letters.Length * 3 || _filled > _buffer.Length / 2)
            Array.Resize(ref _buffer, _buffer.Length * 2);

        // As much as fits: a long text is looked at again at each step, so the steps double.
        while (!_ended && _buffer.Length - _filled >= _letters.Length * 3)
        {
            var read = text.Read(_letters);
            _ended = read == 0;
            _filled += _encoder.GetBytes(_letters.AsSpan(0, read), _buffer.AsSpan(_filled), flush: _ended);
        }
    }
}
