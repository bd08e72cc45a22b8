namespace Marquee.Commands.Evaluate;

/// <summary>Where a command writes. The folder is made before the work, so that a wrong path costs a second and not an hour.</summary>
static class OutputPlace
{
    public static string Prepare(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return path;
    }
}
