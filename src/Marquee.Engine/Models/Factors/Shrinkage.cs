using Marquee.Engine.Data;

namespace Marquee.Engine.Models.Factors;

/// <summary>
/// Regularisation that falls with what is known: a row with n ratings is shrunk by λ / n^f once a rating, which comes to λ n^(1 − f) over all of them.
/// f = 0 is the usual weight decay; f = ½ lets rows with many ratings move more freely (the frequency regularisation of MyMediaLite).
/// </summary>
sealed record Shrinkage(double Factors, double Frequency, double Bias)
{
    /// <summary>λ / n^f of each row: what one step of training shrinks its factors by.</summary>
    public float[] OfUsers(SparseRows byUser) => [.. Enumerable.Range(0, byUser.RowCount).Select(user => OfCount(byUser.CountIn(user)))];

    /// <summary>The same of each column, counted without turning the matrix.</summary>
    public float[] OfItems(SparseRows byUser) => Array.ConvertAll(Positives.CountByItem(byUser, 0), OfCount);

    float OfCount(int ratings) => (float)(Factors * Math.Pow(Math.Max(1, ratings), -Frequency));

    /// <summary>
    /// The ridge that training with these settings converges to for a person with that many ratings. Factors that were scaled by √σ carry σ with them;
    /// a thousandth at least keeps the equations solvable.
    /// </summary>
    public Penalty OfPerson(int ratings, float deviation) =>
        new(Math.Max(Factors * Math.Pow(ratings, 1 - Frequency) * deviation, 1e-3), Math.Max(Bias * ratings, 1e-3));
}
