namespace Marquee.Importers.Reading;

/// <summary>
/// Takes records out of separated text one after the other, holding one at a time and never more than a limit of it. Fields may be in
/// quotation marks, with marks doubled and line ends inside; a mark in the middle of a plain field is a letter like any other.
/// </summary>
internal sealed class CsvRecords(TextReader text, char delimiter, int mostCharacters)
{
    // A torn record up to this size is worth reading again line by line with an eye for records over several lines. Beyond, each line is
    // taken for itself: lines of stray quotation marks would else be read again and again, a megabyte each.
    const int WorthMendingLines = 16;
    const int WorthMendingCharacters = 64 * 1024;

    readonly List<(int From, int Length, bool IsQuoted)> _fields = [];
    char[] _buffer = new char[16 * 1024];
    int _from;
    int _filled;
    bool _ended;

    // Where the record ends, without and with its line end, and where its first line does.
    int _to;
    int _next;
    int _firstLineTo;
    int _firstLineNext;
    int _singleLines;

    /// <summary>The line the record starts on, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>The lines it covers.</summary>
    public int Lines { get; private set; }

    /// <summary>Whether a quotation mark in it was never closed.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether letters follow a closing quotation mark, which no writer does: the mark was a stray one.</summary>
    public bool IsOdd { get; private set; }

    /// <summary>The characters of a line longer than the limit, of which only the beginning is kept; otherwise 0.</summary>
    public long TooLong { get; private set; }

    public int Count => _fields.Count;

    public ReadOnlySpan<char> Raw => _buffer.AsSpan(_from, _to - _from);

    public bool IsBlank
    {
        get
        {
            foreach (var (from, length, _) in _fields)
                if (!_buffer.AsSpan(from, length).IsWhiteSpace())
                    return false;
            return true;
        }
    }

    /// <summary>Moves to the next record. Call it after each one; it goes on behind what was last <see cref="Read"/> or <see cref="KeepFirstLine"/>.</summary>
    public bool Read()
    {
        Line += Lines;
        (_from, Lines, TooLong) = (_next, 0, 0);
        Scan(acrossLines: _singleLines == 0);
        _singleLines = Math.Max(0, _singleLines - 1);
        if (TooLong > 0 && Lines > 1)
            KeepFirstLine();
        else if (TooLong > 0)
            SkipLine();
        return _next > _from;
    }

    /// <summary>Takes the record for its first line alone; the lines behind it are read again.</summary>
    public void KeepFirstLine()
    {
        if (Lines > WorthMendingLines || TooLong > 0 || _to - _from > WorthMendingCharacters)
            _singleLines = Lines - 1;
        (_to, _next, Lines, TooLong) = (_firstLineTo, _firstLineNext, 0, 0);
        Scan(acrossLines: false);
    }

    /// <summary>A field without its quotation marks, trimmed.</summary>
    public string this[int index]
    {
        get
        {
            var (from, length, isQuoted) = _fields[index];
            var field = _buffer.AsSpan(from, length);
            return isQuoted && field.Contains('"') ? Unescaped(field.TrimEnd()).Trim() : field.Trim().ToString();
        }
    }

    // "a ""b"" c" tail: marks inside are doubled, and what stands behind the closing one belongs to the field.
    static string Unescaped(ReadOnlySpan<char> field)
    {
        var letters = new char[field.Length];
        var count = 0;
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == '"' && i + 1 < field.Length && field[i + 1] == '"')
                i++;
            else if (field[i] == '"' && i == field.Length - 1)
                continue;
            letters[count++] = field[i];
        }

        return new string(letters, 0, count);
    }

    void Scan(bool acrossLines)
    {
        _fields.Clear();
        (IsOpen, IsOdd) = (false, false);
        var at = 0;
        while (true)
        {
            var isQuoted = Peek(at) == '"';
            if (isQuoted)
                at++;
            var field = at;
            if (isQuoted)
                at = Closing(at, acrossLines);
            var closing = at;
            while (Peek(at) is var c && c >= 0 && c != delimiter && c is not ('\r' or '\n') && TooLong == 0)
                at++;
            IsOdd |= isQuoted && !IsOpen && !_buffer.AsSpan(_from + closing, at - closing).IsWhiteSpace();
            // The closing mark itself is no part of the field unless letters follow it.
            var length = isQuoted && !IsOpen && at == closing ? at - field - 1 : at - field;
            _fields.Add((_from + field, Math.Max(0, length), isQuoted));
            if (Peek(at) == delimiter && TooLong == 0)
            {
                at++;
                continue;
            }

            End(at);
            return;
        }
    }

    // Behind the closing mark, or at the end of what there is.
    int Closing(int at, bool acrossLines)
    {
        while (true)
        {
            var c = Peek(at);
            if (c < 0 || TooLong > 0 || (!acrossLines && c is '\r' or '\n'))
            {
                IsOpen = true;
                return at;
            }

            if (c is '\r' or '\n')
            {
                var behind = Behind(at);
                if (Lines++ == 0)
                    (_firstLineTo, _firstLineNext) = (_from + at, _from + behind);
                at = behind;
            }
            else if (c == '"' && Peek(at + 1, isAhead: true) != '"')
                return at + 1;
            else
                at += c == '"' ? 2 : 1;
        }
    }

    void End(int at)
    {
        _to = _from + at;
        var behind = Peek(at) < 0 ? at : Behind(at);
        if (Lines++ == 0)
            (_firstLineTo, _firstLineNext) = (_to, _from + behind);
        _next = _from + behind;
    }

    int Behind(int lineEnd) => Peek(lineEnd) == '\r' && Peek(lineEnd + 1, isAhead: true) == '\n' ? lineEnd + 2 : lineEnd + 1;

    // One line longer than the limit: its beginning stays, the rest is counted.
    void SkipLine()
    {
        TooLong = _filled - _from;
        var kept = Math.Min(_filled - _from, mostCharacters);
        _buffer.AsSpan(_from, kept).CopyTo(_buffer);
        (_from, _to, _filled) = (0, kept, kept);
        var rest = new char[8 * 1024];
        Lines = 1;
        _ended = true;
        for (int read; (read = text.Read(rest)) > 0;)
        {
            var end = rest.AsSpan(0, read).IndexOfAny('\r', '\n');
            TooLong += end < 0 ? read : end;
            if (end < 0)
                continue;
            var behind = end + 1;
            if (rest[end] == '\r' && behind == read && text.Peek() == '\n')
                text.Read();
            else if (rest[end] == '\r' && behind < read && rest[behind] == '\n')
                behind++;
            Append(rest.AsSpan(behind, read - behind));
            _ended = false;
            break;
        }

        _next = kept;
        _fields.Clear();
    }

    void Append(ReadOnlySpan<char> more)
    {
        if (_buffer.Length < _filled + more.Length)
            Array.Resize(ref _buffer, (_filled + more.Length) * 2);
        more.CopyTo(_buffer.AsSpan(_filled));
        _filled += more.Length;
    }

    // The character at a distance from the record's start, −1 at the end of the text or of what a record may have.
    int Peek(int at, bool isAhead = false)
    {
        while (_from + at >= _filled)
        {
            if (_ended)
                return -1;
            if (at > mostCharacters && !isAhead)
            {
                TooLong = at;
                return -1;
            }

            Fill();
        }

        return _buffer[_from + at];
    }

    void Fill()
    {
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _filled - _from).CopyTo(_buffer);
            _filled -= _from;
            _to -= _from;
            _next -= _from;
            _firstLineTo -= _from;
            _firstLineNext -= _from;
            for (var i = 0; i < _fields.Count; i++)
                _fields[i] = _fields[i] with { From = _fields[i].From - _from };
            _from = 0;
        }

        if (_filled == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = text.Read(_buffer, _filled, _buffer.Length - _filled);
        _filled += read;
        _ended = read == 0;
    }
}
