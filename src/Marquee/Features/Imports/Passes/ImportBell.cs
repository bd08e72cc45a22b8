namespace Marquee.Features.Imports.Passes;

/// <summary>Wakes whoever reads files on this node; the others look by themselves every few seconds.</summary>
sealed class ImportBell : IDisposable
{
    readonly SemaphoreSlim _bell = new(0);

    public void Ring() => _bell.Release();

    /// <summary>Ends when somebody rings, or after <paramref name="longest"/>.</summary>
    public Task HeardAsync(TimeSpan longest, CancellationToken cancel) => _bell.WaitAsync(longest, cancel);

    public void Dispose() => _bell.Dispose();
}
