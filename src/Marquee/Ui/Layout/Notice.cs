namespace Marquee.Ui.Layout;

/// <summary>One sentence carried from a form post to the page after it, in a cookie that lives for one answer.</summary>
static class Notice
{
    const string Cookie = "marquee-notice";

    public static void Say(HttpContext http, string words) => http.Response.Cookies.Append(Cookie, Uri.EscapeDataString(words), new CookieOptions
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        IsEssential = true,
        MaxAge = TimeSpan.FromMinutes(1),
    });

    /// <summary>Reads the sentence and forgets it.</summary>
    public static string? Take(HttpContext? http)
    {
        if (http?.Request.Cookies[Cookie] is not { Length: > 0 } kept || http.Response.HasStarted) return null;
        http.Response.Cookies.Delete(Cookie);
        return Uri.UnescapeDataString(kept);
    }
}
