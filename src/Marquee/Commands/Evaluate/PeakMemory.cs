using System.Diagnostics;
using System.Globalization;

namespace Marquee.Commands.Evaluate;

/// <summary>The most memory this process has had resident, in megabytes (2²⁰ bytes).</summary>
static class PeakMemory
{
    const string Status = "/proc/self/status";

    public static double Megabytes()
    {
        if (File.Exists(Status) && File.ReadLines(Status).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line)
            return Math.Round(double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture) / 1024, 1);
        using var self = Process.GetCurrentProcess();
        return Math.Round(self.PeakWorkingSet64 / 1048576.0, 1);
    }
}
