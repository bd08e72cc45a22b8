using Marquee.Engine.Data;

namespace Marquee.Commands.Evaluate;

/// <summary>Reads the files that commands are given; an empty one is nothing to work on.</summary>
static class RatingFiles
{
    public static Interactions Read(string path, CancellationToken cancel)
    {
        var read = RatingFile.Read(path, cancel);
        return read.Count > 0 ? read : throw new NothingToDoException($"The file {path} holds no ratings.");
    }
}
