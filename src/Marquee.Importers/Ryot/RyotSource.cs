using Marquee.Importers.Reading;

namespace Marquee.Importers.Ryot;

/// <summary>Ryot's JSON: titles with what was seen, reviews, and the collections they are in. Ratings go to 100.</summary>
internal sealed class RyotSource : ISource
{
    public string Key => "ryot";

    public string Name => "Ryot";

    public Recognised? Recognise(ExportContents contents)
    {
        var files = contents.Tables.Where(IsRyot).ToList();
        return files.Count == 0 ? null
            : new Recognised([.. files.Select(file => file.Name)], [], cancel => files.SelectMany(file => JsonRows.Read(file, new RyotRows().Read, cancel)));
    }

    static bool IsRyot(ExportFile file) => file.Json is { Sample: var sample }
        && (sample.Has("metadata", "lot", "identifier") || (sample.Records.Count == 0 && sample.HasPath("metadata") && !sample.HasPath("MediaContainer.Metadata")));
}
