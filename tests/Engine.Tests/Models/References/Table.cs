using Marquee.Engine.Data;
using Marquee.Engine.Tests.Models.Laws;

namespace Marquee.Engine.Tests.Models.References;

/// <summary>The population as a plain table of doubles, NaN where nobody rated: what the references work on, one slow loop after another.</summary>
sealed class Table
{
    public Table(Interactions interactions)
    {
        (Users, Items) = (interactions.Users.Count, interactions.Items.Count);
        Ratings = new double[Users, Items];
        for (var u = 0; u < Users; u++)
            for (var i = 0; i < Items; i++)
                Ratings[u, i] = double.NaN;
        for (var u = 0; u < Users; u++)
            for (var n = 0; n < interactions.ByUser.CountIn(u); n++)
                Ratings[u, interactions.ByUser.ColumnsOf(u)[n]] = interactions.ByUser.ValuesOf(u)[n];
    }

    public static Table OfPopulation { get; } = new(Population.Data.Interactions);

    public int Users { get; }

    public int Items { get; }

    public double[,] Ratings { get; }

    public bool Has(int user, int item) => !double.IsNaN(Ratings[user, item]);

    public int ViewersOf(int item) => Enumerable.Range(0, Users).Count(u => Has(u, item));

    public int TitlesOf(int user) => Enumerable.Range(0, Items).Count(i => Has(user, i));

    public IEnumerable<int> Both(int a, int b) => Enumerable.Range(0, Users).Where(u => Has(u, a) && Has(u, b));

    /// <summary>Koren's biases by the same ten rounds as the engine, in doubles.</summary>
    public (double Mean, double[] User, double[] Item) Baseline(double itemDamping, double userDamping)
    {
        var all = Ratings.Cast<double>().Where(r => !double.IsNaN(r)).ToArray();
        var (mean, user, item) = (all.Average(), new double[Users], new double[Items]);
        for (var round = 0; round < 10; round++)
        {
            for (var i = 0; i < Items; i++)
                item[i] = Enumerable.Range(0, Users).Where(u => Has(u, i)).Sum(u => Ratings[u, i] - mean - user[u]) / (itemDamping + ViewersOf(i));
            for (var u = 0; u < Users; u++)
                user[u] = Enumerable.Range(0, Items).Where(i => Has(u, i)).Sum(i => Ratings[u, i] - mean - item[i]) / (userDamping + TitlesOf(u));
        }

        return (mean, user, item);
    }

    /// <summary>Shrunk Pearson correlation of two items around those biases.</summary>
    public double Correlation(int a, int b, (double Mean, double[] User, double[] Item) biases, double shrinkage)
    {
        var both = Both(a, b).ToArray();
        double E(int u, int i) => Ratings[u, i] - biases.Mean - biases.User[u] - biases.Item[i];
        var scale = Math.Sqrt(both.Sum(u => E(u, a) * E(u, a)) * both.Sum(u => E(u, b) * E(u, b)));
        return scale == 0 ? 0 : both.Sum(u => E(u, a) * E(u, b)) / scale * (both.Length - 1) / (both.Length - 1 + shrinkage);
    }
}
