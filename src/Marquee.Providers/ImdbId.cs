namespace Marquee.Providers;

/// <summary>IMDb's ids: <c>tt</c> and at least seven digits.</summary>
public static class ImdbId
{
    /// <summary><c>94712</c>, <c>tt94712</c> and <c>tt0094712</c> are one id; null for what is none.</summary>
    public static string? Normalise(string? text)
    {
        text = text?.Trim() ?? "";
        var digits = text.StartsWith("tt", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        digits = digits.TrimStart('0');
        return digits.Length is 0 or > 10 || !digits.All(char.IsAsciiDigit) ? null : "tt" + digits.PadLeft(7, '0');
    }
}
