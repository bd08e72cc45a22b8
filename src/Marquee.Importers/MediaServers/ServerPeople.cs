using Marquee.Importers.Reading;

namespace Marquee.Importers.MediaServers;

/// <summary>A server has a household's history. The rows of whoever watched most are read, unless somebody else is named.</summary>
internal static class ServerPeople
{
    public static string? Choose(IEnumerable<string?> names, string? wanted, List<string> remarks)
    {
        var rows = new Dictionary<string, int>();
        foreach (var name in names.OfType<string>())
            if (rows.Count < 100 || rows.ContainsKey(name))
                rows[name] = rows.GetValueOrDefault(name) + 1;
        if (rows.Count <= 1)
            return null;
        var person = wanted is not null && rows.ContainsKey(wanted) ? wanted : rows.MaxBy(pair => pair.Value).Key;
        remarks.Add($"{rows.Count} people are in this file: {string.Join(", ", rows.Keys.Order(StringComparer.OrdinalIgnoreCase).Select(name => Shortened.To(name, 40)))}. The rows of {Shortened.To(person, 40)} are read.");
        return person;
    }
}
