namespace Marquee.Ui.Components;

/// <summary>Somebody without a picture: two letters on one of eight colours, the same wherever they are named.</summary>
public static class Initials
{
    const int Hues = 8;

    public static string Of(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? "?" : string.Concat(First(words[0]), words.Length > 1 ? First(words[^1]) : "");
    }

    public static int Hue(string name) => (int)(Posters.Seed.Fnv1a(name) % Hues);

    static string First(string word) => word.EnumerateRunes().First().ToString().ToUpperInvariant();
}
