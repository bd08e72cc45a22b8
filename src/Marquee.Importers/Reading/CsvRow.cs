namespace Marquee.Importers.Reading;

/// <summary>One record of a table.</summary>
/// <param name="Line">The line it starts on, counted from 1 with the header.</param>
/// <param name="RawText">The record as it stands, shortened when very long, fit to be stored.</param>
/// <param name="Cells">The fields, trimmed; as many as the header has columns when there is no fault.</param>
/// <param name="Fault">Why the record cannot be read; <see langword="null"/> when it can.</param>
internal readonly record struct CsvRow(int Line, string RawText, string[] Cells, string? Fault)
{
    const int KeptCharacters = 1_000;

    public static CsvRow Broken(int line, ReadOnlySpan<char> raw, string fault) => new(line, Keep(raw), [], fault);

    /// <summary>Cuts a record to what is worth showing. NULs become visible: PostgreSQL stores none.</summary>
    public static string Keep(ReadOnlySpan<char> raw, long length = 0)
    {
        raw = raw.TrimEnd("\r\n");
        length = Math.Max(length, raw.Length);
        var kept = Shortened.To(raw, KeptCharacters);
        if (length > KeptCharacters)
            kept += $" ({Figures.Of(length)} characters)";
        return kept.Replace('\0', '␀');
    }
}
