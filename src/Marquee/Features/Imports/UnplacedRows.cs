using System.Globalization;
using System.Text;
using Marquee.Data;

namespace Marquee.Features.Imports;

/// <summary>
/// The rows of an import that found no place, as a table that can be mended in any spreadsheet and dropped in again: names, years and
/// what the row says, with the reason beside it.
/// </summary>
static class UnplacedRows
{
    const int AtATime = 1_000;

    public static async Task<byte[]> CsvAsync(FindImports find, BatchId id, CancellationToken cancel)
    {
        await find.OneAsync(id, cancel);
        var text = new StringBuilder("title,year,rating,watched_at,imdb_id,line,reason,row\r\n");
        for (long after = 0; ;)
        {
            var rows = await find.RowsAsync(id, null, after, AtATime, cancel);
            foreach (var row in rows)
                text.AppendJoin(',', new[]
                {
                    row.Title, row.Year?.ToString(CultureInfo.InvariantCulture), row.Told?.Rating is { } tenths ? (tenths / 10m).ToString(CultureInfo.InvariantCulture) : null,
                    row.Told?.WatchedAt?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    row.Told?.Ids?.FirstOrDefault(known => known.StartsWith("imdb:", StringComparison.Ordinal))?[5..], row.Line.ToString(CultureInfo.InvariantCulture), row.Reason, row.Raw,
                }.Select(Cell)).Append("\r\n");
            if (rows.Count < AtATime)
                return Encoding.UTF8.GetBytes(text.ToString());
            after = rows[^1].Id;
        }
    }

    // A cell that a spreadsheet would run gets an apostrophe before it.
    static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
            text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
