using System.Diagnostics;

namespace Marquee.Engine.Kernels;

/// <summary>Times a kernel: on one thread by the seconds the processor gave this process, on several by the clock on the wall, where waiting for each other counts.</summary>
readonly struct KernelClock
{
    readonly long _wall;
    readonly TimeSpan _processor;
    readonly bool _alone;

    KernelClock(bool alone)
    {
        _alone = alone && !OperatingSystem.IsIOS() && !OperatingSystem.IsTvOS();
        _wall = Stopwatch.GetTimestamp();
        _processor = _alone ? Processor : default;
    }

    public double Seconds => (_alone ? Processor - _processor : Stopwatch.GetElapsedTime(_wall)).TotalSeconds;

    public static KernelClock Start(int threads) => new(threads == 1);

    static TimeSpan Processor => OperatingSystem.IsIOS() || OperatingSystem.IsTvOS() ? default : Environment.CpuUsage.TotalTime;
}
