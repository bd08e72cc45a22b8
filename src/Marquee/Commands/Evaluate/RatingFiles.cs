using System.Diagnostics;
using Marquee.Engine.Data;

namespace Marquee.Commands.Evaluate;

/// <summary>Reads the files that a command is given, and keeps the time; an empty one is nothing to work on.</summary>
static class RatingFiles
{
    public static Interactions Read(string path, CancellationToken cancel)
    {
        var read = RatingFile.Read(path, cancel);
        return read.Count > 0 ? read : throw new NothingToDoException($"The file {path} holds no ratings.");
    }

    /// <summary>Reads, and adds the seconds it took to <paramref name="seconds"/>.</summary>
    public static Interactions Read(string path, ref double seconds, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var read = Read(path, cancel);
        seconds += watch.Elapsed.TotalSeconds;
        return read;
    }
}
