using Marquee.Importers.Reading;

namespace Marquee.Importers.Netflix;

/// <summary>Netflix: the short history of title and date in the words of any country, and the personal data by law.</summary>
internal sealed class NetflixSource : ISource
{
    static readonly string[] PersonColumn = ["Profile Name"];

    public string Key => "netflix";

    public string Name => "Netflix";

    public Recognised? Recognise(ExportContents contents)
    {
        var histories = contents.Tables.Where(IsShort).ToList();
        var personal = contents.Tables.Where(IsPersonal).ToList();
        // The personal data has the same viewings with their times.
        if (personal.Any(file => file.HasColumns("Start Time")))
            histories.Clear();
        if (histories.Count + personal.Count == 0)
            return null;

        var remarks = new List<string>();
        var orders = histories.ToDictionary(file => file, file => Order(file, remarks));
        var person = Person(personal, contents.Choices.Person, remarks);
        return new Recognised(
            [.. histories.Concat(personal).Select(file => file.Name)],
            remarks,
            cancel => histories.SelectMany(file => new NetflixHistory(file, orders[file]).Read(cancel))
                .Concat(personal.SelectMany(file => new NetflixPersonal(file, person).Read(cancel))));
    }

    static bool IsShort(ExportFile file) => file.Header.Count == 2
        && (file.HasColumns("Title", "Date") || file.Path[^1].Contains("netflix", StringComparison.OrdinalIgnoreCase));

    static bool IsPersonal(ExportFile file) => file.HasColumns("Profile Name") && (file.HasColumns("Title", "Start Time") || file.HasColumns("Title Name"))
        && (file.HasColumns("Start Time") || file.HasColumns("Thumbs Value") || file.HasColumns("Star Value")
            || file.Path[^1].Contains("MyList", StringComparison.OrdinalIgnoreCase) || file.HasColumns("Utc Title Add Date"));

    static DateOrder Order(ExportFile file, List<string> remarks)
    {
        var guess = new DateOrderGuess();
        foreach (var cells in TableRows.Cells(file, file.Table(), CancellationToken.None))
            if (cells.Fault is null)
                guess.See(cells.Text(file.Header[1]));
        var (order, isCertain) = guess.Order();
        var words = order switch { DateOrder.DayFirst => "day first", DateOrder.MonthFirst => "month first", _ => "year first" };
        remarks.Add(isCertain ? $"The dates in {file.Name} are read {words}." : $"The dates in {file.Name} are read {words}: that is a guess, no date in it proves it.");
        return order;
    }

    // A household shares an account. The history of whoever watched most is read, unless somebody else is named.
    static string? Person(List<ExportFile> files, string? wanted, List<string> remarks)
    {
        var rows = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var cells in files.SelectMany(file => TableRows.Cells(file, file.Table(), CancellationToken.None)))
            if (cells.Fault is null && cells.Text(PersonColumn) is { Length: > 0 and < 200 } name && (rows.Count < 100 || rows.ContainsKey(name)))
                rows[name] = rows.GetValueOrDefault(name) + 1;
        if (rows.Count <= 1)
            return rows.Keys.FirstOrDefault();
        var person = wanted is not null && rows.ContainsKey(wanted) ? wanted : rows.MaxBy(pair => pair.Value).Key;
        remarks.Add($"{rows.Count} people are in this file: {string.Join(", ", rows.Keys.Order(StringComparer.OrdinalIgnoreCase))}. The rows of {person} are read.");
        return person;
    }
}
