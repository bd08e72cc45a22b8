using Marquee.Engine.Data;
using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Als;
using Marquee.Engine.Models.Factors;

namespace Marquee.Engine.Models.ExplicitAls;

/// <summary>
/// Alternating least squares with weighted regularisation (Zhou, Wilkinson, Schreiber and Pan, "Large-Scale Parallel Collaborative Filtering for the Netflix Prize",
/// AAIM 2008, equation 3) over r̂ = μ + b_u + b_i + p_u·q_i: Σ (r − r̂)² + λ (Σ n_u ‖p_u‖² + Σ n_i ‖q_i‖²) + δ (Σ b_u² + Σ b_i²), biases solved together with the factors.
/// </summary>
static unsafe class ExplicitAlsTrainer
{
    const int PieceEntries = 4096;

    public static ExplicitAlsModel Train(TrainingData data, ExplicitAlsOptions options, TrainingRun run)
    {
        options.Validate();
        var byUser = data.Interactions.ByUser.RatedOnly();
        var byItem = ReferenceEquals(byUser, data.Interactions.ByUser) ? data.Interactions.ByItem : byUser.Transpose();
        var scale = RatingScale.Of(byUser);
        var width = PanelGram.Padded(options.Factors + 1);
        using var users = Slab.Of(checked(byUser.RowCount * width));
        using var items = Slab.Of(checked(byItem.RowCount * width));
        Begin(items.Data, byItem.RowCount, width, options, new Random(run.Seed));

        for (var iteration = 1; iteration <= options.Iterations; iteration++)
        {
            var (_, penalty) = SolveRows(byUser, items.Data, users.Data, scale.Mean, options, run);
            var (least, _) = SolveRows(byItem, users.Data, items.Data, scale.Mean, options, run);
            run.Progress?.Report(new TrainingProgress(ExplicitAlsModel.ModelName, iteration, options.Iterations, least + penalty));
        }

        return new ExplicitAlsModel(data.Interactions.Items, scale, Rows(items.Data, byItem.RowCount, options.Factors), Rows(users.Data, byUser.RowCount, options.Factors), options);
    }

    static void Begin(float* items, int count, int width, ExplicitAlsOptions options, Random random)
    {
        new Span<float>(items, count * width).Clear();
        for (var item = 0; item < count; item++)
            for (var f = 0; f < options.Factors; f++)
                items[(long)item * width + f] = (float)(options.InitialDeviation * random.NextGaussian());
    }

    static (double Least, double Penalty) SolveRows(SparseRows rows, float* others, float* solved, float mean, ExplicitAlsOptions options, TrainingRun run)
    {
        var width = PanelGram.Padded(options.Factors + 1);
        var pieces = Pieces.Of(rows, PieceEntries);
        var least = new double[pieces.Length];
        var penalty = new double[pieces.Length];
        Crew.Run(run.ThreadCount, pieces.Length, () =>
        {
            var solver = new RatingRowSolver(options.Factors);
            return new Crew.Worker(piece =>
            {
                for (var row = pieces[piece].From; row < pieces[piece].To; row++)
                {
                    var x = solved + (long)row * width;
                    var shrink = (float)options.Regularization * rows.CountIn(row);
                    least[piece] += solver.Solve(others, rows.ColumnsOf(row), rows.ValuesOf(row), mean, shrink, (float)options.BiasDamping, x);
                    penalty[piece] += shrink * Dense.Dot(x, x, options.Factors) + options.BiasDamping * x[options.Factors] * x[options.Factors];
                }
            }, solver);
        }, run.Cancellation);
        return (least.Sum(), penalty.Sum());
    }

    /// <summary>Factors and biases apart, as models keep them.</summary>
    static FactorRows Rows(float* solved, int count, int factors)
    {
        var rows = FactorRows.Zero(count, factors);
        for (var row = 0; row < count; row++)
        {
            var from = solved + (long)row * PanelGram.Padded(factors + 1);
            new ReadOnlySpan<float>(from, factors).CopyTo(rows.Values.AsSpan(row * rows.Width));
            rows.Bias[row] = from[factors];
        }

        return rows;
    }
}
