using Marquee.Importers.Reading;

namespace Marquee.Importers.PrimeVideo;

/// <summary>Prime Video's watch history as browser extensions save it: times in milliseconds, a show in one column and its episode in the next.</summary>
internal sealed class PrimeVideoSource : ISource
{
    public string Key => "primevideo";

    public string Name => "Prime Video";

    public Recognised? Recognise(ExportContents contents)
    {
        var files = contents.Tables.Where(file => file.HasColumns("Date Watched", "Title", "Episode Title")).ToList();
        return files.Count == 0 ? null
            : new Recognised([.. files.Select(file => file.Name)], [], cancel => files.SelectMany(file => TableRows.Read(file, Read, cancel)));
    }

    static ImportedItem Read(RowCells cells)
    {
        var episode = cells.Optional("Episode Title");
        var (title, season) = episode is null ? (cells.Required("title", "Title"), null) : SeasonAtEnd.Apart(cells.Required("title", "Title"));
        var time = cells.Text("Date Watched");
        return cells.Item() with
        {
            Title = title,
            Kind = episode is not null ? TitleKind.Show : cells.Text("Type").Equals("Movie", StringComparison.OrdinalIgnoreCase) ? TitleKind.Film : TitleKind.Unknown,
            Episode = episode is null ? null : new ImportedEpisode(season, SeasonAtEnd.EpisodeNumber(episode), SeasonAtEnd.EpisodeName(episode)),
            Viewing = Viewing.From(time.Length > 0 && time.All(char.IsAsciiDigit) ? cells.Epoch("Date Watched") : cells.Moment("Date Watched")) with { Where = "Prime Video" },
            SourceEventId = time.Length > 0 && cells.Text("Episode Global Title Identifier", "Global Title Identifier") is { Length: > 0 } id ? $"{id}@{time}" : null,
        };
    }
}
