using Marquee.Importers.Reading;

namespace Marquee.Importers.Letterboxd;

/// <summary>The rows of one of Letterboxd's tables. Stars go from ½ to 5; there is no outside id in any of them.</summary>
/// <param name="hasDiary">Whether the viewings of reviews are told by a diary beside them.</param>
internal sealed class LetterboxdRows(ExportFile file, LetterboxdFile which, bool hasDiary)
{
    public IEnumerable<ExportRow> Read(CancellationToken cancel) => TableRows.Read(file, Read, cancel);

    ImportedItem Read(RowCells cells)
    {
        var date = cells.Date("Date");
        var item = cells.Item() with
        {
            Title = cells.Required("film name", "Name"),
            Year = cells.Year("Year"),
            Kind = TitleKind.Unknown,
            Rating = cells.Rating(RatingScale.HalfStars, "Rating"),
        };
        item = item with { RatingAsWritten = item.Rating is { } tenths ? RatingScale.HalfStars.Written(tenths / 20m) : null };
        if (which == LetterboxdFile.Ratings && item.Rating is null)
            cells.Refuse("The row has no rating.");
        return which switch
        {
            LetterboxdFile.Ratings => item with { RatedAt = date },
            LetterboxdFile.Diary => Entry(item, cells, date, isViewing: true),
            LetterboxdFile.Reviews => Reviewed(Entry(item, cells, date, isViewing: !hasDiary), cells, date),
            LetterboxdFile.Watched => item with { Viewing = Viewing.SomeTime },
            LetterboxdFile.Likes => item with { IsLiked = true, LikedAt = date },
            _ => item with { OnWatchlist = true, ListedAt = date },
        };
    }

    static ImportedItem Entry(ImportedItem item, RowCells cells, DateTimeOffset? logged, bool isViewing)
    {
        var address = cells.Text("Letterboxd URI");
        var day = cells.Date("Watched Date");
        return item with
        {
            RatedAt = item.Rating is null ? null : day ?? logged,
            Viewing = !isViewing ? null : day is { } known ? Viewing.OnDay(known, cells.Flag("Rewatch")) : Viewing.SomeTime,
            Tags = cells.Tags("Tags"),
            SourceEventId = address.Length > 0 ? address : null,
        };
    }

    static ImportedItem Reviewed(ImportedItem item, RowCells cells, DateTimeOffset? date) =>
        cells.Text("Review") is { Length: > 0 } text ? item with { Review = new ImportedText(text, At: date) } : item;
}
