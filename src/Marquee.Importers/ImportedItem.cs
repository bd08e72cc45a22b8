namespace Marquee.Importers;

/// <summary>One row of an export: either something to bring in, or a row that could not be read.</summary>
/// <param name="File">The file's name, inside its archive where there is one.</param>
/// <param name="Line">The line on which the row starts, counted from 1 with the header.</param>
/// <param name="RawText">The row as it stands in the file, shortened when very long.</param>
public abstract record ExportRow(string File, int Line, string RawText);

/// <summary>A row that is left out, with a sentence for the person who sent the file.</summary>
public sealed record RefusedRow(string File, int Line, string RawText, string Reason) : ExportRow(File, Line, RawText);

/// <summary>What one row of an export says about one title. Nothing is known yet about which title of the catalogue it is.</summary>
public sealed record ImportedItem(string File, int Line, string RawText) : ExportRow(File, Line, RawText)
{
    /// <summary>The title as the source writes it; <see langword="null"/> where the source names titles by id alone.</summary>
    public string? Title { get; init; }

    /// <summary>The title in its original language, where the source gives it.</summary>
    public string? OriginalTitle { get; init; }

    public int? Year { get; init; }

    public TitleKind Kind { get; init; }

    public IReadOnlyList<ExternalId> ExternalIds { get; init; } = [];

    /// <summary>The rating in tenths of a point on the scale from 1 to 10, exactly: four and a half of five stars are 90.</summary>
    public int? Rating { get; init; }

    /// <summary>When the rating was given, where the source says so.</summary>
    public DateTimeOffset? RatedAt { get; init; }

    /// <summary>The viewing this row records, or <see langword="null"/> when it records none.</summary>
    public Viewing? Viewing { get; init; }

    public bool OnWatchlist { get; init; }

    /// <summary>When the title was put on the watchlist.</summary>
    public DateTimeOffset? ListedAt { get; init; }

    /// <summary>The source's own key for this event, the same in every export of it; <see langword="null"/> when the source has none.</summary>
    public string? SourceEventId { get; init; }
}

/// <summary>
/// One viewing of a title. With <see cref="WatchPrecision.Unknown"/> it says no more than "seen at least once",
/// and adds nothing where the title already has a play.
/// </summary>
/// <param name="At">The moment, or midnight UTC of the day; <see langword="null"/> when unknown.</param>
public sealed record Viewing(DateTimeOffset? At, WatchPrecision Precision, bool Rewatch = false)
{
    public static Viewing SomeTime { get; } = new(null, WatchPrecision.Unknown);

    public static Viewing OnDay(DateTimeOffset day, bool rewatch) => new(day, WatchPrecision.Day, rewatch);
}

/// <summary>How exactly the time of a viewing is known.</summary>
public enum WatchPrecision
{
    Unknown,
    Day,
    Time,
}

/// <summary>What a title is, as far as the source says.</summary>
public enum TitleKind
{
    Unknown,
    Film,
    Show,
}
