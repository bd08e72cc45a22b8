using System.Text;

namespace Marquee.Importers.Reading;

/// <summary>Lines of text, none longer than a limit: of a longer one the beginning is given, and that it is one.</summary>
internal static class BoundedLines
{
    public static IEnumerable<(string Line, bool IsTooLong)> Read(TextReader text, int mostCharacters)
    {
        var chunk = new char[16 * 1024];
        var line = new StringBuilder();
        var isTooLong = false;
        for (int read; (read = text.Read(chunk)) > 0;)
        {
            var from = 0;
            while (from < read)
            {
                var end = Array.IndexOf(chunk, '\n', from, read - from);
                var count = (end < 0 ? read : end) - from;
                isTooLong |= line.Length + count > mostCharacters;
                line.Append(chunk, from, isTooLong ? Math.Max(0, Math.Min(count, 2_000 - line.Length)) : count);
                from += count + 1;
                if (end < 0)
                    continue;
                yield return (line.ToString(), isTooLong);
                line.Clear();
                isTooLong = false;
            }
        }

        if (line.Length > 0)
            yield return (line.ToString(), isTooLong);
    }
}
