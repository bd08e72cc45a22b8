namespace Marquee.Features.Accounts.Sessions;

/// <summary>What somebody would call the device that a request comes from.</summary>
static class DeviceName
{
    const int Longest = 60;

    static readonly (string Sign, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    static readonly (string Sign, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Macintosh", "Mac"), ("Linux", "Linux")];

    public static string Of(HttpContext http)
    {
        var agent = http.Request.Headers.UserAgent.ToString();
        var browser = Browsers.FirstOrDefault(b => agent.Contains(b.Sign, StringComparison.Ordinal)).Name;
        var system = Systems.FirstOrDefault(s => agent.Contains(s.Sign, StringComparison.Ordinal)).Name;
        return (browser, system) switch
        {
            ({ } b, { } s) => $"{b} on {s}",
            ({ } b, null) => b,
            // A program: by its own first word, such as "curl/8.5".
            _ => Readable(agent) is { Length: > 0 } name ? name : "Unknown device",
        };
    }

    static string Readable(string agent)
    {
        var first = agent.Split(' ', 2)[0];
        var clean = new string([.. first.Where(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_')]);
        return clean.Length <= Longest ? clean : clean[..Longest];
    }
}
