using System.Globalization;

namespace Marquee.Features.Imports.Passes;

/// <summary>
/// Who reads a file: machine, process, when that process began, and which host in it. A process that was killed leaves its name behind, and
/// the next on the same machine need not wait until its time is over to know that it is gone.
/// </summary>
sealed record WorkerName(string Text)
{
    // The system tells the start of a process to the tick, and not always to the same one.
    const long Ticks = 2;

    static readonly string Process = string.Create(
        CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}/{StartOf(Environment.ProcessId)}");

    public static WorkerName New() => new(string.Create(CultureInfo.InvariantCulture, $"{Process}/{Guid.NewGuid():n}"));

    /// <summary>Whether the process that bore the name on this machine runs no more. Another machine's is believed.</summary>
    public static bool IsGone(string worker)
    {
        var parts = worker.Split('/');
        return parts.Length == 4 && parts[0] == Environment.MachineName
            && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var process) && long.TryParse(parts[2], CultureInfo.InvariantCulture, out var start)
            && (StartOf(process) is not { } now || Math.Abs(now - start) > Ticks);
    }

    static long? StartOf(int process)
    {
        try
        {
            using var running = System.Diagnostics.Process.GetProcessById(process);
            return new DateTimeOffset(running.StartTime).ToUnixTimeSeconds();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
