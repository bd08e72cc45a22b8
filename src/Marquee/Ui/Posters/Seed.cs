using System.Globalization;
using System.Text;

namespace Marquee.Ui.Posters;

/// <summary>What makes a poster the same on every machine: 32 bits drawn from title and year.</summary>
static class Seed
{
    public static uint Of(string title, int year) =>
        Fnv1a(Data.TitleKey.WholeLetters(title).Normalize(NormalizationForm.FormC).ToLowerInvariant() + "|" + year.ToString(CultureInfo.InvariantCulture));

    /// <summary>FNV-1a, 32 bits, over UTF-8.</summary>
    public static uint Fnv1a(string text)
    {
        var hash = 0x811c9dc5u;
        foreach (var octet in Encoding.UTF8.GetBytes(text)) hash = unchecked((hash ^ octet) * 0x01000193u);
        return hash;
    }
}
