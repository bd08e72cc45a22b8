namespace Marquee.Engine.Models.Neural.Layers;

/// <summary>Numbers that are learnt, and while they are, the gradient of the loss by each of them. Layers add to the gradient; <see cref="Adam"/> uses it up.</summary>
sealed class Parameter(Matrix value)
{
    Matrix? _gradient;

    public Matrix Value { get; } = value;

    public Matrix Gradient => _gradient ??= new Matrix(Value.Rows, Value.Columns);

    public static Parameter Zero(int rows, int columns) => new(new Matrix(rows, columns));

    /// <summary>
    /// Uniform numbers of variance 2 / (inputs + outputs), which keep the size of what flows through in both directions (Glorot and Bengio 2010, equation 16).
    /// </summary>
    public static Parameter Random(int rows, int columns, Random random) => Random(rows, columns, Math.Sqrt(2.0 / Math.Max(1, rows + columns)), random);

    /// <summary>Uniform numbers of that standard deviation.</summary>
    public static Parameter Random(int rows, int columns, double deviation, Random random)
    {
        var made = Zero(rows, columns);
        var range = (float)(Math.Sqrt(3) * deviation);
        foreach (ref var value in made.Value.Values.AsSpan())
            value = range * (2 * random.NextSingle() - 1);
        return made;
    }

    /// <summary>Gives the gradient's memory back when the training is over.</summary>
    public void Settle() => _gradient = null;
}
