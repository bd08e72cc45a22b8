using Marquee.Engine.Data;
using Marquee.Engine.Models.Factors;
using Marquee.Engine.Persistence;

namespace Marquee.Engine.Models.Baselines;

/// <summary>
/// What a rating is expected to be before any taste is known: b_ui = μ + b_u + b_i (Koren 2010, eq. 3), with the range of the scale.
/// The item biases belong to every model built on it; the user biases are kept only for the users it was trained on.
/// </summary>
sealed record RatingBaseline(RatingScale Scale, float[] ItemBias, float[] UserBias, float UserDamping)
{
    public float Mean => Scale.Mean;

    /// <summary>
    /// Fits by alternating averages, ten rounds: b_i = Σ (r − μ − b_u) / (λ_i + n_i), then b_u = Σ (r − μ − b_i) / (λ_u + n_u).
    /// All are 0 when there are no ratings.
    /// </summary>
    /// <param name="byUser">Ratings, all finite.</param>
    /// <param name="byItem">The same, transposed.</param>
    /// <param name="itemDamping">λ_i, in ratings.</param>
    /// <param name="userDamping">λ_u, in ratings.</param>
    public static RatingBaseline Fit(SparseRows byUser, SparseRows byItem, double itemDamping, double userDamping)
    {
        const int Rounds = 10;
        var scale = RatingScale.Of(byUser);
        var users = new float[byUser.RowCount];
        var items = new float[byItem.RowCount];
        for (var round = 0; round < Rounds && byUser.Count > 0; round++)
        {
            Update(byItem, scale.Mean, items, users, itemDamping);
            Update(byUser, scale.Mean, users, items, userDamping);
        }

        return new RatingBaseline(scale, items, users, (float)userDamping);
    }

    static void Update(SparseRows rows, float mean, float[] biases, float[] others, double damping)
    {
        for (var row = 0; row < rows.RowCount; row++)
        {
            var columns = rows.ColumnsOf(row);
            var values = rows.ValuesOf(row);
            var sum = 0.0;
            for (var i = 0; i < columns.Length; i++)
                sum += values[i] - mean - others[columns[i]];
            biases[row] = columns.Length == 0 ? 0 : (float)(sum / (damping + columns.Length));
        }
    }

    /// <summary>The bias of somebody who was not trained on: the same formula over the rated part of the history.</summary>
    public float UserBiasOf(History history)
    {
        var sum = 0.0;
        var rated = 0;
        for (var i = 0; i < history.Count; i++)
            if (float.IsFinite(history.Values[i]))
            {
                sum += history.Values[i] - Mean - ItemBias[history.Items[i]];
                rated++;
            }

        return rated == 0 ? 0 : (float)(sum / (UserDamping + rated));
    }

    /// <summary>What each rating adds to <see cref="UserBiasOf"/>.</summary>
    public IEnumerable<Contribution> ExplainUserBias(History history)
    {
        var rated = history.Values.ToArray().Count(float.IsFinite);
        return Enumerable.Range(0, history.Count).Where(i => float.IsFinite(history.Values[i]))
            .Select(i => new Contribution(history.Items[i], (history.Values[i] - Mean - ItemBias[history.Items[i]]) / (UserDamping + rated)));
    }

    /// <summary>μ + b_i; −1 stands for an item that is not there.</summary>
    public float Of(int item) => item < 0 ? Mean : Mean + ItemBias[item];

    /// <summary>μ + b_u + b_i for a user of the training data; −1 for one who, or an item that, is not there.</summary>
    public float Of(int user, int item) => Of(item) + (user < 0 || user >= UserBias.Length ? 0 : UserBias[user]);

    /// <summary>Holds a prediction within the scale.</summary>
    public float Clamp(double rating) => Scale.Clamp(rating);

    /// <summary>The ratings less their baselines: what the neighbourhood models correlate.</summary>
    public SparseRows Residuals(SparseRows byUser)
    {
        var residuals = new float[byUser.Count];
        for (var user = 0; user < byUser.RowCount; user++)
            for (var entry = byUser.Starts[user]; entry < byUser.Starts[user + 1]; entry++)
                residuals[entry] = byUser.Values[entry] - Of(user, byUser.Columns[entry]);
        return byUser with { Values = residuals, Times = null };
    }

    public void Write(ModelWriter writer)
    {
        writer.Add("scale", Scale.ToArray());
        writer.Add("item_bias", ItemBias);
        writer.Add("user_damping", new[] { UserDamping });
    }

    public static RatingBaseline Read(ModelReader reader, int items) =>
        new(RatingScale.From(reader.Get<float>("scale", 4)), reader.Get<float>("item_bias", items), [], reader.Get<float>("user_damping", 1)[0]);
}
