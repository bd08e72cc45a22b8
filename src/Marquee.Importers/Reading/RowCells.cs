using System.Globalization;

namespace Marquee.Importers.Reading;

/// <summary>
/// Takes values out of one row by the names of their columns and remembers the first thing that is wrong with it, so that a source can
/// read straight through and ask once at the end. Where several names are given, the first column that is there and filled counts.
/// </summary>
internal sealed class RowCells(CsvTable table, CsvRow row, string file)
{
    const int LongestName = 500;

    /// <summary>Why the row cannot be taken, or <see langword="null"/>.</summary>
    public string? Fault { get; private set; } = row.Fault;

    /// <summary>Whether the row is sound and left out for what it is about.</summary>
    public bool IsSkipped { get; private set; }

    /// <summary>What could not be taken from a row that is otherwise fine.</summary>
    public string? Remark { get; private set; }

    /// <summary>The row as an item that says nothing yet.</summary>
    public ImportedItem Item() => new(file, row.Line, row.RawText) { Remark = Remark };

    public RefusedRow Refused() => new(file, row.Line, row.RawText, Fault!) { IsSkipped = IsSkipped };

    public ImportedList List(string key, string name) => new(file, row.Line, row.RawText, key, name);

    /// <summary>The cell's text, empty when the table lacks the column.</summary>
    public string Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (table.IndexOf(name) is var column && (uint)column < (uint)row.Cells.Length && row.Cells[column].Length > 0)
                return row.Cells[column];
        return "";
    }

    public string Required(string what, params ReadOnlySpan<string> names)
    {
        var text = Text(names);
        if (text.Length == 0)
            Refuse($"The row has no {what}.");
        if (text.Length > LongestName)
            Refuse($"The {what} has {Figures.Of(text.Length)} characters, more than any has: a quotation mark may be missing.");
        return text.Length <= LongestName ? text : "";
    }

    /// <summary>A name that may be missing, or too long to be one.</summary>
    public string? Optional(params ReadOnlySpan<string> names) => Text(names) is { Length: > 0 and <= LongestName } text ? text : null;

    public int? Year(params ReadOnlySpan<string> names)
    {
        var text = Text(names);
        if (text.Length == 0)
            return null;
        if (Years.Plain(text) is { } year)
            return year;
        Refuse($"“{Short(text)}” is not a year.");
        return null;
    }

    /// <summary>A whole number; anything else is as good as nothing.</summary>
    public int? Number(params ReadOnlySpan<string> names) =>
        int.TryParse(Text(names), NumberStyles.AllowTrailingWhite | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Whether the cell says yes.</summary>
    public bool Flag(params ReadOnlySpan<string> names) =>
        Text(names).ToUpperInvariant() is "YES" or "TRUE" or "1" or "Y" or "X";

    /// <summary>A date, or a date with time, in UTC.</summary>
    public DateTimeOffset? Date(params ReadOnlySpan<string> names) => Moment(names)?.At;

    /// <summary>A date, or a date with time, and which of the two.</summary>
    public Moment? Moment(params ReadOnlySpan<string> names)
    {
        var text = Text(names);
        if (text.Length == 0)
            return null;
        if (Moments.TryParse(text, out var moment))
            return moment;
        Refuse($"“{Short(text)}” is not a date such as 2024-03-15.");
        return null;
    }

    /// <summary>Seconds or milliseconds since 1970.</summary>
    public Moment? Epoch(params ReadOnlySpan<string> names)
    {
        var text = Text(names);
        if (text.Length == 0)
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 32_503_680_000_000)
            return Moments.FromEpoch(number);
        Refuse($"“{Short(text)}” is not a time in seconds since 1970.");
        return null;
    }

    /// <summary>A rating in tenths on the scale from 1 to 10. A value that the scale does not have is refused, never rounded.</summary>
    public int? Rating(RatingScale scale, params ReadOnlySpan<string> names)
    {
        var text = Text(names);
        if (text.Length == 0)
            return null;
        if (RatingScale.Number(text) is { } value && scale.Tenths(value) is { } tenths)
            return tenths;
        Refuse(scale.Refusal(text));
        return null;
    }

    /// <summary>The same for a row that says other things too: a rating that cannot be taken costs only itself, and 0 means none.</summary>
    public int? SideRating(RatingScale scale, params ReadOnlySpan<string> names)
    {
        var text = Text(names);
        if (text.Length == 0 || RatingScale.Number(text) is 0)
            return null;
        if (RatingScale.Number(text) is { } value && scale.Tenths(value) is { } tenths)
            return tenths;
        Remark = $"The rating is left out: {scale.Refusal(text)}";
        return null;
    }

    /// <summary>Ids of the title; what is no id of its provider is as good as nothing.</summary>
    public List<ExternalId> Ids(params ReadOnlySpan<(string Provider, string Column)> columns)
    {
        var ids = new List<ExternalId>(columns.Length);
        foreach (var (provider, column) in columns)
            if (ExternalId.Of(provider, Text(column)) is { } id && !ids.Contains(id))
                ids.Add(id);
        return ids;
    }

    /// <summary>Tags apart by commas.</summary>
    public string[] Tags(params ReadOnlySpan<string> names) =>
        Text(names) is { Length: > 0 } text ? text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];

    public void Refuse(string reason) => Fault ??= reason;

    /// <summary>Leaves the row out for what it is about.</summary>
    public void Skip(string reason)
    {
        if (Fault is null)
            (Fault, IsSkipped) = (reason, true);
    }

    static string Short(string text) => Shortened.To(text, 40);
}
