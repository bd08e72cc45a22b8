namespace Marquee.Engine.Ranking;

/// <summary>
/// Which kinds (genres, say) each item is of, and what mixture of kinds a list is: an item that is of n kinds counts 1/n for each of them,
/// p(g|i) of Steck 2018. An item without a kind says nothing. Immutable.
/// </summary>
public sealed class ItemKinds
{
    readonly IReadOnlyList<IReadOnlyList<int>> _ofItem;

    /// <param name="count">How many kinds there are.</param>
    /// <param name="ofItem">The kinds of each item, by item index, from 0 to <paramref name="count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A kind is negative or not below <paramref name="count"/>.</exception>
    public ItemKinds(int count, IReadOnlyList<IReadOnlyList<int>> ofItem)
    {
        foreach (var kind in ofItem.SelectMany(kinds => kinds))
        {
            ArgumentOutOfRangeException.ThrowIfNegative(kind);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(kind, count);
        }

        (Count, _ofItem) = (count, ofItem);
    }

    /// <summary>How many kinds there are.</summary>
    public int Count { get; }

    /// <summary>The kinds of an item.</summary>
    public IReadOnlyList<int> Of(int item) => _ofItem[item];

    /// <summary>The mixture of weighed items, adding up to 1; all zeros when no item has a kind.</summary>
    /// <param name="items">Items and what each counts, not negative: in a history, how much it was liked.</param>
    public double[] Mixture(IEnumerable<(int Item, double Weight)> items)
    {
        var mixture = new double[Count];
        foreach (var (item, weight) in items)
            foreach (var kind in _ofItem[item])
                mixture[kind] += weight / _ofItem[item].Count;
        var sum = mixture.Sum();
        return sum > 0 ? Array.ConvertAll(mixture, share => share / sum) : mixture;
    }
}
