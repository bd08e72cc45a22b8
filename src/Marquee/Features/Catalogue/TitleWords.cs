using System.Globalization;

namespace Marquee.Features.Catalogue;

/// <summary>Facts of a title as people say them.</summary>
static class TitleWords
{
    public static string Years(int? year, int? endYear, string? status) => (year, endYear) switch
    {
        (null, _) => "",
        ({ } from, { } to) when to != from => $"{from} to {to}",
        ({ } from, null) when status == "returning" => $"{from} to now",
        ({ } from, _) => from.ToString(CultureInfo.InvariantCulture),
    };

    public static string Runtime(int minutes) => (minutes / 60, minutes % 60) switch
    {
        (0, var m) => $"{m} min",
        (var h, 0) => $"{h} h",
        var (h, m) => $"{h} h {m} min",
    };

    /// <summary>The English name of a language by its ISO code; the code itself when it has none.</summary>
    public static string Language(string code)
    {
        try { return CultureInfo.GetCultureInfo(code, predefinedOnly: true).EnglishName; }
        catch (CultureNotFoundException) { return code; }
    }

    public static string Day(DateOnly date) => date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count.ToString("N0", CultureInfo.InvariantCulture)} {many}";
}
