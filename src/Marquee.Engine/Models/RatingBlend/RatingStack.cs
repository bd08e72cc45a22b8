namespace Marquee.Engine.Models.RatingBlend;

/// <summary>
/// Feature-weighted linear stacking (Sill, Takács, Mackey and Lin 2009): r̂ = Σ_m w_m(u, i) r̂_m + c(u, i), where every weight is linear in how many ratings the person and the title have:
/// w_m = v_m0 + v_m1 f(n_u) + v_m2 f(n_i), f(n) = ln((1 + n) / 33). So a neighbourhood may speak louder where much is known of a title, and the mean of a posterior where little is.
/// </summary>
/// <param name="Values">v: one row a member, and a last one for c; three numbers a row.</param>
sealed record RatingStack(double[] Values)
{
    const int Features = 3;

    public int Members => Values.Length / Features - 1;

    /// <summary>The plain mean, which regression begins with and which speaks where nothing could be learnt.</summary>
    public static RatingStack Mean(int members)
    {
        var values = new double[(members + 1) * Features];
        for (var m = 0; m < members; m++)
            values[m * Features] = 1.0 / members;
        return new RatingStack(values);
    }

    /// <summary>What a member counts, or with <see cref="Members"/> what is added to all.</summary>
    public double Weight(int member, int ofUser, int ofItem) =>
        Values[member * Features] + Values[member * Features + 1] * Feature(ofUser) + Values[member * Features + 2] * Feature(ofItem);

    public double Predict(ReadOnlySpan<float> members, int ofUser, int ofItem)
    {
        var rating = Weight(Members, ofUser, ofItem);
        for (var m = 0; m < members.Length; m++)
            rating += Weight(m, ofUser, ofItem) * members[m];
        return rating;
    }

    /// <summary>
    /// Least squares on ratings that no member saw, v drawn towards the plain mean: it is learnt what the mean leaves over, from what each member says apart from it.
    /// </summary>
    public static RatingStack Fit(IReadOnlyList<(float[] Members, int OfUser, int OfItem, float Rating)> held, double regularization, bool support)
    {
        if (held.Count == 0)
            return Mean(1);
        var members = held[0].Members.Length;
        var start = Mean(members);
        var size = (members + 1) * Features;
        var (gram, right, row) = (new double[size, size], new double[size], new double[size]);
        foreach (var (said, ofUser, ofItem, rating) in held)
        {
            var mean = said.Average(s => (double)s);
            for (var m = 0; m <= members; m++)
                for (var f = 0; f < Features; f++)
                    row[m * Features + f] = (m < members ? said[m] - mean : 1) * (f == 0 ? 1 : support ? Feature(f == 1 ? ofUser : ofItem) : 0);
            for (var a = 0; a < size; a++)
            {
                right[a] += row[a] * (rating - mean);
                for (var b = 0; b <= a; b++)
                    gram[a, b] += row[a] * row[b];
            }
        }

        var learnt = Solve(gram, right, regularization);
        var values = (double[])start.Values.Clone();
        // Σ_m x_m (r̂_m − mean) is Σ_m (x_m − Σ x / M) r̂_m.
        for (var f = 0; f < Features; f++)
        {
            var sum = Enumerable.Range(0, members).Sum(m => learnt[m * Features + f]);
            for (var m = 0; m < members; m++)
                values[m * Features + f] += learnt[m * Features + f] - sum / members;
            values[members * Features + f] = learnt[members * Features + f];
        }

        return new RatingStack(values);
    }

    /// <summary>(A + λ I) x = b by Cholesky, in place; a few dozen unknowns.</summary>
    static double[] Solve(double[,] a, double[] b, double lambda)
    {
        var n = b.Length;
        for (var row = 0; row < n; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var sum = a[row, column] + (row == column ? lambda : 0);
                for (var k = 0; k < column; k++)
                    sum -= a[row, k] * a[column, k];
                a[row, column] = row == column ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / a[column, column];
            }

            for (var k = 0; k < row; k++)
                b[row] -= a[row, k] * b[k];
            b[row] /= a[row, row];
        }

        for (var row = n - 1; row >= 0; row--)
        {
            for (var k = row + 1; k < n; k++)
                b[row] -= a[k, row] * b[k];
            b[row] /= a[row, row];
        }

        return b;
    }

    static double Feature(int ratings) => Math.Log((1 + ratings) / 33.0);
}
