using Marquee.Importers.Reading;

namespace Marquee.Importers.Netflix;

/// <summary>The short form, a title and a day. Which names are shows with seasons of a name of their own, the whole file tells.</summary>
internal sealed class NetflixHistory(ExportFile file, DateOrder order)
{
    public IEnumerable<ExportRow> Read(CancellationToken cancel)
    {
        var shows = NetflixShows.In(file, cancel);
        return TableRows.Read(file, cells => Read(cells, shows), cancel);
    }

    ImportedItem Read(RowCells cells, NetflixShows shows)
    {
        var text = cells.Required("title", file.Header[0]);
        var date = cells.Text(file.Header[1]);
        var day = DateOrderGuess.Read(date, order);
        if (date.Length > 0 && day is null)
            cells.Refuse($"“{Shortened.To(date, 40)}” is not a date.");
        if (NetflixPersonal.IsNoViewing(text))
            cells.Skip("This is a trailer or a clip.");
        var (title, kind, episode) = NetflixTitle.Parse(text, shows.Has(text));
        return cells.Item() with
        {
            Title = title,
            Kind = kind,
            Episode = episode,
            Viewing = (day is { } known ? Viewing.OnDay(known, rewatch: false) : Viewing.SomeTime) with { Where = "Netflix" },
        };
    }
}

/// <summary>Shows whose seasons have names: the same beginning with several endings.</summary>
internal sealed class NetflixShows
{
    readonly HashSet<int> _several = [];

    public static NetflixShows In(ExportFile file, CancellationToken cancel)
    {
        var shows = new NetflixShows();
        var once = new Dictionary<int, int>();
        foreach (var cells in TableRows.Cells(file, file.Table(), cancel))
        {
            if (cells.Fault is not null || cells.Text("Title", file.Header[0]) is not { Length: < 500 } text || NetflixTitle.Prefix(text) is not { } prefix)
                continue;
            var key = StringComparer.Ordinal.GetHashCode(prefix);
            var title = StringComparer.Ordinal.GetHashCode(text);
            if (!once.TryAdd(key, title) && once[key] != title)
                shows._several.Add(key);
        }

        return shows;
    }

    public bool Has(string text) => NetflixTitle.Prefix(text) is { } prefix && _several.Contains(StringComparer.Ordinal.GetHashCode(prefix));
}
