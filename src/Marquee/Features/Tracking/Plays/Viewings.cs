namespace Marquee.Features.Tracking.Plays;

/// <summary>A viewing while it is decided what becomes of it.</summary>
sealed class Viewing(long? id, int ordinal, params IEnumerable<Telling> tellings)
{
    readonly List<Telling> _tellings = [.. tellings];

    /// <summary>Its row; null: it is new.</summary>
    public long? Id { get; set; } = id;

    /// <summary>Which of the viewings of one day it is, from 0.</summary>
    public int Ordinal { get; } = ordinal;

    public IReadOnlyList<Telling> Tellings => _tellings;

    public Telling Best => SamePlay.Best(_tellings);

    /// <summary>Whether a row of the file that is being read has told of it.</summary>
    public bool Claimed { get; set; }

    public void Add(Telling telling) => _tellings.Add(telling);
}

/// <summary>What became of a telling.</summary>
/// <param name="Play">The viewing it is part of.</param>
/// <param name="What">New (<see cref="Sameness.Different"/>), told by another source as well, or known.</param>
sealed record Decision(Viewing Play, Sameness What);

/// <summary>All viewings of one film or episode by one profile: takes tellings one after another and says what each is.</summary>
sealed class Viewings(PlayLength length, IEnumerable<Viewing> known)
{
    readonly List<Viewing> _plays = [.. known];

    public IReadOnlyList<Viewing> Plays => _plays;

    /// <param name="told">What is told.</param>
    /// <param name="again">They say themselves that it is another viewing.</param>
    /// <param name="rows">Whether this is a row of a file, where the same day twice means twice.</param>
    public Decision Take(Telling told, bool again, bool rows)
    {
        if (!again)
        {
            var judged = _plays.ConvertAll(play => (Play: play, What: SamePlay.Of(play.Tellings, told, length)));
            if (judged.FirstOrDefault(j => j.What == Sameness.Known && !(rows && j.Play.Claimed && told is { Precision: PlayPrecision.Day, EventId: null })).Play is { } repeated)
                return Claim(repeated, Sameness.Known);
            if (judged.Where(j => j.What == Sameness.Same).OrderBy(j => SamePlay.Distance(j.Play.Tellings, told, length)).FirstOrDefault().Play is { } same)
            {
                same.Add(told);
                return Claim(same, Sameness.Same);
            }
        }

        // The natural key of a play is its time; a second one of the same time is counted on.
        var ordinal = _plays.Where(p => p.Tellings.Any(t => t.At == told.At && t.Precision == told.Precision)).Select(p => p.Ordinal + 1).DefaultIfEmpty(0).Max();
        var play = new Viewing(null, ordinal, told);
        _plays.Add(play);
        return Claim(play, Sameness.Different);
    }

    static Decision Claim(Viewing play, Sameness what)
    {
        play.Claimed = true;
        return new Decision(play, what);
    }
}
