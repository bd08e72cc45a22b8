using Marquee.Engine.Models.Svd;

namespace Marquee.Engine.Ranking;

/// <summary>
/// Chooses what somebody new is asked to rate by how much each answer tells: before any answer a person's taste x (factors and bias of the model <c>svd</c>) is
/// open as far as its ridge says, with covariance S = Λ⁻¹; the rating of an item with factors q tells ½ ln(1 + qᵀSq) of it, and leaves S − S q qᵀ S / (1 + qᵀSq).
/// Only those who know a title can answer, so the gain counts as often as people do, and again and again the largest one is taken: a greedy choice is
/// at least 63 % as good as the best possible, because what an answer tells only falls with what is known (Krause and Guestrin 2005).
/// </summary>
public static class InformationGain
{
    /// <summary>Chooses items, the most telling first. O(<paramref name="count"/> · items · factors).</summary>
    /// <param name="model">Knows the items' factors.</param>
    /// <param name="answered">What the person has rated already: the next questions ask what that leaves open.</param>
    /// <param name="known">The chance that somebody knows each item, 0 … 1: the share of the population that has rated it.</param>
    /// <param name="count">How many to choose at most.</param>
    /// <param name="excluded">Items that must not be asked for; null excludes nothing.</param>
    /// <returns>The items with the expected gain of each, in nats, at the time it was taken; fewer when fewer are known by anybody.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="ArgumentException">The chances are not one an item.</exception>
    public static IReadOnlyList<RankedItem> Choose(SvdModel model, History answered, ReadOnlySpan<float> known, int count, ItemSet? excluded = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (known.Length != model.Items.Count)
            throw new ArgumentException("Give one chance an item.", nameof(known));
        var taste = new OpenTaste(model, Math.Max(1, count));
        for (var i = 0; i < answered.Count; i++)
            if (float.IsFinite(answered.Values[i]))
                taste.Answer(answered.Items[i], 1);

        var left = new List<int>();
        for (var item = 0; item < known.Length; item++)
            if (known[item] > 0 && excluded?.Contains(item) != true)
                left.Add(item);
        var chosen = new List<RankedItem>(Math.Min(count, left.Count));
        while (chosen.Count < count && left.Count > 0)
        {
            var (best, most) = (0, double.NegativeInfinity);
            for (var i = 0; i < left.Count; i++)
                if (Math.Min(1, known[left[i]]) * taste.Gain(left[i]) is var gain && gain > most)
                    (best, most) = (i, gain);
            chosen.Add(new RankedItem(left[best], (float)most));
            taste.Answer(left[best], Math.Min(1, known[left[best]]));
            left.RemoveAt(best);
        }

        return chosen;
    }

    /// <summary>How open a taste is: the covariance S, and qᵀSq of every item, each brought up to date with an answer in one pass.</summary>
    sealed class OpenTaste
    {
        readonly SvdModel _model;
        readonly int _size;
        readonly double[] _covariance;
        readonly double[] _openness;

        public OpenTaste(SvdModel model, int answers)
        {
            var penalty = model.PenaltyFor(answers);
            (_model, _size) = (model, model.ItemFactors.Factors + 1);
            _covariance = new double[_size * _size];
            for (var i = 0; i < _size; i++)
                _covariance[i * _size + i] = 1 / (i < _size - 1 ? penalty.Factors : penalty.Bias);
            _openness = new double[model.Items.Count];
            for (var item = 0; item < _openness.Length; item++)
            {
                _openness[item] = _covariance[^1];
                foreach (var q in Factors(item))
                    _openness[item] += q * q * _covariance[0];
            }
        }

        public double Gain(int item) => 0.5 * Math.Log(1 + Math.Max(0, _openness[item]));

        /// <summary>What is left open when that item was rated, weighed with the chance that it could be.</summary>
        public void Answer(int item, double chance)
        {
            var direction = new double[_size];
            var q = Factors(item);
            for (var row = 0; row < _size; row++)
            {
                direction[row] = _covariance[row * _size + _size - 1];
                for (var i = 0; i < q.Length; i++)
                    direction[row] += _covariance[row * _size + i] * q[i];
            }

            var less = chance / (1 + _openness[item]);
            for (var row = 0; row < _size; row++)
                for (var column = 0; column < _size; column++)
                    _covariance[row * _size + column] -= less * direction[row] * direction[column];
            for (var other = 0; other < _openness.Length; other++)
            {
                var along = direction[^1];
                var factors = Factors(other);
                for (var i = 0; i < factors.Length; i++)
                    along += factors[i] * direction[i];
                _openness[other] -= less * along * along;
            }
        }

        ReadOnlySpan<float> Factors(int item) => _model.ItemFactors[item][..(_size - 1)];
    }
}
