namespace Marquee.Ui.Layout;

/// <summary>How somebody wants pages to look; kept in a cookie so that the server renders it and nothing flashes.</summary>
/// <param name="Theme"><c>dark</c>, <c>light</c> or <c>auto</c> (as the device has it).</param>
/// <param name="Contrast"><c>normal</c> or <c>more</c>.</param>
public sealed record DisplaySettings(string Theme, string Contrast)
{
    public static readonly IReadOnlyList<(string Value, string Words)> Themes = [("dark", "Lights down"), ("light", "Lights up"), ("auto", "Match device")];
    public static readonly IReadOnlyList<(string Value, string Words)> Contrasts = [("normal", "Standard"), ("more", "High contrast")];

    const string Cookie = "marquee-display";

    public static DisplaySettings Of(HttpContext? http)
    {
        var kept = http?.Request.Cookies[Cookie]?.Split('.') ?? [];
        return From(kept.ElementAtOrDefault(0), kept.ElementAtOrDefault(1));
    }

    /// <summary>Takes known words only; anything else is the default.</summary>
    public static DisplaySettings From(string? theme, string? contrast) => new(Known(Themes, theme), Known(Contrasts, contrast));

    public void Keep(HttpContext http) => http.Response.Cookies.Append(Cookie, $"{Theme}.{Contrast}", new CookieOptions
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        IsEssential = true,
        MaxAge = TimeSpan.FromDays(365),
    });

    static string Known(IReadOnlyList<(string Value, string Words)> choices, string? asked) =>
        choices.Any(c => c.Value == asked) ? asked! : choices[0].Value;
}
