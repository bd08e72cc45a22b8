using Marquee.Engine.Data;
using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Als;

/// <summary>
/// iALS: alternating least squares for implicit feedback (Hu, Koren and Volinsky 2008) in the form of Rendle, Krichene, Zhang and Koren, "Revisiting the
/// Performance of iALS on Item Recommendation Benchmarks" (RecSys 2022), equation 1: Σ_S (x_u·y_i − 1)² + α₀ ΣΣ (x_u·y_i)² + Σ λ (n_u + α₀ N)^ν ‖x_u‖² + the same for items.
/// Each half of an iteration is a number of independent small least-squares problems.
/// </summary>
static unsafe class AlsTrainer
{
    /// <summary>Interactions in a piece of work: about a millisecond.</summary>
    const int PieceEntries = 4096;

    public static AlsModel Train(TrainingData data, AlsOptions options, TrainingRun run)
    {
        options.Validate();
        var byUser = data.Interactions.ByUser.PositiveOnly((float)options.PositiveFrom);
        var byItem = ReferenceEquals(byUser, data.Interactions.ByUser) ? data.Interactions.ByItem : byUser.Transpose();
        var width = PanelGram.Padded(options.Factors);
        using var users = Slab.Of(Length(byUser.RowCount, width));
        using var items = Slab.Of(Length(byItem.RowCount, width));
        using var normal = new AlsNormal(width, options, run.ThreadCount);
        new Span<float>(users.Data, users.Length).Clear();
        Begin(items.Data, byItem.RowCount, width, options, new Random(run.Seed));

        for (var iteration = 1; iteration <= options.Iterations; iteration++)
        {
            normal.Of(items, users);
            var ofUsers = SolveRows(byUser, items.Data, users.Data, normal, width, options, run);
            normal.Of(users, items);
            var ofItems = SolveRows(byItem, users.Data, items.Data, normal, width, options, run);
            run.Progress?.Report(new TrainingProgress("als", iteration, options.Iterations, ofItems.Least + ofUsers.Penalty));
        }

        var factors = new Span<float>(items.Data, byItem.RowCount * width).ToArray();
        return new AlsModel(data.Interactions.Items, options, factors, PositiveItems.Shares(byItem));
    }

    static int Length(int rows, int width) => checked(rows * width);

    static void Begin(float* factors, int rows, int width, AlsOptions options, Random random)
    {
        new Span<float>(factors, rows * width).Clear();
        var deviation = options.InitialDeviation / Math.Sqrt(options.Factors);
        for (var row = 0; row < rows; row++)
            for (var f = 0; f < options.Factors; f++)
                factors[(long)row * width + f] = (float)(deviation * random.NextGaussian());
    }

    static HalfStep SolveRows(SparseRows rows, float* fixedFactors, float* solved, AlsNormal normal, int width, AlsOptions options, TrainingRun run)
    {
        var pieces = Pieces.Of(rows, PieceEntries);
        var least = new double[pieces.Length];
        var penalty = new double[pieces.Length];
        Crew.Run(run.ThreadCount, pieces.Length, () =>
        {
            var solver = normal.RowSolver();
            return new Crew.Worker(piece =>
            {
                for (var row = pieces[piece].From; row < pieces[piece].To; row++)
                {
                    var x = solved + (long)row * width;
                    var ridge = options.Ridge(rows.CountIn(row), rows.ColumnCount);
                    least[piece] += solver.Solve(fixedFactors, rows.ColumnsOf(row), normal.Weighted, ridge, x);
                    penalty[piece] += ridge * Dense.Dot(x, x, width);
                }
            }, solver);
        }, run.Cancellation);

        return new HalfStep(least.Sum(), penalty.Sum());
    }

    readonly record struct HalfStep(double Least, double Penalty);
}
