namespace Marquee.Ui.Layout;

/// <summary>One sentence carried from a form post to the page after it, in a cookie that lives for one answer.</summary>
static class Notice
{
    const string Cookie = "marquee-notice";
    const char Mark = '\u001f';

    /// <param name="undo">The step that takes it back; the toast offers it.</param>
    public static void Say(HttpContext http, string words, long? undo = null) =>
        http.Response.Cookies.Append(Cookie, Uri.EscapeDataString(undo is { } step ? $"{words}{Mark}{step}" : words), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            IsEssential = true,
            MaxAge = TimeSpan.FromMinutes(1),
        });

    /// <summary>Reads the sentence and what takes it back, and forgets them.</summary>
    public static (string Words, long? Undo)? Take(HttpContext? http)
    {
        if (http?.Request.Cookies[Cookie] is not { Length: > 0 } kept || http.Response.HasStarted) return null;
        http.Response.Cookies.Delete(Cookie);
        var parts = Uri.UnescapeDataString(kept).Split(Mark);
        return (parts[0], parts.Length > 1 && long.TryParse(parts[1], System.Globalization.CultureInfo.InvariantCulture, out var undo) ? undo : null);
    }
}
