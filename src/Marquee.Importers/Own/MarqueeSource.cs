using Marquee.Importers.Reading;

namespace Marquee.Importers.Own;

/// <summary>
/// Marquee's own export: a zip with <c>manifest.json</c> (<c>{"format": "marquee", …}</c>) and JSON Lines of the records that
/// <see cref="MarqueeRecords"/> writes; or one such file alone.
/// </summary>
internal sealed class MarqueeSource : ISource
{
    public string Key => "marquee";

    public string Name => "Marquee";

    public Recognised? Recognise(ExportContents contents)
    {
        var files = contents.Tables.Where(file => file.Json is { Sample: var sample } && sample.Has("", MarqueeRecords.Mark)).ToList();
        return files.Count == 0 ? null
            : new Recognised([.. files.Select(file => file.Name)], [], cancel => files.SelectMany(file => JsonRows.Read(file, MarqueeRows.Read, cancel)));
    }
}
