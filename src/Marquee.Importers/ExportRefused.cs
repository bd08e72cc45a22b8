using Marquee.Importers.Reading;

namespace Marquee.Importers;

/// <summary>The whole file cannot be read. <see cref="Code"/> is stable; the message is a sentence that says what to do.</summary>
public sealed class ExportRefused(string code, string sentence) : Exception(sentence)
{
    public string Code { get; } = code;

    internal static ExportRefused EmptyFile() => new("empty_file",
        "This file is empty. Download the export again and drop it here.");

    internal static ExportRefused TooLarge(long limit) => new("too_large",
        $"This file is larger than {limit / (1024 * 1024)} MB, more than any history needs. Check that it is the export itself.");

    internal static ExportRefused NotAnExport(string what) => new("not_an_export",
        $"This is {what}, not an export. Drop the .zip or .csv that {Sources.Names} gave you.");

    internal static ExportRefused Spreadsheet() => new("spreadsheet",
        "This is a spreadsheet. Drop the export as it came, or save the sheet as CSV (UTF-8) and drop that.");

    internal static ExportRefused NotText() => new("not_text",
        "This file is neither text nor a zip. Drop the .zip or .csv as you downloaded it.");

    internal static ExportRefused UnknownColumns(string fileName, IReadOnlyList<string> header) => new("unknown_columns",
        $"{fileName} is text, but its first line is not one that {Sources.Names} writes"
        + (header.Count == 0 ? "." : $": {string.Join(", ", header.Take(12).Select(Shorten))}.")
        + " Drop the export as it came, with its header line.");

    internal static ExportRefused UnknownJson(string fileName) => new("unknown_columns",
        $"{fileName} is JSON, but not in a form that {Sources.Names} writes. Drop the export as it came.");

    internal static ExportRefused DamagedZip() => new("damaged_zip",
        "This zip is damaged or was cut short. Download the export again and drop it here.");

    internal static ExportRefused EncryptedZip() => new("encrypted_zip",
        "This zip is locked with a password. Unpack it and drop the files inside.");

    internal static ExportRefused EmptyZip() => new("empty_zip",
        "This zip holds no files. Download the export again and drop it here.");

    internal static ExportRefused NestedZip(string inner) => new("nested_zip",
        $"This zip holds another zip ({inner}). Unpack it once and drop the inner one here.");

    internal static ExportRefused NothingKnown(IReadOnlyList<string> files) => new("unknown_files",
        $"No file in this zip is one that {Sources.Names} writes; it holds {string.Join(", ", files.Take(5).Select(Shorten))}. Drop the export as it came.");

    internal static ExportRefused ZipBomb() => new("zip_bomb",
        "This zip unpacks to far more than an export ever holds, so it was left alone. Drop the export as it came.");

    internal static ExportRefused TooManyFiles(int limit) => new("too_many_files",
        $"This zip holds more than {Figures.Of(limit)} files, so it was left alone. Drop the export as it came.");

    internal static ExportRefused TooManyRows(int limit) => new("too_many_rows",
        $"This file has more than {Figures.Of(limit)} rows, more than any history needs. Split it and drop the parts.");

    internal static ExportRefused UnsafePath() => new("unsafe_path",
        "This zip has a file name that points outside of it, which no export does, so it was left alone. Drop the export as it came.");

    internal static ExportRefused WatchedOrWatchlist(string fileName) => new("watched_or_watchlist",
        $"{fileName} could be the films you have seen or your watchlist: Letterboxd writes both the same way, and the name does not tell. "
        + "Name it watched.csv or watchlist.csv, or say which it is, and drop it again.");

    internal static ExportRefused SeveralPeople(int people) => new("several_people",
        $"This file holds the ratings of {Figures.Of(people)} people, and a history is one person's. Keep the rows of one userId and drop it again.");

    static string Shorten(string text) => Shortened.To(text, 40);
}
