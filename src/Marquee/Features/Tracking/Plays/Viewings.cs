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
sealed class Viewings
{
    const long TicksOfDay = TimeSpan.TicksPerDay;

    readonly PlayLength _length;
    readonly List<Viewing> _plays = [];

    // Only what lies near in time, has no time, or bears the same name at its source can be the same: somebody may have a thousand viewings of one film.
    readonly Dictionary<long, List<int>> _byDay = [];
    readonly Dictionary<(string, string), List<int>> _byName = [];
    readonly List<int> _undated = [];

    public Viewings(PlayLength length, IEnumerable<Viewing> known)
    {
        _length = length;
        foreach (var play in known)
            Add(play);
    }

    public IReadOnlyList<Viewing> Plays => _plays;

    /// <param name="told">What is told.</param>
    /// <param name="again">They say themselves that it is another viewing.</param>
    /// <param name="rows">Whether this is a row of a file, where the same day twice means twice.</param>
    public Decision Take(Telling told, bool again, bool rows)
    {
        var near = Near(told);
        if (!again)
        {
            var judged = near.ConvertAll(at => (At: at, Play: _plays[at], What: SamePlay.Of(_plays[at].Tellings, told, _length)));
            if (judged.FirstOrDefault(j => j.What == Sameness.Known && !(rows && j.Play.Claimed && told is { Precision: PlayPrecision.Day, EventId: null })).Play is { } repeated)
                return Claim(repeated, Sameness.Known);
            if (judged.Where(j => j.What == Sameness.Same).OrderBy(j => SamePlay.Distance(j.Play.Tellings, told, _length)).FirstOrDefault() is { Play: { } same } found)
            {
                same.Add(told);
                Note(found.At, told);
                return Claim(same, Sameness.Same);
            }
        }

        // The natural key of a play is its time; a second one of the same time is counted on.
        var ordinal = near.Select(at => _plays[at]).Where(p => p.Tellings.Any(t => t.At == told.At && t.Precision == told.Precision)).Select(p => p.Ordinal + 1).DefaultIfEmpty(0).Max();
        var play = new Viewing(null, ordinal, told);
        Add(play);
        return Claim(play, Sameness.Different);
    }

    // In the order in which they were told.
    List<int> Near(Telling told)
    {
        if (told.At is not { } at || _length.Window.Ticks >= TicksOfDay)
            return [.. Enumerable.Range(0, _plays.Count)];
        var near = new SortedSet<int>(_undated);
        for (var day = at.UtcTicks / TicksOfDay - 1; day <= at.UtcTicks / TicksOfDay + 1; day++)
            near.UnionWith(_byDay.GetValueOrDefault(day, []));
        if (told.EventId is { } name)
            near.UnionWith(_byName.GetValueOrDefault((told.Source, name), []));
        return [.. near];
    }

    void Add(Viewing play)
    {
        _plays.Add(play);
        foreach (var telling in play.Tellings)
            Note(_plays.Count - 1, telling);
    }

    void Note(int play, Telling telling)
    {
        if (telling.At is { } at)
            Under(_byDay, at.UtcTicks / TicksOfDay).Add(play);
        else
            _undated.Add(play);
        if (telling.EventId is { } name)
            Under(_byName, (telling.Source, name)).Add(play);
    }

    static List<int> Under<TKey>(Dictionary<TKey, List<int>> index, TKey key) where TKey : notnull =>
        index.TryGetValue(key, out var plays) ? plays : index[key] = [];

    static Decision Claim(Viewing play, Sameness what)
    {
        play.Claimed = true;
        return new Decision(play, what);
    }
}
