using Marquee.Importers.Reading;

namespace Marquee.Importers.Imdb;

/// <summary>
/// IMDb's CSV in its three generations. Ratings: 14 columns since "Original Title" came, 13 before, and until 2017 one that is led by
/// "position" as lists are. Watchlist and lists have a position and a column "Your Rating" too, filled or not: they are no ratings.
/// </summary>
internal sealed class ImdbSource : ISource
{
    const int LooksAtRows = 1_000;

    public string Key => "imdb";

    public string Name => "IMDb";

    public Recognised? Recognise(ExportContents contents)
    {
        var tables = contents.Files.Where(file => !file.IsIn("__MACOSX") && file.HasColumns("Const", "Title")).ToList();
        if (tables.Count == 0)
            return null;

        var kinds = tables.Select(file => (file, isList: IsList(file))).OrderBy(table => table.isList).ToList();
        var remarks = kinds
            .Where(table => table.isList && !table.file.Name.Contains("watchlist", StringComparison.OrdinalIgnoreCase))
            .Select(table => $"{table.file.Name} is a list, and its titles go on your watchlist. Your IMDb ratings are a file of their own.")
            .ToList();
        return new Recognised(
            [.. kinds.Select(table => table.file.Name)],
            remarks,
            cancel => kinds.SelectMany(table => new ImdbRows(table.file, table.isList).Read(cancel)));
    }

    static bool IsList(ExportFile file)
    {
        if (!file.HasColumns("Position"))
            return false;
        if (!file.HasColumns("You rated"))
            return true;

        // The old form serves lists and ratings alike. By name, else: in a ratings file every row is rated.
        if (file.Name.Contains("ratings", StringComparison.OrdinalIgnoreCase))
            return false;
        if (file.Name.Contains("watchlist", StringComparison.OrdinalIgnoreCase))
            return true;
        var table = file.Table();
        var rating = table.Column("You rated");
        return table.Rows(CancellationToken.None).Take(LooksAtRows).Any(row => new RowCells(row).Text(rating).Length == 0 && row.Fault is null);
    }
}
