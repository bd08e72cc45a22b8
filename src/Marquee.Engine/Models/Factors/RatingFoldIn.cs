using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Factors;

/// <summary>What keeps a folded-in person's numbers small: on each factor, and on the bias.</summary>
readonly record struct Penalty(double Factors, double Bias);

/// <summary>
/// Finds the factors and the bias of a person from the rated part of a history, the items' factors fixed:
/// x = (Σ q̃ q̃ᵀ + Λ)⁻¹ Σ q̃ d, where q̃ is the item's factors with a 1 behind them and d the rating less μ + b_i.
/// The prediction q̃_i·x is Σ_j (q̃_iᵀ (…)⁻¹ q̃_j) d_j: each rating's share.
/// </summary>
sealed class RatingFoldIn
{
    readonly FactorRows _items;
    readonly List<(int Item, float Deviation)> _rated = [];
    readonly Ridge? _ridge;

    public RatingFoldIn(History history, FactorRows items, float mean, Func<int, Penalty> penalty)
    {
        _items = items;
        for (var i = 0; i < history.Count; i++)
            if (float.IsFinite(history.Values[i]))
                _rated.Add((history.Items[i], history.Values[i] - mean - items.Bias[history.Items[i]]));
        if (_rated.Count == 0)
            return;

        var size = items.Factors + 1;
        var row = new float[size];
        var weights = penalty(_rated.Count);
        _ridge = new Ridge(size);
        foreach (var (item, _) in _rated)
        {
            Extend(item, row);
            _ridge.Add(row);
        }

        _ridge.Factor(place => place < items.Factors ? weights.Factors : weights.Bias);
    }

    /// <summary>The person's factors, as wide as the items', and bias; all 0 when nothing was rated.</summary>
    /// <param name="known">Factors y known beforehand, or none: the ridge then explains what they leave, and they are part of the answer.</param>
    public (float[] Factors, float Bias) Solve(ReadOnlySpan<float> known = default)
    {
        var factors = new float[_items.Width];
        known.CopyTo(factors);
        if (_ridge is null)
            return (factors, 0);

        var x = new double[_items.Factors + 1];
        foreach (var (item, deviation) in _rated)
        {
            var q = _items[item];
            var left = known.IsEmpty ? deviation : deviation - Dense.Dot(known, q);
            for (var i = 0; i < _items.Factors; i++)
                x[i] += q[i] * left;
            x[^1] += left;
        }

        _ridge.Solve(x);
        for (var i = 0; i < _items.Factors; i++)
            factors[i] += (float)x[i];
        return (factors, (float)x[^1]);
    }

    /// <summary>What each rating adds to the prediction for an item.</summary>
    public IReadOnlyList<Contribution> Explain(int item) => Explain(item, out _);

    /// <summary>
    /// The same, and the direction g = q_i − Σ_j w_ij q_j in which factors known beforehand still count: they add g·y.
    /// </summary>
    public IReadOnlyList<Contribution> Explain(int item, out float[] open)
    {
        open = _items[item].ToArray();
        if (_ridge is null)
            return [];
        var row = new float[_items.Factors + 1];
        Extend(item, row);
        var towards = Array.ConvertAll(row, v => (double)v);
        _ridge.Solve(towards);
        var shares = new Contribution[_rated.Count];
        for (var n = 0; n < shares.Length; n++)
        {
            var q = _items[_rated[n].Item];
            var weight = towards[^1];
            for (var i = 0; i < _items.Factors; i++)
                weight += towards[i] * q[i];
            shares[n] = new Contribution(_rated[n].Item, (float)(weight * _rated[n].Deviation));
            Dense.AddScaled((float)-weight, q, open);
        }

        return shares;
    }

    /// <summary>q̃_iᵀ (Σ q̃ q̃ᵀ + Λ)⁻¹ q̃_i: how open the prediction for an item is while so little of the person is known, over the variance of a rating.</summary>
    public double Openness(int item, Penalty penalty)
    {
        var row = new float[_items.Factors + 1];
        Extend(item, row);
        var solved = Array.ConvertAll(row, v => (double)v);
        if (_ridge is null)
            for (var i = 0; i < solved.Length; i++)
                solved[i] /= i < _items.Factors ? penalty.Factors : penalty.Bias;
        else
            _ridge.Solve(solved);
        return row.Zip(solved, (q, x) => q * x).Sum();
    }

    void Extend(int item, Span<float> row)
    {
        _items[item][.._items.Factors].CopyTo(row);
        row[^1] = 1;
    }
}
