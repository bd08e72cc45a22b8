using Marquee.Engine.Kernels;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Models.Blend;

/// <summary>
/// Learns the weights of a blend as LambdaRank does (Burges, Ragno and Le 2006; Burges 2010, "From RankNet to LambdaRank to LambdaMART", section 4): every pair of a held-out title and
/// another is pushed apart by the logistic slope times what NDCG would change if the two changed places. Adam, small batches of people, the mean of the last quarter of the way; weights stay
/// non-negative, and with a profile they move with the length of a history. A member that the ranking can do without is left out and the others are learnt again.
/// </summary>
sealed class StackFit(BlendSample[] samples, BlendOptions options, TrainingRun run)
{
    const int Epochs = 16, Batch = 25;
    const double Rate = 0.03, Decay = 1e-4;

    /// <summary>A member that adds less NDCG than this is left out: some hundred users cannot tell it from chance, and a model less is memory saved.</summary>
    const double Negligible = 0.0005;

    /// <param name="start">The weights to begin with.</param>
    /// <param name="free">Which of them may change.</param>
    public (double[] Weights, double[] PerLength) Find(double[] start, bool[] free)
    {
        var members = start.Length;
        var weights = Learn(start, free, members);
        var ndcg = Mean(weights, members);
        var left = false;
        foreach (var m in Enumerable.Range(0, members).Where(m => free[m]).OrderBy(m => weights[m]).ToArray())
        {
            var without = (double[])weights.Clone();
            without[m] = 0;
            if (weights.Length > members)
                without[members + m] = 0;
            if (weights[m] == 0 || without[..members].All(w => w == 0) || Mean(without, members) is var now && now < ndcg - Negligible)
                continue;
            (weights, ndcg, left) = (without, Math.Max(ndcg, now), true);
        }

        if (left)
            weights = Learn(weights[..members], [.. free.Select((f, m) => f && weights[m] > 0)], members);
        return (weights[..members], weights.Length > members ? weights[members..] : new double[members]);
    }

    double[] Learn(double[] start, bool[] free, int members)
    {
        var sum = start.Sum();
        var count = options.Profile ? 2 * members : members;
        var (weights, first, second, mean) = (new double[count], new double[count], new double[count], new double[count]);
        for (var m = 0; m < members; m++)
            weights[m] = sum > 0 ? start[m] / sum : 1.0 / members;
        var order = Enumerable.Range(0, samples.Length).ToArray();
        var random = new Random(run.Seed);
        var (step, kept) = (0, 0);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            for (var from = 0; from < order.Length; from += Batch)
            {
                var some = order[from..Math.Min(from + Batch, order.Length)];
                var slopes = new double[some.Length][];
                Crew.Run(run.ThreadCount, some.Length, () => n => slopes[n] = Slope(samples[some[n]], weights, members), run.Cancellation);
                var rate = Rate * 0.5 * (1 + Math.Cos(Math.PI * epoch / Epochs)) * Math.Sqrt(1 - Math.Pow(0.999, ++step)) / (1 - Math.Pow(0.9, step));
                for (var k = 0; k < count; k++)
                {
                    var slope = slopes.Sum(s => s[k]) / some.Length + Decay * weights[k];
                    first[k] = 0.9 * first[k] + 0.1 * slope;
                    second[k] = 0.999 * second[k] + 0.001 * slope * slope;
                    if (free[k % members])
                        weights[k] = k < members ? Math.Max(0, weights[k] - rate * first[k] / (Math.Sqrt(second[k]) + 1e-8)) : weights[k] - rate * first[k] / (Math.Sqrt(second[k]) + 1e-8);
                }

                if (epoch >= Epochs * 3 / 4)
                {
                    kept++;
                    for (var k = 0; k < count; k++)
                        mean[k] += weights[k];
                }
            }
        }

        return Array.ConvertAll(mean, m => m / Math.Max(1, kept));
    }

    /// <summary>Σ over pairs of |ΔNDCG| σ(s_j − s_i) (x_j − x_i), i held out, j not.</summary>
    double[] Slope(BlendSample sample, double[] weights, int members)
    {
        var count = sample.Relevant.Length;
        var (scores, order, push) = (new double[count], new int[count], new double[count]);
        sample.Score(weights, members, scores);
        for (var n = 0; n < count; n++)
            order[n] = n;
        Array.Sort(Array.ConvertAll(scores, s => -s), order);

        var ideal = sample.Ideal(options.FitDepth);
        for (var above = 0; above < count; above++)
            if (sample.Relevant[order[above]])
                // A change of places beyond the depth, both of them, changes nothing.
                for (var below = 0; below < (above < options.FitDepth ? count : Math.Min(count, options.FitDepth)); below++)
                    if (!sample.Relevant[order[below]])
                    {
                        var (i, j) = (order[above], order[below]);
                        var pull = Math.Abs(Discount(above) - Discount(below)) / ideal / (1 + Math.Exp(scores[i] - scores[j]));
                        push[i] -= pull;
                        push[j] += pull;
                    }

        var slope = new double[weights.Length];
        for (var n = 0; n < count; n++)
            if (push[n] != 0)
                for (var m = 0; m < members; m++)
                    slope[m] += push[n] * sample.Scores[n * members + m];
        for (var m = members; m < slope.Length; m++)
            slope[m] = sample.WeightOf(weights, members, m - members) > 0 ? slope[m - members] * sample.Length : 0;
        return slope;
    }

    double Discount(int place) => place < options.FitDepth ? 1 / Math.Log2(place + 2) : 0;

    double Mean(double[] weights, int members)
    {
        var each = new double[samples.Length];
        Crew.Run(run.ThreadCount, samples.Length, () =>
        {
            var best = new BestItems(options.FitDepth);
            var places = new RankedItem[options.FitDepth];
            return user => each[user] = samples[user].Ndcg(weights, members, best, places);
        }, run.Cancellation);
        return each.Average();
    }
}
