namespace Marquee.Importers.Reading;

/// <summary>
/// A table in comma-, semicolon- or tab-separated text, read row by row. A row that cannot be read says why and costs only itself:
/// when a quotation mark is left open and swallows the lines after it, those lines are read again one by one.
/// </summary>
internal sealed class CsvTable(Func<StreamReader> open, ExportLimits limits)
{
    const int MostRecordsAbove = 200;

    static readonly char[] Delimiters = [',', ';', '\t'];

    readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);
    char? _delimiter;

    public IReadOnlyList<string> Header
    {
        get;
        init
        {
            field = value;
            for (var i = 0; i < value.Count; i++)
                _columns.TryAdd(value[i], i);
        }
    } = [];

    /// <summary>Records above the header, as Letterboxd's lists have them.</summary>
    public IReadOnlyList<CsvRow> Above { get; init; } = [];

    /// <summary>The position of a column, or −1.</summary>
    public int IndexOf(string name) => _columns.GetValueOrDefault(name, -1);

    public bool Has(string name) => _columns.ContainsKey(name);

    public IReadOnlyList<string> ReadHeader()
    {
        var delimiter = Delimiter();
        using var text = open();
        using var line = new StringReader(FirstLine(text));
        var records = new CsvRecords(line, delimiter, limits.RowCharacters);
        return records.Read() && records.Count > 0 ? Names(records) : [];
    }

    /// <summary>The same text as a table whose header stands further down; <see langword="null"/> when there is no such header.</summary>
    public CsvTable? Below(Func<IReadOnlyList<string>, bool> isHeader)
    {
        using var text = open();
        var records = new CsvRecords(text, ',', limits.RowCharacters);
        var above = new List<CsvRow>();
        while (records.Read() && above.Count < MostRecordsAbove)
        {
            var names = Names(records);
            if (isHeader(names))
                return new CsvTable(open, limits) { Header = names, Above = above, _delimiter = ',' };
            above.Add(new CsvRow(records.Line, CsvRow.Keep(records.Raw), names, null));
        }

        return null;
    }

    public IEnumerable<CsvRow> Rows(CancellationToken cancel)
    {
        // A file that is no archive is one stream, rewound at each opening: one reader at a time.
        var delimiter = Delimiter();
        using var text = open();
        var records = new CsvRecords(text, delimiter, limits.RowCharacters);
        for (var i = 0; i < Above.Count && records.Read(); i++)
            cancel.ThrowIfCancellationRequested();
        var header = true;
        while (records.Read())
        {
            cancel.ThrowIfCancellationRequested();
            if (header)
            {
                header = records.IsBlank && records.TooLong == 0;
                continue;
            }

            if (IsTorn(records))
                records.KeepFirstLine();
            if (records.TooLong > 0 || !records.IsBlank)
                yield return Row(records);
        }
    }

    CsvRow Row(CsvRecords records)
    {
        var line = records.Line;
        var raw = records.Raw;
        var length = Math.Max(records.TooLong, raw.Length);
        if (length > limits.RowCharacters)
            return new CsvRow(line, CsvRow.Keep(raw, length), [],
                $"This row has {Figures.Of(length)} characters; no export writes more than {Figures.Of(limits.RowCharacters)}.");
        if (records.IsOpen)
            return CsvRow.Broken(line, raw, "A quotation mark is opened in this row and never closed: the file was cut or damaged here.");
        if (raw.Contains('\0'))
            return CsvRow.Broken(line, raw, "This row holds NUL characters: the file was damaged here.");
        if (records.Count < Header.Count)
            return CsvRow.Broken(line, raw, $"This row ends early: it has {records.Count} of {Header.Count} columns.");
        if (records.Count > Header.Count)
            return CsvRow.Broken(line, raw, $"This row has {records.Count} columns, the header {Header.Count}: a quotation mark or comma is out of place.");

        var cells = new string[records.Count];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = records[i];
        return new CsvRow(line, CsvRow.Keep(raw), cells, null);
    }

    // A record over several lines is a review with line breaks in it, or the work of a stray quotation mark. The column count tells them apart.
    bool IsTorn(CsvRecords records) =>
        records.Lines > 1 && (records.IsOpen || records.IsOdd || records.Count != Header.Count || records.Raw.Length > limits.RowCharacters);

    static string[] Names(CsvRecords records)
    {
        var names = new string[records.Count];
        for (var i = 0; i < names.Length; i++)
            names[i] = records[i].Trim('\uFEFF', ' ', '\t', '\0', '"');
        return names;
    }

    // The header has no commas inside its names, so whatever separates most is the separator.
    char Delimiter()
    {
        if (_delimiter is { } known)
            return known;
        using var text = open();
        var header = FirstLine(text);
        return (_delimiter = Delimiters.MaxBy(delimiter => header.AsSpan().Count(delimiter))).Value;
    }

    string FirstLine(StreamReader text)
    {
        Span<char> start = new char[Math.Min(limits.RowCharacters, 64 * 1024)];
        ReadOnlySpan<char> read = start[..text.ReadBlock(start)];
        read = read.TrimStart("\uFEFF\r\n");
        var end = read.IndexOfAny('\r', '\n');
        return (end < 0 ? read : read[..end]).ToString();
    }
}
