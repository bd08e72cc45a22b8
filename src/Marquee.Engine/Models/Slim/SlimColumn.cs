using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Slim;

/// <summary>
/// One column of SLIM by coordinate descent: the w ≥ 0 with w_j = 0 that minimises ½‖x_j − Xw‖² + ½β‖w‖² + λ‖w‖₁ (Ning and Karypis 2011, equation 4).
/// With G = XᵀX and c = G_j − Gw, what is left of the correlations, the best w_i for the others fixed is (c_i + G_ii w_i − λ)₊ / (G_ii + β) (Friedman et al. 2010,
/// equation 5). After a change of w_i, c falls by the change times row i of G. Holds the scratch of one thread.
/// </summary>
sealed class SlimColumn(float[] gram, int size, SlimOptions options)
{
    readonly float[] _left = new float[size];
    readonly float[] _weights = new float[size];
    readonly List<int> _candidates = [];

    /// <summary>The items with a weight, ascending, and the weights.</summary>
    public List<(int Item, float Weight)> Solve(int target)
    {
        Row(target).CopyTo(_left);
        Array.Clear(_weights);

        // G is nowhere negative, so with weights that are not either, c only ever falls: an item below λ at the start stays out.
        _candidates.Clear();
        for (var item = 0; item < size; item++)
            if (item != target && (options.Signed || _left[item] > options.L1))
                _candidates.Add(item);

        for (var round = 0; round < options.Iterations; round++)
        {
            var largest = 0f;
            foreach (var item in _candidates)
                largest = Math.Max(largest, Improve(item));
            if (largest <= options.Tolerance)
                break;
        }

        return [.. _candidates.Where(item => _weights[item] != 0).Select(item => (item, _weights[item]))];
    }

    /// <summary>Sets one weight to its best value; returns by how much it changed.</summary>
    float Improve(int item)
    {
        var own = gram[item * size + item];
        var correlation = _left[item] + own * _weights[item];
        var beyond = Math.Abs(correlation) - (float)options.L1;
        var best = beyond <= 0 || (correlation < 0 && !options.Signed) ? 0 : MathF.CopySign(beyond, correlation) / (own + (float)options.L2);
        var change = best - _weights[item];
        if (change == 0)
            return 0;
        _weights[item] = best;
        Dense.AddScaled(-change, Row(item), _left);
        return Math.Abs(change);
    }

    ReadOnlySpan<float> Row(int item) => gram.AsSpan(item * size, size);
}
