using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Marquee.Importers.Reading;

/// <summary>
/// A table in comma-, semicolon- or tab-separated text, read row by row. A row that cannot be read says why and costs only itself:
/// when a quotation mark is left open and swallows the lines after it, those lines are read again one by one.
/// </summary>
internal sealed class CsvTable(Func<StreamReader> open, ExportLimits limits)
{
    static readonly string[] Delimiters = [",", ";", "\t"];

    string? _delimiter;

    public IReadOnlyList<string> Header { get; init; } = [];

    /// <summary>The position of the first of these columns that the table has, or −1.</summary>
    public int Column(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            for (var i = 0; i < Header.Count; i++)
                if (Header[i].Equals(name, StringComparison.OrdinalIgnoreCase))
                    return i;
        return -1;
    }

    public IReadOnlyList<string> ReadHeader()
    {
        using var text = open();
        using var line = new StringReader(FirstLine(text));
        using var parser = Parser(line, Delimiter());
        return parser.Read() ? [.. Enumerable.Range(0, parser.Count).Select(i => parser[i].Trim('\uFEFF', ' ', '\t', '\0'))] : [];
    }

    public IEnumerable<CsvRow> Rows(CancellationToken cancel)
    {
        var delimiter = Delimiter();
        using var text = open();
        using var parser = Parser(text, delimiter);
        var line = 1;
        var header = true;
        while (parser.Read())
        {
            cancel.ThrowIfCancellationRequested();
            var raw = parser.RawRecord;
            var lines = LineEnds(raw);
            if (header)
                header = IsBlank(parser);
            else if (IsTorn(parser, raw, lines))
                foreach (var row in OneByOne(raw, line, delimiter))
                    yield return row;
            else if (!IsBlank(parser))
                yield return Row(parser, raw, line);
            line += lines;
        }
    }

    CsvRow Row(CsvParser parser, string raw, int line)
    {
        if (raw.Length > limits.RowCharacters)
            return CsvRow.Broken(line, raw, $"This row has {Figures.Of(raw.Length)} characters; no export writes more than {Figures.Of(limits.RowCharacters)}.");
        if (raw.Contains('\0'))
            return CsvRow.Broken(line, raw, "This row holds NUL characters: the file was damaged here.");
        if (parser.Count < Header.Count)
            return CsvRow.Broken(line, raw, $"This row ends early: it has {parser.Count} of {Header.Count} columns.");
        if (parser.Count > Header.Count)
            return CsvRow.Broken(line, raw, $"This row has {parser.Count} columns, the header {Header.Count}: a quotation mark or comma is out of place.");

        var cells = new string[parser.Count];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = parser[i].Trim();
        return new CsvRow(line, CsvRow.Keep(raw), cells, null);
    }

    // A record over several lines is a review with line breaks in it, or the work of a stray quotation mark. The column count tells them apart.
    bool IsTorn(CsvParser parser, string raw, int lines) =>
        (lines > 1 && (parser.Count != Header.Count || raw.Length > limits.RowCharacters))
        || (raw.AsSpan().Count('"') % 2 == 1 && lines != 1);

    IEnumerable<CsvRow> OneByOne(string raw, int line, string delimiter)
    {
        using var lines = new StringReader(raw);
        while (lines.ReadLine() is { } single)
        {
            using var text = new StringReader(single);
            using var parser = Parser(text, delimiter);
            if (parser.Read() && !IsBlank(parser))
                yield return single.AsSpan().Count('"') % 2 == 0
                    ? Row(parser, single, line)
                    : CsvRow.Broken(line, single, "A quotation mark is opened in this row and never closed: the file was cut or damaged here.");
            line++;
        }
    }

    // The header has no commas inside its names, so whatever separates most is the separator.
    string Delimiter()
    {
        if (_delimiter is not null)
            return _delimiter;
        using var text = open();
        var header = FirstLine(text);
        return _delimiter = Delimiters.MaxBy(delimiter => header.AsSpan().Count(delimiter))!;
    }

    string FirstLine(StreamReader text)
    {
        Span<char> start = new char[limits.RowCharacters];
        ReadOnlySpan<char> read = start[..text.ReadBlock(start)];
        read = read.TrimStart("\uFEFF\r\n");
        var end = read.IndexOfAny('\r', '\n');
        return (end < 0 ? read : read[..end]).ToString();
    }

    static bool IsBlank(CsvParser parser)
    {
        for (var i = 0; i < parser.Count; i++)
            if (!string.IsNullOrWhiteSpace(parser[i]))
                return false;
        return true;
    }

    static int LineEnds(string raw)
    {
        var feeds = raw.AsSpan().Count('\n');
        return feeds > 0 ? feeds : raw.AsSpan().Count('\r');
    }

    static CsvParser Parser(TextReader text, string delimiter) => new(text, new CsvConfiguration(CultureInfo.InvariantCulture)
    {
        Delimiter = delimiter,
        BadDataFound = null,
        IgnoreBlankLines = false,
        BufferSize = 16 * 1024,
    }, leaveOpen: true);
}
