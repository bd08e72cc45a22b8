using Marquee.Engine.Kernels;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Models.Blend;

/// <summary>
/// Coordinate search for non-negative weights with the best mean NDCG: one weight at a time goes a step up or down as long as that helps, then the step is halved.
/// NDCG is a step function of the weights and has no gradient; with half a dozen members this finds a good place in some hundred evaluations.
/// </summary>
sealed class WeightSearch(BlendSample[] samples, int depth, TrainingRun run)
{
    const double FirstStep = 0.32, LastStep = 0.02;

    /// <summary>A member that adds less NDCG than this is left out: some hundred users cannot tell it from chance, and a model less is memory saved.</summary>
    const double Negligible = 0.0005;

    /// <param name="start">The weights to begin with.</param>
    /// <param name="free">Which of them may change.</param>
    public double[] Find(double[] start, bool[] free)
    {
        var best = (Weights: start, Ndcg: Mean(start));
        // A single member may stand above the mixture to begin with.
        for (var m = 0; m < start.Length; m++)
            if (free[m])
                Try(Array.ConvertAll(start, w => 0.0), m, 1);

        for (var step = FirstStep; step >= LastStep; step /= 2)
            for (var improved = true; improved;)
            {
                improved = false;
                for (var m = 0; m < start.Length; m++)
                    if (free[m])
                        improved |= Try(best.Weights, m, best.Weights[m] + step) || Try(best.Weights, m, Math.Max(0, best.Weights[m] - step));
            }

        foreach (var m in Enumerable.Range(0, start.Length).Where(m => free[m]).OrderBy(m => best.Weights[m]).ToArray())
            Try(best.Weights, m, 0, Negligible);
        return best.Weights;

        bool Try(double[] from, int member, double weight, double allowance = -1e-9)
        {
            var weights = (double[])from.Clone();
            for (var m = 0; m < weights.Length; m++)
                if (!free[m])
                    weights[m] = start[m];
            weights[member] = weight;
            var ndcg = Mean(weights);
            if (ndcg < best.Ndcg - allowance || weights.All(w => w == 0))
                return false;
            best = (weights, ndcg);
            return true;
        }
    }

    /// <summary>The mean NDCG under the weights.</summary>
    public double Mean(double[] weights)
    {
        var each = new double[samples.Length];
        Crew.Run(run.ThreadCount, samples.Length, () =>
        {
            var best = new BestItems(depth);
            var places = new RankedItem[depth];
            return user => each[user] = samples[user].Ndcg(weights, weights.Length, best, places);
        }, run.Cancellation);
        return each.Average();
    }
}
