using System.Buffers;

namespace Marquee.Engine.Models.Baselines;

/// <summary>
/// One person's ratings at their items' places, NaN where nothing was rated: the neighbourhood models look neighbours up in it.
/// The array comes from the pool and goes back when this is disposed of.
/// </summary>
readonly struct PlacedRatings : IDisposable
{
    readonly float[] _values;

    PlacedRatings(int items)
    {
        _values = ArrayPool<float>.Shared.Rent(items + 1);
        _values.AsSpan(0, items).Fill(float.NaN);
    }

    /// <summary>The rating of an item, or NaN.</summary>
    public float this[int item] => _values[item];

    public static PlacedRatings Of(ReadOnlySpan<int> rated, ReadOnlySpan<float> values, int items)
    {
        if (rated is [.., var last])
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(last, items, nameof(rated));
        var placed = new PlacedRatings(items);
        for (var i = 0; i < rated.Length; i++)
            if (float.IsFinite(values[i]))
                placed._values[rated[i]] = values[i];
        return placed;
    }

    /// <summary>The ratings less μ + b_i and less <paramref name="userBias"/>.</summary>
    public static PlacedRatings Residuals(History history, RatingBaseline baseline, float userBias)
    {
        var placed = Of(history.Items, history.Values, baseline.ItemBias.Length);
        foreach (var item in history.Items)
            placed._values[item] -= baseline.Of(item) + userBias;
        return placed;
    }

    public void Dispose() => ArrayPool<float>.Shared.Return(_values);
}
