using System.Globalization;
using System.Text;
using Marquee.Importers;

namespace Marquee.Features.Exports;

/// <summary>Writes a table as comma-separated values that every spreadsheet opens and none runs.</summary>
static class CsvCells
{
    /// <summary>A line of cells.</summary>
    public static string Line(params IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>A cell: quoted where it must be. One that a spreadsheet would take for a formula gets an apostrophe, which it does not show.</summary>
    public static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '|' or '%' or '＝' or '＋' or '－' or '＠')
            text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n;") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    public static string? Day(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string? Moment(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    public static string? Id(IReadOnlyList<ExternalId> ids, string provider) => ids.Where(id => id.Provider == provider).Select(id => id.Value).FirstOrDefault();

    public static byte[] Bytes(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines));
}
