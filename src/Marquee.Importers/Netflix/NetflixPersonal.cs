using System.Globalization;
using Marquee.Importers.Reading;

namespace Marquee.Importers.Netflix;

/// <summary>The personal data: viewings with time and length, thumbs, stars of old, and "my list". What ran by itself is no viewing.</summary>
internal sealed class NetflixPersonal(ExportFile file, string? person)
{
    // Two minutes are a look at something, as Netflix itself counts.
    static readonly TimeSpan Shortest = TimeSpan.FromMinutes(2);

    public IEnumerable<ExportRow> Read(CancellationToken cancel)
    {
        if (!file.HasColumns("Start Time"))
            return TableRows.Read(file, cells => IsOurs(cells) ? Kept(cells) : null, cancel);
        var shows = NetflixShows.In(file, cancel);
        return TableRows.Read(file, cells => IsOurs(cells) ? Viewed(cells, shows) : null, cancel);
    }

    public static bool IsNoViewing(string title) =>
        title.Contains("_hook_", StringComparison.OrdinalIgnoreCase) || title.StartsWith("Clip:", StringComparison.OrdinalIgnoreCase)
        || title.StartsWith("Trailer:", StringComparison.OrdinalIgnoreCase) || title.Contains("(Trailer)", StringComparison.OrdinalIgnoreCase);

    bool IsOurs(RowCells cells) => person is null || cells.Text("Profile Name").Equals(person, StringComparison.OrdinalIgnoreCase);

    static ImportedItem Viewed(RowCells cells, NetflixShows shows)
    {
        var text = cells.Required("title", "Title");
        var lasted = TimeSpan.TryParseExact(cells.Text("Duration"), ["hh\\:mm\\:ss", "h\\:mm\\:ss"], CultureInfo.InvariantCulture, out var time) ? time : (TimeSpan?)null;
        if (cells.Text("Supplemental Video Type").Length > 0 || IsNoViewing(text))
            cells.Skip("This is a trailer, a clip or another short thing.");
        if (cells.Text("Attributes").Contains("Autoplayed", StringComparison.OrdinalIgnoreCase) && !cells.Text("Attributes").Contains("View was completed", StringComparison.OrdinalIgnoreCase)
            && cells.Text("Attributes").Contains("user action: None", StringComparison.OrdinalIgnoreCase))
            cells.Skip("This started by itself and nobody watched on.");
        if (cells.Text("Latest Bookmark").StartsWith("Not latest view", StringComparison.OrdinalIgnoreCase))
            cells.Skip("This is a part of a viewing that a later row finishes.");
        if (lasted < Shortest)
            cells.Skip("This lasted less than two minutes.");

        var (title, kind, episode) = NetflixTitle.Parse(text, shows.Has(text));
        return cells.Item() with
        {
            Title = title,
            Kind = kind,
            Episode = episode,
            Viewing = Viewing.From(cells.Moment("Start Time")) with { Where = "Netflix", Lasted = lasted },
        };
    }

    static ImportedItem? Kept(RowCells cells)
    {
        var (title, kind, episode) = NetflixTitle.Parse(cells.Required("title", "Title Name"));
        var item = cells.Item() with { Title = title, Kind = episode is null ? TitleKind.Unknown : kind, Episode = episode };
        if (!cells.Text("Thumbs Value", "Star Value", "Rating Type").Equals("", StringComparison.Ordinal))
            return Rated(cells, item);
        return item with { OnWatchlist = true, ListedAt = cells.Date("Utc Title Add Date") };
    }

    // Down, up, two up. Three words have no exact place among ten points; these are the ones people mean.
    static ImportedItem? Rated(RowCells cells, ImportedItem item)
    {
        var at = cells.Date("Event Utc Ts");
        if (cells.Number("Star Value") is > 0 and <= 5 and var stars)
            return item with { Rating = stars * 20, RatingAsWritten = $"{stars} of 5", RatedAt = at };
        var (tenths, words) = cells.Text("Thumbs Value") switch
        {
            "1" => (30, "thumbs down"),
            "2" => (70, "thumbs up"),
            "3" => (100, "two thumbs up"),
            _ => (0, ""),
        };
        return tenths == 0 ? null : item with { Rating = tenths, RatingAsWritten = words, RatedAt = at };
    }
}
