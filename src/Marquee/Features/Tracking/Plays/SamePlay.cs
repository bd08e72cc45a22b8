namespace Marquee.Features.Tracking.Plays;

/// <summary>What a telling is to a play that is known.</summary>
enum Sameness
{
    /// <summary>Another viewing.</summary>
    Different,

    /// <summary>The same viewing, told by somebody else or told more exactly.</summary>
    Same,

    /// <summary>The same source told the same before.</summary>
    Known,
}

/// <summary>How long a title is and where its watcher's day begins: what comparing times needs.</summary>
/// <param name="IsEpisode">Whether it is an episode, not a film.</param>
/// <param name="Minutes">Its runtime, if known.</param>
/// <param name="Offset">The watcher's distance from UTC.</param>
sealed record PlayLength(bool IsEpisode, int? Minutes, TimeSpan Offset = default)
{
    static readonly TimeSpan UsualFilm = TimeSpan.FromMinutes(120);
    static readonly TimeSpan UsualEpisode = TimeSpan.FromMinutes(45);

    /// <summary>One source notes the start and another the end, with a pause between: so far apart two times still mean one viewing.</summary>
    public TimeSpan Window => Minutes is { } minutes
        ? TimeSpan.FromMinutes(minutes) + Pause
        : (IsEpisode ? UsualEpisode : UsualFilm) + Pause;

    TimeSpan Pause => TimeSpan.FromMinutes(IsEpisode ? 15 : 30);
}

/// <summary>
/// Whether two sources tell of one viewing of the same film or episode. A source's own names for its events decide first, then the time,
/// with the runtime and kind saying how far apart two times may lie. Pure: the same question has the same answer.
/// </summary>
static class SamePlay
{
    /// <summary>Two presses of one button.</summary>
    static readonly TimeSpan Twice = TimeSpan.FromMinutes(1);

    /// <summary>Who stays up late still means the day before: until so far into the night.</summary>
    static readonly TimeSpan LateNight = TimeSpan.FromHours(5);

    /// <param name="tellings">All that is known of the play; never empty.</param>
    /// <param name="told">What is told now.</param>
    /// <param name="length">Of the film or episode.</param>
    public static Sameness Of(IReadOnlyCollection<Telling> tellings, Telling told, PlayLength length)
    {
        var own = tellings.Where(t => t.Source == told.Source).ToList();
        if (own.Any(t => Repeats(t, told)))
            return Sameness.Known;
        // A source tells each viewing once: what it names or dates otherwise is another one. Only "some time" may get its date later.
        if (own.Any(t => t.Precision != PlayPrecision.Unknown))
            return Sameness.Different;
        if (own.Any(t => t.EventId is not null && told.EventId is not null))
            return Sameness.Different;
        return told.At is null || tellings.All(t => t.At is null) || Distance(tellings, told, length) is not null ? Sameness.Same : Sameness.Different;
    }

    /// <summary>How far apart they are; null when too far to be one viewing. What nobody dated is farthest of all that fit.</summary>
    public static TimeSpan? Distance(IReadOnlyCollection<Telling> tellings, Telling told, PlayLength length)
    {
        var best = Best(tellings);
        if (best.At is not { } known || told.At is not { } at)
            return TimeSpan.MaxValue;
        if (best.Precision == PlayPrecision.Exact && told.Precision == PlayPrecision.Exact)
            return (known - at).Duration() is var apart && apart <= length.Window ? apart : null;
        if (best.Precision == PlayPrecision.Day && told.Precision == PlayPrecision.Day)
            return known.UtcDateTime.Date == at.UtcDateTime.Date ? TimeSpan.Zero : null;
        var (day, moment) = best.Precision == PlayPrecision.Day ? (known, at) : (at, known);
        var local = moment.ToOffset(length.Offset);
        return local.Date == day.UtcDateTime.Date || (local - LateNight).Date == day.UtcDateTime.Date ? LateNight : null;
    }

    /// <summary>The most exact of what is told: an exact time, else a day, else nothing; among equals the first.</summary>
    public static Telling Best(IReadOnlyCollection<Telling> tellings) =>
        tellings.OrderBy(t => t.Precision switch { PlayPrecision.Exact => 0, PlayPrecision.Day => 1, _ => 2 }).First();

    static bool Repeats(Telling known, Telling told)
    {
        if (known.EventId is not null && told.EventId is not null)
            return known.EventId == told.EventId;
        if (known.Precision != told.Precision)
            return false;
        return (known.At, told.At) switch
        {
            (null, null) => true,
            ({ } one, { } other) when known.Precision == PlayPrecision.Exact => (one - other).Duration() < Twice,
            ({ } one, { } other) => one == other,
            _ => false,
        };
    }
}
