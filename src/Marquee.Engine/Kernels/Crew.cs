namespace Marquee.Engine.Kernels;

/// <summary>
/// Threads working through numbered pieces of work. Which thread takes which piece is left to chance; a piece must not depend on that
/// and must write only what is its own, so that the result is the same for any number of threads.
/// </summary>
static class Crew
{
    /// <summary>Runs <paramref name="work"/> for 0 … <paramref name="pieces"/> − 1 and returns when all are done.</summary>
    public static void Run(int threads, int pieces, Action<int> work) => Run(threads, pieces, () => work, default);

    /// <summary>The same with a worker made for each thread, which may hold scratch, and with the token looked at between pieces.</summary>
    public static void Run(int threads, int pieces, Func<Action<int>> worker, CancellationToken cancellation)
    {
        threads = Math.Min(threads, pieces);
        if (threads <= 1)
        {
            if (pieces <= 0)
                return;
            var alone = worker();
            for (var piece = 0; piece < pieces; piece++)
            {
                cancellation.ThrowIfCancellationRequested();
                alone(piece);
            }

            return;
        }

        var next = -1;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, _ =>
        {
            var mine = worker();
            for (var piece = Interlocked.Increment(ref next); piece < pieces; piece = Interlocked.Increment(ref next))
            {
                cancellation.ThrowIfCancellationRequested();
                mine(piece);
            }
        });
    }
}
