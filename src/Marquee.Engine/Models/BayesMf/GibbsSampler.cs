using Marquee.Engine.Data;
using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Factors;

namespace Marquee.Engine.Models.BayesMf;

/// <summary>
/// Draws people, items, and the precisions that hold them from their distributions given all the rest, in turn (Salakhutdinov and Mnih 2008, section 3.3), over standardised ratings.
/// Every row of a sweep has a generator of its own, so that threads do not change the draws.
/// </summary>
sealed class GibbsSampler(SparseRows byUser, SparseRows byItem, BayesMfOptions options, TrainingRun run)
{
    // Gamma(1, 1) over every precision: as good as nothing against a thousand ratings, and enough to keep a dozen from running away.
    const double Shape = 1, Rate = 1;
    readonly Random _random = new(run.Seed);

    public FactorRows Users { get; } = FactorRows.Random(byUser.RowCount, options.Factors, 0.1, new Random(run.Seed));

    public FactorRows Items { get; } = FactorRows.Random(byItem.RowCount, options.Factors, 0.1, new Random(run.Seed + 1));

    /// <summary>α, the precision of a rating around its expectation.</summary>
    public double Noise { get; private set; } = 1;

    public Penalty UserPrecision { get; private set; } = new(10, 1);

    public Penalty ItemPrecision { get; private set; } = new(10, 1);

    /// <summary>Draws everything once; answers the sum of squared errors of the draw.</summary>
    public double Sweep()
    {
        Draw(byUser, Users, Items, UserPrecision);
        Draw(byItem, Items, Users, ItemPrecision);
        UserPrecision = PrecisionOf(Users);
        ItemPrecision = PrecisionOf(Items);
        var squares = SquaredErrors();
        Noise = _random.NextGamma(Shape + byUser.Count / 2.0) / (Rate + squares / 2);
        return squares;
    }

    /// <summary>x ~ N(A⁻¹ α Σ q̃ d, A⁻¹) with A = α Σ q̃ q̃ᵀ + Λ, where q̃ is the other side's factors with a 1 behind them and d the rating less its bias (eq. 11 to 13).</summary>
    void Draw(SparseRows rows, FactorRows drawn, FactorRows others, Penalty precision)
    {
        var seed = _random.Next();
        var size = options.Factors + 1;
        var spread = 1 / Math.Sqrt(Noise);
        Parallel.For(0, rows.RowCount, new ParallelOptions { MaxDegreeOfParallelism = run.ThreadCount, CancellationToken = run.Cancellation },
            () => (Ridge: new Ridge(size), Row: new float[size], Sum: new double[size], Normal: new double[size]),
            (row, _, mine) =>
            {
                var random = new Random(unchecked(seed + row * 7919));
                mine.Ridge.Clear();
                mine.Sum.AsSpan().Clear();
                for (var n = rows.Starts[row]; n < rows.Starts[row + 1]; n++)
                {
                    var other = rows.Columns[n];
                    others[other][..options.Factors].CopyTo(mine.Row);
                    mine.Row[^1] = 1;
                    mine.Ridge.Add(mine.Row);
                    var left = rows.Values[n] - others.Bias[other];
                    for (var f = 0; f < size; f++)
                        mine.Sum[f] += mine.Row[f] * left;
                }

                for (var f = 0; f < size; f++)
                    mine.Normal[f] = spread * random.NextGaussian();
                mine.Ridge.Factor(f => (f < options.Factors ? precision.Factors : precision.Bias) / Noise);
                mine.Ridge.Draw(mine.Sum, mine.Normal);
                for (var f = 0; f < options.Factors; f++)
                    drawn.Values[row * drawn.Width + f] = (float)mine.Sum[f];
                drawn.Bias[row] = (float)mine.Sum[^1];
                return mine;
            },
            _ => { });
    }

    Penalty PrecisionOf(FactorRows rows)
    {
        var (factors, biases) = (rows.Values.Sum(v => (double)v * v), rows.Bias.Sum(b => (double)b * b));
        return new Penalty(
            _random.NextGamma(Shape + rows.Count * options.Factors / 2.0) / (Rate + factors / 2),
            _random.NextGamma(Shape + rows.Count / 2.0) / (Rate + biases / 2));
    }

    double SquaredErrors()
    {
        var sum = 0.0;
        for (var user = 0; user < byUser.RowCount; user++)
            for (var n = byUser.Starts[user]; n < byUser.Starts[user + 1]; n++)
            {
                var item = byUser.Columns[n];
                var error = byUser.Values[n] - Users.Bias[user] - Items.Bias[item] - Dense.Dot(Users[user], Items[item]);
                sum += error * error;
            }

        return sum;
    }
}
