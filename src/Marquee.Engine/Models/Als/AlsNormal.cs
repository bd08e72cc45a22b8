using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Als;

/// <summary>
/// The part of the normal matrix that all rows share, α₀ YᵀY, made anew for each half of an iteration in the form in which the row solver wants it: as it is for <see cref="AlsSolver"/>,
/// and as a diagonal for <see cref="AlsDescent"/>, for which the factors of both sides are turned into its basis. A turn changes no product x·y and no length.
/// </summary>
sealed unsafe class AlsNormal(int width, AlsOptions options, int threads) : IDisposable
{
    readonly Slab _gram = Slab.Of(width * width);
    readonly Slab _basis = Slab.Of(width * width);
    readonly Slab _eigenvalues = Slab.Of(width);

    /// <summary>α₀ YᵀY for the row solver.</summary>
    public float* Weighted => options.Steps > 0 ? _eigenvalues.Data : _gram.Data;

    /// <summary>Makes it for the factors Y that stay, turning the ones to be solved for along with them.</summary>
    public void Of(Slab kept, Slab solved)
    {
        FactorGram.Of(kept.Data, kept.Length / width, width, (float)options.UnobservedWeight, _gram.Data, threads);
        if (options.Steps == 0)
            return;
        GramBasis.Of(_gram.Data, width, _basis.Data, _eigenvalues.Data);
        GramBasis.Turn(kept.Data, kept.Length / width, width, _basis.Data, threads);
        GramBasis.Turn(solved.Data, solved.Length / width, width, _basis.Data, threads);
    }

    public IAlsRowSolver RowSolver() => options.Steps > 0 ? new AlsDescent(width, options.Steps) : new AlsSolver(width, options.BlockOf(width));

    public void Dispose()
    {
        _gram.Dispose();
        _basis.Dispose();
        _eigenvalues.Dispose();
    }
}
