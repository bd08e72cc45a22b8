using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Factors;

/// <summary>A row of factors and a bias for each user or item. Rows are filled up with zeros to a multiple of sixteen, so that vector loops have no tail.</summary>
sealed class FactorRows(int count, int factors, float[] values, float[] bias)
{
    public int Count { get; } = count;

    public int Factors { get; } = factors;

    public int Width { get; } = WidthOf(factors);

    public float[] Values { get; } = values;

    public float[] Bias { get; } = bias;

    public static int WidthOf(int factors) => (factors + 15) / 16 * 16;

    public ReadOnlySpan<float> this[int row] => Values.AsSpan(row * Width, Width);

    public static FactorRows Zero(int count, int factors) => new(count, factors, new float[count * WidthOf(factors)], new float[count]);

    public static FactorRows Random(int count, int factors, double spread, Random random)
    {
        var rows = Zero(count, factors);
        // Uniform with the standard deviation asked for: as good a start as normal numbers, without their logarithms and cosines.
        var range = (float)(spread * Math.Sqrt(12));
        for (var row = 0; row < count; row++)
            for (var factor = 0; factor < factors; factor++)
                rows.Values[row * rows.Width + factor] = (random.NextSingle() - 0.5f) * range;
        return rows;
    }

    /// <summary>Brings what was learnt in standard deviations to the scale of the ratings: a product of two factors takes its deviation from both.</summary>
    public void Scale(float deviation)
    {
        var root = MathF.Sqrt(deviation);
        for (var i = 0; i < Values.Length; i++)
            Values[i] *= root;
        for (var i = 0; i < Bias.Length; i++)
            Bias[i] *= deviation;
    }

    /// <summary>start + bias + row · person for every row: a pass over memory, about as fast as it can be read.</summary>
    public void Score(ReadOnlySpan<float> person, float start, Span<float> scores)
    {
        scores = scores[..Count];
        Dense.MatrixVector(Values, Width, person, scores);
        for (var row = 0; row < scores.Length; row++)
            scores[row] += start + Bias[row];
    }

    /// <summary>The cosine of two rows, 0 where one of them is zero.</summary>
    public float Cosine(int a, int b) => Dense.Dot(this[a], this[a]) * Dense.Dot(this[b], this[b]) is > 0 and var squares ? Dense.Dot(this[a], this[b]) / MathF.Sqrt(squares) : 0;

    /// <summary>The nearest rows by cosine, nearest first, without the row itself.</summary>
    public IReadOnlyList<Neighbour> Similar(int row, int count)
    {
        var best = new Ranking.BestItems(Math.Min(count, Count));
        var length = Dense.Dot(this[row], this[row]);
        for (var other = 0; other < Count; other++)
            if (other != row && length * Dense.Dot(this[other], this[other]) is > 0 and var squares)
                best.Offer(other, Dense.Dot(this[row], this[other]) / MathF.Sqrt(squares));
        return Array.ConvertAll(best.Take(), n => new Neighbour(n.Item, n.Score));
    }
}
