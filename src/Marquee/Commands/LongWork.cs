using System.CommandLine;

namespace Marquee.Commands;

/// <summary>
/// Work that computes for a long time before it first waits. The command line listens for Ctrl+C only once an action has returned
/// its task, so such work runs beside it: otherwise a training could be stopped only by killing it.
/// </summary>
static class LongWork
{
    /// <summary>What the command does, from its arguments to its exit code.</summary>
    public static void SetWork(this Command command, Func<ParseResult, CancellationToken, int> work) =>
        command.SetAction((parsed, cancel) => Task.Run(() => work(parsed, cancel), cancel));

    /// <inheritdoc cref="SetWork(Command, Func{ParseResult, CancellationToken, int})"/>
    public static void SetWork(this Command command, Func<ParseResult, CancellationToken, Task<int>> work) =>
        command.SetAction((parsed, cancel) => Task.Run(() => work(parsed, cancel), cancel));
}
