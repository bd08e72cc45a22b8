using System.Buffers;
using Marquee.Engine.Data;
using Marquee.Engine.Models.Sequential;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Models.SessionKnn;

/// <summary>Finds the people who watched what a history ends with; the equations are at <see cref="SessionKnnModel"/>.</summary>
sealed class LikeMindedPeople
{
    readonly SparseRows _places;
    readonly int[] _people;
    readonly double[] _lengths, _rarity, _fading;
    readonly int _neighbours;

    public LikeMindedPeople(Sequences sequences, SparseRows places, SessionKnnOptions options)
    {
        (_places, _people, _neighbours) = (places, sequences.People(), Math.Min(options.Neighbours, sequences.Count));
        _lengths = [.. Enumerable.Range(0, sequences.Count).Select(person => Math.Pow(Math.Max(1, sequences.Of(person).Length), options.Length))];
        _rarity = [.. Enumerable.Range(0, places.RowCount).Select(item => Math.Pow(Math.Log((sequences.Count + 1.0) / Math.Max(1, places.CountIn(item))), options.Rarity))];
        _fading = [.. Enumerable.Range(0, options.Window).Select(age => Math.Pow(options.Decay, age))];
    }

    /// <summary>How much the title tells that stands at that age in a history, the latest having age 0; 0 beyond the window.</summary>
    public float Weight(int item, int age) => age < _fading.Length ? (float)(_fading[age] * _rarity[item]) : 0;

    /// <summary>The nearest people, nearest first, with their nearness; only those who share something.</summary>
    public RankedItem[] Nearest(int[] latestFirst)
    {
        var shared = ArrayPool<double>.Shared.Rent(_lengths.Length + 1);
        shared.AsSpan().Clear();
        for (var age = 0; age < Math.Min(latestFirst.Length, _fading.Length); age++)
        {
            var weight = Weight(latestFirst[age], age);
            foreach (var place in _places.ColumnsOf(latestFirst[age]))
                shared[_people[place]] += weight;
        }

        var nearest = new BestItems(_neighbours);
        for (var person = 0; person < _lengths.Length; person++)
            if (shared[person] > 0)
                nearest.Offer(person, (float)(shared[person] / _lengths[person]));
        ArrayPool<double>.Shared.Return(shared);
        return nearest.Take();
    }
}
