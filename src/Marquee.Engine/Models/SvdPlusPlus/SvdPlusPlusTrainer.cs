using Marquee.Engine.Data;
using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Factors;

namespace Marquee.Engine.Models.SvdPlusPlus;

/// <summary>
/// Stochastic gradient descent user by user. A user's whole vector z = p + |N|^−½ Σ y_j is made once, takes one step a rating in <see cref="SgdRow"/>, and what it moved
/// is then given to p and to every y_j of the user: y_j sees the sum of the gradients instead of each one (as in GraphChi and LibFM), so a user costs
/// O(n d) where the letter of Koren 2008, section 3.3, costs O(n² d). Users come in a new order each epoch. One thread: every user touches any item.
/// </summary>
sealed unsafe class SvdPlusPlusTrainer(SparseRows rated, SparseRows watched, SvdPlusPlusOptions options, TrainingRun run)
{
    public static SvdPlusPlusModel Train(TrainingData data, SvdPlusPlusOptions options, TrainingRun run)
    {
        options.Validate();
        run.Cancellation.ThrowIfCancellationRequested();
        var watched = data.Interactions.ByUser;
        var rated = watched.RatedOnly();
        var scale = RatingScale.Of(rated);
        var random = new Random(run.Seed);
        var users = FactorRows.Random(rated.RowCount, options.Factors, options.InitialSpread, random);
        var items = FactorRows.Random(rated.ColumnCount, options.Factors, options.InitialSpread, random);
        var implicits = FactorRows.Zero(rated.ColumnCount, options.Factors);
        new SvdPlusPlusTrainer(rated, watched, options, run).Fit(users, items, implicits, scale, random);

        for (var user = 0; user < watched.RowCount; user++)
            AddImplicit(watched.ColumnsOf(user), implicits, users.Values.AsSpan(user * users.Width, users.Width));
        users.Scale(scale.Deviation);
        items.Scale(scale.Deviation);
        implicits.Scale(scale.Deviation);
        return new SvdPlusPlusModel(data.Interactions.Items, scale, items, implicits, users, options);
    }

    /// <summary>Adds |N|^−½ Σ y_j.</summary>
    public static void AddImplicit(ReadOnlySpan<int> watched, FactorRows implicits, Span<float> factors)
    {
        var share = 1 / MathF.Sqrt(Math.Max(1, watched.Length));
        foreach (var item in watched)
            Dense.AddScaled(share, implicits[item], factors);
    }

    void Fit(FactorRows users, FactorRows items, FactorRows implicits, RatingScale scale, Random random)
    {
        var ratings = Array.ConvertAll(rated.Values, scale.Standardize);
        var itemDecay = options.Shrinkage.OfItems(rated);
        var userDecay = options.Shrinkage.OfUsers(rated);
        var order = Enumerable.Range(0, rated.RowCount).ToArray();
        var (whole, before) = (new float[users.Width], new float[users.Width]);
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            random.Shuffle(order);
            var rate = options.RateIn(epoch);
            var step = new SgdStep((float)rate, (float)(rate * options.BiasRegularization), users.Width);
            var squares = 0.0;
            foreach (var user in order)
            {
                run.Cancellation.ThrowIfCancellationRequested();
                var own = users.Values.AsSpan(user * users.Width, users.Width);
                own.CopyTo(whole);
                AddImplicit(watched.ColumnsOf(user), implicits, whole);
                whole.CopyTo(before.AsSpan());
                fixed (float* z = whole, q = items.Values, itemBias = items.Bias, decay = itemDecay, r = ratings)
                fixed (int* columns = rated.Columns)
                    squares += SgdRow.Run(step, z, ref users.Bias[user], 1, columns + rated.Starts[user], r + rated.Starts[user], rated.CountIn(user), q, itemBias, decay);
                for (var i = 0; i < whole.Length; i++)
                    whole[i] -= before[i];
                Share(user, whole, own, implicits, (float)rate, userDecay[user]);
            }

            run.Progress?.Report(new TrainingProgress(SvdPlusPlusModel.ModelName, epoch + 1, options.Epochs, Math.Sqrt(squares / Math.Max(1, rated.Count))));
        }
    }

    /// <summary>Gives what the user's whole vector moved to its parts, and shrinks them.</summary>
    void Share(int user, float[] moved, Span<float> own, FactorRows implicits, float rate, float decay)
    {
        var keep = MathF.Max(0, 1 - rate * decay * rated.CountIn(user));
        for (var i = 0; i < own.Length; i++)
            own[i] = keep * own[i] + moved[i];

        var items = watched.ColumnsOf(user);
        var share = 1 / MathF.Sqrt(Math.Max(1, items.Length));
        var keepImplicit = 1 - rate * (float)options.ImplicitRegularization;
        foreach (var item in items)
        {
            var y = implicits.Values.AsSpan(item * implicits.Width, implicits.Width);
            System.Numerics.Tensors.TensorPrimitives.Multiply(y, keepImplicit, y);
            Dense.AddScaled(share, moved, y);
        }
    }
}
