namespace Marquee.Importers;

/// <summary>An episode of a show, by its numbers, its name, or its own outside ids. Without number and name it is the whole season.</summary>
/// <param name="Season">0 for specials; <see langword="null"/> when the source names the episode alone.</param>
/// <param name="Number">Its number in the season.</param>
public sealed record ImportedEpisode(int? Season, int? Number, string? Title = null)
{
    public IReadOnlyList<ExternalId> ExternalIds { get; init; } = [];

    /// <summary>The last number, where one file holds several episodes.</summary>
    public int? LastNumber { get; init; }

    /// <summary>All numbers that the row is about: one, or several where one file holds several; none where there is no number.</summary>
    public IEnumerable<int> Numbers => Number is not { } first ? []
        : LastNumber is { } last && last > first && last - first < 100 ? Enumerable.Range(first, last - first + 1) : [first];

    /// <summary>The season as the source words it, where it has a name and no number: "Dark Side of the Ring".</summary>
    public string? SeasonName { get; init; }

    /// <summary>Whether the row is about a season as a whole.</summary>
    public bool IsWholeSeason => Number is null && Title is null && ExternalIds.Count == 0;
}

/// <summary>
/// One viewing of a title. With <see cref="WatchPrecision.Unknown"/> it says no more than "seen at least once",
/// and adds nothing where the title already has a play.
/// </summary>
/// <param name="At">The moment, or midnight UTC of the day; <see langword="null"/> when unknown.</param>
public sealed record Viewing(DateTimeOffset? At, WatchPrecision Precision, bool Rewatch = false)
{
    public static Viewing SomeTime { get; } = new(null, WatchPrecision.Unknown);

    /// <summary>How often, where the source counts viewings it has no times for.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Where: a service, a player, a cinema.</summary>
    public string? Where { get; init; }

    /// <summary>Which time through the show this was, from 1, where the source counts them.</summary>
    public int? Cycle { get; init; }

    /// <summary>How long it lasted, where the source measured.</summary>
    public TimeSpan? Lasted { get; init; }

    public static Viewing OnDay(DateTimeOffset day, bool rewatch) => new(day, WatchPrecision.Day, rewatch);

    /// <summary>A viewing at a moment, or some time when the moment is not known.</summary>
    public static Viewing From(Moment? moment) => moment is { } known ? new(known.At, known.Precision) : SomeTime;
}

/// <summary>How exactly the time of a viewing is known.</summary>
public enum WatchPrecision
{
    Unknown,
    Day,
    Time,
}

/// <summary>A point in time and how exactly it is known.</summary>
/// <param name="At">The moment, or midnight UTC of the day.</param>
public readonly record struct Moment(DateTimeOffset At, WatchPrecision Precision);

/// <summary>A place on an own list.</summary>
/// <param name="ListKey">The <see cref="ImportedList.Key"/> of the list.</param>
/// <param name="Position">The place in its order, from 1; <see langword="null"/> when the order of the rows is all there is.</param>
/// <param name="Note">What the list says about this title.</param>
public sealed record ListPlace(string ListKey, string ListName, int? Position = null, string? Note = null);

/// <summary>What is known of a copy that somebody owns, beyond its name.</summary>
/// <param name="Medium"><c>disc</c>, <c>file</c> or <c>service</c>.</param>
/// <param name="Place">The shelf or folder.</param>
public sealed record OwnedCopy(string? Medium, string? Place = null, string? Note = null);

/// <summary>A review or a comment.</summary>
/// <param name="Text">As written, line breaks and markup included.</param>
public sealed record ImportedText(string Text, bool IsSpoiler = false, DateTimeOffset? At = null)
{
    /// <summary>Who may see it at the source: <c>public</c>, <c>friends</c> or <c>private</c>; <see langword="null"/> when the file does not say.</summary>
    public string? Visibility { get; init; }

    /// <summary>When a draft was begun, which has no day of its own.</summary>
    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>The <see cref="ImportedItem.SourceEventId"/> of the viewing it is about.</summary>
    public string? OfEvent { get; init; }
}

/// <summary>How far a viewing has got, in whatever the source counts.</summary>
/// <param name="Percent">0 to 100.</param>
/// <param name="Position">Time into the film or episode.</param>
/// <param name="Episodes">Episodes of the show that were seen.</param>
public sealed record ViewingProgress(double? Percent = null, TimeSpan? Position = null, int? Episodes = null);

/// <summary>Where somebody stands with a title.</summary>
public enum WatchState
{
    /// <summary>The source does not say.</summary>
    Unsaid,
    Planned,
    Watching,
    Completed,
    Paused,
    Dropped,
}

/// <summary>What a title is, as far as the source says.</summary>
public enum TitleKind
{
    Unknown,
    Film,
    Show,
}
