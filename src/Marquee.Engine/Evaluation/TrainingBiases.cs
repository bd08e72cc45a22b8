using Marquee.Engine.Data;

namespace Marquee.Engine.Evaluation;

/// <summary>
/// What is left to say about a rating of an unknown item: the mean of all ratings, moved by how much the user rates above it, damped as if
/// there were ten more ratings at the mean (Koren 2010, Factor in the Neighbors, section 2.1, the user's half).
/// </summary>
sealed class TrainingBiases
{
    const double Damping = 10;
    readonly double _mean;
    readonly double[] _users;

    TrainingBiases(double mean, double[] users) => (_mean, _users) = (mean, users);

    public static TrainingBiases Of(Interactions training)
    {
        var rows = training.ByUser;
        var mean = rows.Count == 0 ? 0 : rows.Values.Average(value => (double)value);
        var users = new double[rows.RowCount];
        for (var row = 0; row < users.Length; row++)
        {
            foreach (var value in rows.ValuesOf(row))
                users[row] += value - mean;
            users[row] /= Damping + rows.CountIn(row);
        }

        return new TrainingBiases(mean, users);
    }

    /// <summary>The rating a user gives on the whole; the mean of everybody for a user who is not there (−1).</summary>
    public float OfUser(int user) => (float)(_mean + (user < 0 ? 0 : _users[user]));
}
