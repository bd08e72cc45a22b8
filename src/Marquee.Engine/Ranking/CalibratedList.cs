namespace Marquee.Engine.Ranking;

/// <summary>
/// Makes a list as mixed as a person's taste: who watches seven dramas to three comedies is shown about seven to three (Steck 2018, "Calibrated recommendations").
/// Takes again and again the item that makes (1 − λ) · relevance − λ · KL(p‖q̃) of the list so far largest, where p is the wanted mixture of kinds and
/// q̃ = (1 − α) q + α p that of the list (eq. 5, 6). Relevance is the mean of the scores, brought to 0 … 1 over the candidates, so that λ means the same for
/// lists of any length.
/// </summary>
public static class CalibratedList
{
    /// <summary>α: keeps the divergence finite while a wanted kind is missing.</summary>
    const double Smoothing = 0.01;

    /// <summary>KL(p‖q̃): how far a mixture is from the wanted one, 0 when they are the same.</summary>
    /// <param name="wanted">p, adding up to 1.</param>
    /// <param name="given">q, of the same kinds.</param>
    public static double Divergence(ReadOnlySpan<double> wanted, ReadOnlySpan<double> given)
    {
        var divergence = 0.0;
        for (var kind = 0; kind < wanted.Length; kind++)
            if (wanted[kind] > 0)
                divergence += wanted[kind] * Math.Log(wanted[kind] / ((1 - Smoothing) * given[kind] + Smoothing * wanted[kind]));
        return divergence;
    }

    /// <summary>Chooses and orders items. O(<paramref name="count"/> · candidates · kinds).</summary>
    /// <param name="candidates">What to choose from, in any order; some hundred are plenty.</param>
    /// <param name="count">How many to choose at most.</param>
    /// <param name="calibration">λ, from 0 (the order of the scores) to 1 (only the mixture counts).</param>
    /// <param name="kinds">The kinds of every candidate.</param>
    /// <param name="wanted">The wanted mixture, such as that of a history; all zeros wants nothing and leaves the order of the scores.</param>
    /// <returns>The chosen candidates with their own scores, in the order they were taken.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative or <paramref name="calibration"/> outside 0 … 1.</exception>
    public static IReadOnlyList<RankedItem> Choose(
        IReadOnlyList<RankedItem> candidates, int count, double calibration, ItemKinds kinds, IReadOnlyList<double> wanted)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!(calibration is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(calibration), calibration, "It must lie between 0 and 1.");

        var pool = new Relevance(candidates);
        var goal = wanted.ToArray();
        var (sum, mixed) = (0.0, 0);
        var kindSums = new double[kinds.Count];
        var trial = new double[kinds.Count];
        var chosen = new List<RankedItem>(Math.Min(count, pool.Count));
        while (chosen.Count < count && chosen.Count < pool.Count)
        {
            var (best, bestWorth) = (-1, double.NegativeInfinity);
            for (var i = 0; i < pool.Count; i++)
                if (!pool.IsTaken(i) && Worth(i) is var worth && worth > bestWorth)
                    (best, bestWorth) = (i, worth);
            chosen.Add(pool.Take(best));
            sum += pool.Of(best);
            mixed += AddKinds(best, kindSums) ? 1 : 0;
        }

        return chosen;

        double Worth(int i)
        {
            kindSums.CopyTo(trial, 0);
            var total = mixed + (AddKinds(i, trial) ? 1 : 0);
            for (var kind = 0; kind < trial.Length && total > 0; kind++)
                trial[kind] /= total;
            return (1 - calibration) * (sum + pool.Of(i)) / (chosen.Count + 1) - calibration * Divergence(goal, trial);
        }

        bool AddKinds(int i, double[] sums)
        {
            var own = kinds.Of(pool[i].Item);
            foreach (var kind in own)
                sums[kind] += 1.0 / own.Count;
            return own.Count > 0;
        }
    }
}
