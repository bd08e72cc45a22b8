using Marquee.Importers.Reading;

namespace Marquee.Importers.TvTime;

/// <summary>TV Time in its four shapes: the personal data by law, "export my data", Liberator's table, and the old table of episodes.</summary>
internal sealed class TvTimeSource : ISource
{
    public string Key => "tvtime";

    public string Name => "TV Time";

    public Recognised? Recognise(ExportContents contents)
    {
        var files = contents.Tables
            .Select(file => (file, which: TvTimeFiles.Which(file)))
            .Where(file => file.which is not null)
            .Select(file => (file.file, which: file.which!.Value))
            .OrderBy(file => file.which)
            .ToList();
        if (files.Count == 0)
            return null;

        // Tables and JSON of the same things come side by side; so do the old and the new record of what was watched.
        if (files.Any(file => file.which == TvTimeFile.Episodes))
            files.RemoveAll(file => file.which == TvTimeFile.SeriesJson);
        if (files.Any(file => file.which == TvTimeFile.Films))
            files.RemoveAll(file => file.which == TvTimeFile.FilmsJson);
        var hasNewRecords = files.Any(file => file.which == TvTimeFile.Records);
        return new Recognised(
            [.. files.Select(file => file.file.Name)],
            [],
            cancel => files.SelectMany(file => Read(file.file, file.which, hasNewRecords, cancel)));
    }

    static IEnumerable<ExportRow> Read(ExportFile file, TvTimeFile which, bool hasNewRecords, CancellationToken cancel) => which switch
    {
        TvTimeFile.Records => TableRows.Read(file, TvTimeRecords.New, cancel),
        TvTimeFile.OldRecords => TableRows.Read(file, cells => TvTimeRecords.Old(cells, withEpisodes: !hasNewRecords), cancel),
        TvTimeFile.Followed => TableRows.Read(file, TvTimeShows.Followed, cancel),
        TvTimeFile.SpecialStatus => TableRows.Read(file, TvTimeShows.SpecialStatus, cancel),
        TvTimeFile.Votes => TableRows.Read(file, TvTimeShows.Vote, cancel),
        TvTimeFile.PersonalLists => TvTimeLists.Personal(file, cancel),
        TvTimeFile.Episodes => TvTimeExport.Rows(file, TvTimeExport.Episode, cancel),
        TvTimeFile.Films => TvTimeExport.Rows(file, TvTimeExport.Film, cancel),
        TvTimeFile.Series => TableRows.Read(file, TvTimeShows.Series, cancel),
        TvTimeFile.Lists => TvTimeLists.Exported(file, cancel),
        TvTimeFile.SeriesJson => JsonRows.Read(file, TvTimeExport.Series, cancel),
        TvTimeFile.FilmsJson => JsonRows.Read(file, TvTimeExport.FilmRecord, cancel),
        TvTimeFile.Liberator => TvTimeExport.Rows(file, TvTimeExport.Liberated, cancel),
        _ => TableRows.Read(file, TvTimeRecords.Native, cancel),
    };
}
