using System.Globalization;
using System.Text;

namespace Marquee.Features.Calendar;

/// <summary>An entry of a calendar that lasts a day.</summary>
/// <param name="Uid">Stays the same for the same thing, so that a reader changes its entry and adds no second.</param>
sealed record CalendarEntry(string Uid, DateOnly Day, string Summary, string? Description, string Url);

/// <summary>Writes a calendar by RFC 5545: CRLF, lines folded at 75 octets, texts escaped, whole days without a time zone.</summary>
static class ICalendar
{
    const int MostOctets = 75;

    public static string Write(string name, string timeZone, IEnumerable<CalendarEntry> entries, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//Marquee//Calendar//EN");
        Line(text, "CALSCALE:GREGORIAN");
        Line(text, "METHOD:PUBLISH");
        Line(text, "X-WR-CALNAME:" + Escape(name));
        Line(text, "X-WR-TIMEZONE:" + Escape(timeZone));
        Line(text, "REFRESH-INTERVAL;VALUE=DURATION:PT12H");
        foreach (var entry in entries)
        {
            Line(text, "BEGIN:VEVENT");
            Line(text, "UID:" + Escape(entry.Uid));
            Line(text, "DTSTAMP:" + now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
            Line(text, "DTSTART;VALUE=DATE:" + Day(entry.Day));
            // The end is the day after: a whole day ends where the next begins.
            Line(text, "DTEND;VALUE=DATE:" + Day(entry.Day.AddDays(1)));
            Line(text, "SUMMARY:" + Escape(entry.Summary));
            if (entry.Description is { Length: > 0 } description)
                Line(text, "DESCRIPTION:" + Escape(description));
            Line(text, "URL:" + entry.Url);
            Line(text, "TRANSP:TRANSPARENT");
            Line(text, "END:VEVENT");
        }

        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>Text as RFC 5545 has it (3.3.11): backslash, semicolon, comma and line ends escaped, other control characters left out.</summary>
    static string Escape(string text) => string.Concat(text.Where(c => !char.IsControl(c) || c is '\n' or '\r' or '\t')).Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal).Replace("\r\n", "\\n", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);

    /// <summary>A line of octets, cut between characters; what follows begins with a space, which counts.</summary>
    static void Line(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MostOctets)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}
