using Marquee.Engine.Data;
using Marquee.Engine.Models.Neural.Layers;
using Marquee.Engine.Models.Sequential;

namespace Marquee.Engine.Models.Neural.SasRec;

/// <summary>A batch of stretches of histories, each no longer than the window: what is watched row by row, and what came next.</summary>
/// <param name="Titles">The title of each row, or the start of a history.</param>
/// <param name="Next">What was watched after each row.</param>
/// <param name="Lines">Which rows make a stretch, and when each was.</param>
sealed record Stretches(int[] Titles, int[] Next, Timelines Lines);

/// <summary>Everybody's histories in the order of time, cut into stretches anew for every round.</summary>
sealed class StretchSource
{
    readonly Sequences _sequences;
    readonly long[] _times;
    readonly int _window, _start;
    readonly int[] _people;

    public StretchSource(SparseRows positive, int window)
    {
        (_sequences, _window, _start) = (Sequences.Of(positive), window, positive.ColumnCount);
        _times = positive.Times is null ? new long[positive.Count] : (long[])positive.Times.Clone();
        for (var person = 0; person < positive.RowCount; person++)
            _times.AsSpan(positive.Starts[person], positive.CountIn(person)).Sort();
        _people = [.. Enumerable.Range(0, positive.RowCount).Where(person => positive.CountIn(person) > 0)];
    }

    /// <summary>
    /// All stretches of a round in random order. The first of a person's is of random length, so that no place always stands at an edge; where a history begins,
    /// the row before it is the start, which is to name any title of the history: what to say to a stranger is what anybody likes, not what people begin with.
    /// </summary>
    public List<(int Person, int From, int To)> Round(Random random)
    {
        var all = new List<(int, int, int)>();
        foreach (var person in _people)
        {
            // Place −1 is the start; the row of place p is asked for place p + 1.
            var last = _sequences.Of(person).Length - 1;
            for (int from = -1, to = last <= _window - 1 ? last : random.Next(Math.Min(last, _window)); from < last; from = to, to = Math.Min(last, to + _window))
                all.Add((person, from, to));
        }

        var order = all.ToArray();
        random.Shuffle(order);
        return [.. order];
    }

    public Stretches Batch(IEnumerable<(int Person, int From, int To)> some, Random random)
    {
        var (starts, titles, next, times) = (new List<int> { 0 }, new List<int>(), new List<int>(), new List<long>());
        foreach (var (person, from, to) in some)
        {
            var own = _sequences.Of(person);
            var when = _times.AsSpan(_sequences.Starts[person], own.Length);
            for (var place = from; place < to; place++)
            {
                titles.Add(place < 0 ? _start : own[place]);
                next.Add(place < 0 ? own[random.Next(own.Length)] : own[place + 1]);
                times.Add(when[Math.Max(0, place)]);
            }

            starts.Add(titles.Count);
        }

        return new Stretches([.. titles], [.. next], new Timelines([.. starts], [.. times]));
    }
}
