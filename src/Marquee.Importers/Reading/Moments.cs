using System.Globalization;

namespace Marquee.Importers.Reading;

/// <summary>Dates as exports write them, in UTC. A date alone is a day, a date with a time is a moment.</summary>
internal static class Moments
{
    const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
    const int FractionDigits = 7;

    static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFF zzz", "yyyy-MM-dd HH:mm:ss.FFFFFFF zz00",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK", "yyyy/MM/dd HH:mm:ss",
    ];

    static readonly string[] Wordy = ["ddd MMM d HH:mm:ss yyyy", "ddd MMM dd HH:mm:ss yyyy", "ddd MMM  d HH:mm:ss yyyy"];

    // A clock that was never set, "unknown" in Trakt and TV Time.
    static readonly DateTimeOffset First = new(1890, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly DateTimeOffset Last = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <returns>Whether the text is a date. <paramref name="moment"/> stays empty for a date that means "unknown", such as year 1.</returns>
    public static bool TryParse(string text, out Moment? moment)
    {
        moment = null;
        if (text is "unknown" or "released")
            return true;
        if (text.Length == 10 && DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, Utc, out var day))
        {
            moment = Known(day, WatchPrecision.Day);
            return true;
        }

        var tidy = Tidy(text);
        if (!DateTimeOffset.TryParseExact(tidy, Forms, CultureInfo.InvariantCulture, Utc, out var time)
            && !DateTimeOffset.TryParseExact(text, Wordy, CultureInfo.InvariantCulture, Utc, out time))
            return false;
        moment = Known(time, WatchPrecision.Time);
        return true;
    }

    /// <summary>Seconds or milliseconds since 1970; <see langword="null"/> when it is neither, or 0.</summary>
    public static Moment? FromEpoch(long number) => number switch
    {
        <= 0 => null,
        < 32_503_680_000 => Known(DateTimeOffset.FromUnixTimeSeconds(number), WatchPrecision.Time),
        < 32_503_680_000_000 => Known(DateTimeOffset.FromUnixTimeMilliseconds(number), WatchPrecision.Time),
        _ => null,
    };

    static Moment? Known(DateTimeOffset at, WatchPrecision precision) =>
        at >= First && at < Last && at != DateTimeOffset.UnixEpoch ? new Moment(at, precision) : null;

    // Go writes "2017-01-25 19:58:27.123456789 +0000 UTC".
    static string Tidy(string text)
    {
        if (text.EndsWith(" UTC", StringComparison.Ordinal))
            text = text[..^4];
        if (text.EndsWith(" +0000", StringComparison.Ordinal))
            text = text[..^6];
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
            return text;
        var end = point + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return end - point - 1 > FractionDigits ? string.Concat(text.AsSpan(0, point + 1 + FractionDigits), text.AsSpan(end)) : text;
    }
}
