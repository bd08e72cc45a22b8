using Marquee.Engine;

namespace Marquee.Commands.Evaluate;

/// <summary>Rewrites one line of the terminal's standard error as a training goes on.</summary>
sealed class TerminalProgress : IProgress<TrainingProgress>
{
    readonly Lock _turn = new();

    /// <summary>A line where somebody watches, nothing where standard error goes to a file.</summary>
    public static TerminalProgress? OrNull() => Console.IsErrorRedirected ? null : new TerminalProgress();

    public void Report(TrainingProgress value)
    {
        lock (_turn)
            Console.Error.Write($"\r{value.Model}: {value.Done} of {value.Total}{(value.Objective is { } objective ? $", objective {objective:G6}" : "")}\e[K{(value.Done == value.Total ? "\r\e[K" : "")}");
    }
}
