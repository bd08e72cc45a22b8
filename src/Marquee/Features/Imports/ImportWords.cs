using System.Globalization;

namespace Marquee.Features.Imports;

/// <summary>What pages say of an import, in one place.</summary>
static class ImportWords
{
    public static string OfProgress(ImportBatch batch) => batch switch
    {
        { Status: "uploading" } => "Taking the file in",
        { Status: "previewing" } => $"Reading, {N(batch.RowsRead)} rows so far",
        { Status: "running", RowsTotal: > 0 } => $"Bringing in, {N(batch.RowsRead)} of {N(batch.RowsTotal)} rows",
        { Status: "running" } => $"Bringing in, {N(batch.RowsRead)} rows so far",
        _ => OfStatus(batch),
    };

    /// <summary>What it is at, for a list of imports.</summary>
    public static string OfStatus(ImportBatch batch) => batch.Status switch
    {
        "asking" => "waits for your answer",
        "ready" => $"{N(batch.Matched)} of {N(batch.RowsRead)} rows matched, not brought in yet",
        "failed" => "did not finish",
        "undone" => "taken back",
        "done" => $"{N(batch.Matched)} of {N(batch.RowsRead)} rows matched{(batch.Fresh == 0 ? ", nothing new" : "")}",
        _ => "being read",
    };

    public static string Rows(long count, string one, string many) => count == 1 ? $"1 row {one}" : $"{N(count)} rows {many}";

    public static string N(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Stars(int tenths) => (tenths / 10m).ToString("0.#", CultureInfo.InvariantCulture);

    public static string Day(DateTimeOffset at) => at.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
