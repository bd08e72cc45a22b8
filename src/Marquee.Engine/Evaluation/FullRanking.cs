using Marquee.Engine.Ranking;

namespace Marquee.Engine.Evaluation;

/// <summary>
/// The places of a few items among all scores, without sorting them all: the wanted items are sorted, and every other item is counted
/// once, before the first wanted item it beats. O(items · log wanted).
/// </summary>
static class FullRanking
{
    /// <summary>The places of <paramref name="wanted"/>, from 1, ascending. Items scored −∞ take no place.</summary>
    public static int[] PlacesOf(ReadOnlySpan<float> scores, ReadOnlySpan<int> wanted)
    {
        var sorted = new RankedItem[wanted.Length];
        for (var place = 0; place < wanted.Length; place++)
            sorted[place] = new RankedItem(wanted[place], scores[wanted[place]]);
        Array.Sort(sorted, (a, b) => a.IsBefore(b) ? -1 : b.IsBefore(a) ? 1 : 0);

        var beaten = new int[wanted.Length + 1];
        for (var item = 0; item < scores.Length; item++)
            if (!float.IsNegativeInfinity(scores[item]))
                beaten[FirstBehind(sorted, new RankedItem(item, scores[item]))]++;

        var places = new int[wanted.Length];
        var before = 0;
        for (var place = 0; place < places.Length; place++)
        {
            before += beaten[place];
            places[place] = before + 1;
        }

        return places;
    }

    /// <summary>How many of the sorted items stand at or before <paramref name="item"/>: the position of the first it beats.</summary>
    static int FirstBehind(RankedItem[] sorted, RankedItem item)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (item.IsBefore(sorted[middle]))
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}
