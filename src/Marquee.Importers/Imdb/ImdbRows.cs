using Marquee.Importers.Reading;

namespace Marquee.Importers.Imdb;

/// <summary>One IMDb table, of whatever generation: columns are found by any name they ever had.</summary>
/// <param name="which">What its rows mean.</param>
/// <param name="list">The list that the rows are on, where they are on an own one.</param>
internal sealed class ImdbRows(ExportFile file, ImdbTable which, (string Key, string Name)? list = null)
{
    public IEnumerable<ExportRow> Read(CancellationToken cancel)
    {
        if (list is { } own)
            yield return new ImportedList(file.Name, 1, "", own.Key, own.Name);
        foreach (var row in TableRows.Read(file, Read, cancel))
            yield return row;
    }

    ImportedItem Read(RowCells cells)
    {
        var type = cells.Text("Title Type");
        if (ImdbTitleTypes.WhyNot(type) is { } instead)
            cells.Skip($"This is {instead}.");

        var item = cells.Item() with
        {
            Title = cells.Required("title", "Title"),
            OriginalTitle = cells.Optional("Original Title"),
            Year = Years.Leading(cells.Text("Year")),
            Kind = ImdbTitleTypes.Kind(type),
            ExternalIds = Id(cells),
            RuntimeMinutes = cells.Number("Runtime (mins)"),
            People = cells.Tags("Directors"),
        };
        if (ImdbTitleTypes.IsEpisode(type))
            item = OfEpisode(item);
        return which switch
        {
            ImdbTable.Ratings => Rated(cells, item),
            ImdbTable.Watchlist => item with { OnWatchlist = true, ListedAt = cells.Date("Created"), PrivateNote = Note(cells) },
            _ => item with { ListedAt = cells.Date("Created"), ListPlace = new ListPlace(list!.Value.Key, list.Value.Name, cells.Number("Position"), Note(cells)) },
        };
    }

    static ImportedItem Rated(RowCells cells, ImportedItem item)
    {
        item = item with { Rating = cells.Rating(RatingScale.Points, "Your Rating", "You rated"), RatedAt = cells.Date("Date Rated", "created") };
        if (item.Rating is null)
            cells.Refuse("The row has no rating.");
        return item with { RatingAsWritten = item.Rating is { } tenths ? RatingScale.Points.Written(tenths / 10m) : null };
    }

    // "Breaking Bad: Ozymandias", with the id, year and length of the episode; the numbers are not in the file.
    static ImportedItem OfEpisode(ImportedItem item)
    {
        var colon = item.Title!.IndexOf(": ", StringComparison.Ordinal);
        return item with
        {
            Kind = TitleKind.Show,
            Title = colon > 0 ? item.Title[..colon] : null,
            OriginalTitle = null,
            Year = null,
            RuntimeMinutes = null,
            People = [],
            ExternalIds = [],
            Episode = new ImportedEpisode(null, null, colon > 0 ? item.Title[(colon + 2)..] : item.Title) { ExternalIds = item.ExternalIds },
        };
    }

    static string? Note(RowCells cells) => cells.Text("Description") is { Length: > 0 } text ? text : null;

    static ExternalId[] Id(RowCells cells)
    {
        var text = cells.Required("IMDb id", "Const");
        if (ExternalId.Imdb(text) is { } id)
            return [id];
        cells.Refuse($"“{CsvRow.Keep(text)}” is not the IMDb id of a title.");
        return [];
    }
}

/// <summary>What an IMDb table is.</summary>
internal enum ImdbTable
{
    Ratings,
    Watchlist,
    OwnList,
}
