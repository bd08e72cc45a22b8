namespace Marquee.Engine.Kernels;

/// <summary>
/// Threads working through numbered pieces of work. Which thread takes which piece is left to chance; a piece must not depend on that
/// and must write only what is its own, so that the result is the same for any number of threads.
/// </summary>
static class Crew
{
    /// <summary>What one thread does with a piece, and what it holds meanwhile.</summary>
    public sealed record Worker(Action<int> Do, IDisposable? Scratch = null);

    /// <summary>Runs <paramref name="work"/> for 0 … <paramref name="pieces"/> − 1 and returns when all are done.</summary>
    public static void Run(int threads, int pieces, Action<int> work) => Run(threads, pieces, () => new Worker(work), default);

    /// <summary>The same with a worker made for each thread, which may hold arrays as scratch, and with the token looked at between pieces.</summary>
    public static void Run(int threads, int pieces, Func<Action<int>> worker, CancellationToken cancellation) =>
        Run(threads, pieces, () => new Worker(worker()), cancellation);

    /// <summary>The same with scratch that is given back at the end, and with the token looked at between pieces.</summary>
    public static void Run(int threads, int pieces, Func<Worker> worker, CancellationToken cancellation)
    {
        threads = Math.Min(threads, pieces);
        var next = -1;
        if (threads <= 1)
            One();
        else
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, _ => One());

        void One()
        {
            var piece = Interlocked.Increment(ref next);
            if (piece >= pieces)
                return;
            var mine = worker();
            using (mine.Scratch)
                for (; piece < pieces; piece = Interlocked.Increment(ref next))
                {
                    cancellation.ThrowIfCancellationRequested();
                    mine.Do(piece);
                }
        }
    }
}
