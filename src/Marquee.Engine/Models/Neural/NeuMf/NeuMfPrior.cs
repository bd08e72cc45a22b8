using Marquee.Engine.Models.Neural.Layers;

namespace Marquee.Engine.Models.Neural.NeuMf;

/// <summary>What is known of a person before their history: the mean and the standard deviation of each factor over all users of the training.</summary>
sealed record NeuMfPrior(float[] Mean, float[] Deviation)
{
    /// <summary>Keeps a factor on which all users agree from standing still for ever.</summary>
    const double Least = 1e-4;

    public static NeuMfPrior Of(Matrix users)
    {
        var (mean, deviation) = (new float[users.Columns], new float[users.Columns]);
        for (var f = 0; f < users.Columns; f++)
        {
            var (sum, squares) = (0.0, 0.0);
            for (var user = 0; user < users.Rows; user++)
            {
                double value = users[user][f];
                sum += value;
                squares += value * value;
            }

            var average = sum / Math.Max(1, users.Rows);
            mean[f] = (float)average;
            deviation[f] = (float)Math.Sqrt(Math.Max(0, squares / Math.Max(1, users.Rows) - average * average) + Least);
        }

        return new NeuMfPrior(mean, deviation);
    }
}
