namespace Marquee.Engine.Models.Als;

/// <summary>Improves one row of implicit least squares at a time; holds the scratch of one thread.</summary>
unsafe interface IAlsRowSolver : IDisposable
{
    /// <summary>Improves x, the row whose interactions are <paramref name="columns"/>, and returns Σ_S (x·y_j − 1)² + α₀ Σ (x·y_j)² + r‖x‖² at the new x.</summary>
    /// <param name="factors">Y, row-major.</param>
    /// <param name="columns">S: the rows of Y that were met.</param>
    /// <param name="weightedGram">α₀ YᵀY in the solver's form.</param>
    /// <param name="ridge">r.</param>
    /// <param name="x">The row; begins as it was and receives the solution.</param>
    double Solve(float* factors, ReadOnlySpan<int> columns, float* weightedGram, float ridge, float* x);
}
