using Marquee.Importers.Reading;

namespace Marquee.Importers.Trakt;

/// <summary>Trakt: the export of an account, a zip of JSON, and the table that trakt.tv itself takes in.</summary>
internal sealed class TraktSource : ISource
{
    public string Key => "trakt";

    public string Name => "Trakt";

    public Recognised? Recognise(ExportContents contents)
    {
        var files = contents.Tables
            .Select(file => (file, which: TraktFiles.Which(file)))
            .Where(file => file.which is not null)
            .Select(file => (file.file, which: file.which!.Value))
            .OrderBy(file => file.which)
            .ThenBy(file => file.file.Name, StringComparer.Ordinal)
            .ToList();
        // The sums that stand beside a history tell nothing new.
        if (files.Any(file => file.which == TraktFile.History))
            files.RemoveAll(file => file.which == TraktFile.Watched);
        return files.Count == 0 ? null
            : new Recognised([.. files.Select(file => file.file.Name)], [], cancel => files.SelectMany(file => Read(file.file, file.which, cancel)));
    }

    static IEnumerable<ExportRow> Read(ExportFile file, TraktFile which, CancellationToken cancel) => which switch
    {
        TraktFile.Table => TableRows.Read(file, TraktTable.Read, cancel),
        TraktFile.Lists => JsonRows.Read(file, TraktRows.List, cancel),
        _ => JsonRows.Read(file, new TraktRows(which, TraktFiles.ListOf(file)).Read, cancel),
    };
}
