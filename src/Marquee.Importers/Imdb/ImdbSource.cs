using System.Text.RegularExpressions;
using Marquee.Importers.Reading;

namespace Marquee.Importers.Imdb;

/// <summary>
/// IMDb's CSV in its three generations. Ratings: 14 columns since "Original Title" came, 13 before, and until 2017 one that is led by
/// "position" as lists are. Watchlist and lists have a position and a column "Your Rating" too, filled or not: they are no ratings.
/// </summary>
internal sealed partial class ImdbSource : ISource
{
    const int LooksAtRows = 1_000;

    public string Key => "imdb";

    public string Name => "IMDb";

    public Recognised? Recognise(ExportContents contents)
    {
        var tables = contents.Tables.Where(file => file.HasColumns("Const", "Title"))
            .Select(file => (file, which: Which(file, contents.ReadAs))).OrderBy(table => table.which).ToList();
        if (tables.Count == 0)
            return null;

        return new Recognised(
            [.. tables.Select(table => table.file.Name)],
            [.. tables.Select(table => Remark(table.file, table.which)).OfType<string>()],
            cancel => tables.SelectMany(table => new ImdbRows(table.file, table.which, table.which == ImdbTable.OwnList ? List(table.file) : null).Read(cancel)));
    }

    static ImdbTable Which(ExportFile file, FilmListKind readAs)
    {
        if (!file.HasColumns("Position"))
            return ImdbTable.Ratings;
        if (readAs == FilmListKind.Watchlist || IsNamedWatchlist(file))
            return ImdbTable.Watchlist;
        if (IsOldRatings(file))
            return ImdbTable.Ratings;
        return Nameless().IsMatch(Bare(file)) ? ImdbTable.Watchlist : ImdbTable.OwnList;
    }

    // The old form serves lists and ratings alike. By name, else: in a ratings file every row is rated.
    static bool IsOldRatings(ExportFile file)
    {
        if (!file.HasColumns("You rated"))
            return false;
        if (file.Name.Contains("ratings", StringComparison.OrdinalIgnoreCase))
            return true;
        return TableRows.Cells(file, file.Table(), CancellationToken.None).Take(LooksAtRows).All(row => row.Fault is not null || row.Text("You rated").Length > 0);
    }

    static string? Remark(ExportFile file, ImdbTable which) => which switch
    {
        ImdbTable.OwnList => $"{file.Name} is a list, and its titles go on a list “{List(file).Name}”.",
        ImdbTable.Watchlist when !IsNamedWatchlist(file) => $"{file.Name} is a list without a name, and its titles go on your watchlist. Your IMDb ratings are a file of their own.",
        _ => null,
    };

    static bool IsNamedWatchlist(ExportFile file) => file.Name.Contains("watchlist", StringComparison.OrdinalIgnoreCase);

    static (string Key, string Name) List(ExportFile file)
    {
        var name = Bare(file);
        return ($"imdb:{name}", ListNumber().IsMatch(name) ? "From IMDb" : name);
    }

    static string Bare(ExportFile file) => System.IO.Path.GetFileNameWithoutExtension(file.Path[^1]);

    // IMDb has named its files by what they hold, by the list's number and, of late, by nothing but chance.
    [GeneratedRegex(@"^([0-9a-f-]+|export|list|imdb|file|data)?\s*(\(\d+\))?$", RegexOptions.IgnoreCase)]
    private static partial Regex Nameless();

    [GeneratedRegex(@"^ls\d+", RegexOptions.IgnoreCase)]
    private static partial Regex ListNumber();
}
