using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Factors;

/// <summary>
/// (Σ q qᵀ + D) x = b for one person: the sum in single precision by vectors, the factorisation in double. For one thread.
/// Costs n d² / 2 for n rows and d³ / 6 to factor; each further solution d².
/// </summary>
sealed class Ridge(int size)
{
    readonly float[] _gram = new float[size * size];
    readonly double[] _lower = new double[size * size];

    /// <summary>Adds q qᵀ.</summary>
    public void Add(ReadOnlySpan<float> q)
    {
        for (var row = 0; row < size; row++)
            if (q[row] != 0)
                Dense.AddScaled(q[row], q[..(row + 1)], _gram.AsSpan(row * size, row + 1));
    }

    /// <summary>Cholesky, row by row: A + D = L Lᵀ. D must be positive.</summary>
    public void Factor(Func<int, double> diagonal)
    {
        for (var row = 0; row < size; row++)
        {
            var mine = _lower.AsSpan(row * size, row + 1);
            for (var column = 0; column <= row; column++)
            {
                var its = _lower.AsSpan(column * size, column + 1);
                var sum = (double)_gram[row * size + column];
                if (row == column)
                    sum += diagonal(row);
                sum -= System.Numerics.Tensors.TensorPrimitives.Dot<double>(mine[..column], its[..column]);
                mine[column] = row == column ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / its[column];
            }
        }
    }

    /// <summary>Forgets the rows added.</summary>
    public void Clear() => _gram.AsSpan().Clear();

    /// <summary>Solves in place.</summary>
    public void Solve(Span<double> b)
    {
        Forward(b);
        Backward(b);
    }

    /// <summary>Solves in place and adds L⁻ᵀ z: a draw from the normal distribution around the solution whose covariance is (A + D)⁻¹ when z is standard normal.</summary>
    public void Draw(Span<double> b, ReadOnlySpan<double> z)
    {
        Forward(b);
        for (var row = 0; row < size; row++)
            b[row] += z[row];
        Backward(b);
    }

    void Forward(Span<double> b)
    {
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < row; column++)
                b[row] -= _lower[row * size + column] * b[column];
            b[row] /= _lower[row * size + row];
        }
    }

    void Backward(Span<double> b)
    {
        for (var row = size - 1; row >= 0; row--)
        {
            for (var below = row + 1; below < size; below++)
                b[row] -= _lower[below * size + row] * b[below];
            b[row] /= _lower[row * size + row];
        }
    }
}
