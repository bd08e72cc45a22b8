using Marquee.Engine.Data;
using Marquee.Engine.Models.Neighbourhood;
using Marquee.Engine.Models.Sequential;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Models.Transitions;

/// <summary>Adds up what people watched after (and, for less, before) one title, nearer events weighing more; the equation is at <see cref="TransitionsModel"/>.</summary>
sealed class FollowerRows(Sequences sequences, SparseRows places, int[] people, TransitionsOptions options) : IRowSimilarity
{
    readonly double[] _weights = new double[places.RowCount];
    readonly int[] _touched = new int[places.RowCount];
    readonly double[] _fading = [.. Enumerable.Range(0, options.Window).Select(between => Math.Pow(options.Decay, between))];
    int _count;

    public void Offer(int row, BestItems nearest)
    {
        _count = 0;
        foreach (var place in places.ColumnsOf(row))
            AddAround(place);

        var believed = 1 / (places.CountIn(row) + options.Shrinkage);
        for (var i = 0; i < _count; i++)
        {
            var item = _touched[i];
            nearest.Offer(item, (float)(_weights[item] * believed / Math.Pow(places.CountIn(item) + options.Smoothing, options.Beta)));
            _weights[item] = 0;
        }
    }

    void AddAround(int place)
    {
        var items = sequences.Items;
        var (start, end) = (sequences.Starts[people[place]], sequences.Starts[people[place] + 1]);
        for (var after = place + 1; after < end && after - place <= _fading.Length; after++)
            Add(items[after], _fading[after - place - 1]);
        if (options.Backward > 0)
            for (var before = place - 1; before >= start && place - before <= _fading.Length; before--)
                Add(items[before], options.Backward * _fading[place - before - 1]);
    }

    void Add(int item, double weight)
    {
        if (weight == 0)
            return;
        if (_weights[item] == 0)
            _touched[_count++] = item;
        _weights[item] += weight;
    }
}
