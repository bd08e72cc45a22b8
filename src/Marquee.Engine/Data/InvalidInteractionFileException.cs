namespace Marquee.Engine.Data;

/// <summary>A file that cannot be read as interactions; the message names the file, the line and the reason.</summary>
/// <param name="path">The file.</param>
/// <param name="line">The line, from 1; 0 when the file as a whole is meant.</param>
/// <param name="reason">What is wrong, as the end of a sentence.</param>
public sealed class InvalidInteractionFileException(string path, long line, string reason)
    : IOException(line > 0 ? $"The rating file {path} cannot be read: line {line}: {reason}." : $"The rating file {path} cannot be read: {reason}.")
{
    /// <summary>The line, from 1; 0 when the file as a whole is meant.</summary>
    public long Line { get; } = line;
}
