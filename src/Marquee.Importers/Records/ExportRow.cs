namespace Marquee.Importers;

/// <summary>One row of an export: something to bring in (<see cref="ImportedItem"/>), a list that items belong to (<see cref="ImportedList"/>), or a row that is left out (<see cref="RefusedRow"/>).</summary>
/// <param name="File">The file's name, inside its archive where there is one.</param>
/// <param name="Line">In a table the line on which the row starts, counted from 1 with the header; in JSON the record's number, counted from 1.</param>
/// <param name="RawText">The row as it stands in the file, shortened when very long.</param>
public abstract record ExportRow(string File, int Line, string RawText);

/// <summary>A row that is left out, with a sentence for the person who sent the file.</summary>
public sealed record RefusedRow(string File, int Line, string RawText, string Reason) : ExportRow(File, Line, RawText)
{
    /// <summary>
    /// Whether the row is sound and only nothing that Marquee keeps: a video game, a trailer, an advertisement. Otherwise it is damaged,
    /// and mending it would bring it in.
    /// </summary>
    public bool IsSkipped { get; init; }
}

/// <summary>An own list as a whole. It comes before the items that are in it; they name it by <see cref="Key"/>.</summary>
/// <param name="Key">The source's own key for the list, the same in every export: its address, id or name.</param>
/// <param name="Name">What its owner called it.</param>
public sealed record ImportedList(string File, int Line, string RawText, string Key, string Name) : ExportRow(File, Line, RawText)
{
    public string? Description { get; init; }

    /// <summary>Whether the order is meant as a ranking, with numbers shown.</summary>
    public bool IsRanked { get; init; }

    /// <summary>Who may see it at the source: <c>public</c>, <c>friends</c> or <c>private</c>; <see langword="null"/> when the file does not say.</summary>
    public string? Visibility { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The sign it is shown with.</summary>
    public string? Icon { get; init; }

    /// <summary>What a smart list holds, in Marquee's own words for filters.</summary>
    public string? Filter { get; init; }
}
