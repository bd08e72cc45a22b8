using System.Globalization;

namespace Marquee.Features.Catalogue.Filtering;

/// <summary>Numbers or days from one to another: <c>90</c>, <c>90..120</c>, <c>&gt;=8</c>, <c>&lt;100</c>. Null: open at that end.</summary>
/// <param name="High">Included, unless <paramref name="HighOut"/>.</param>
sealed record FilterRange(double? Low, double? High, bool LowOut, bool HighOut)
{
    public static FilterRange Numbers(string field, string text) => Read(text, value =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? (number, number)
            : throw FilterText.Wrong($"'{field}:' takes a number, such as {field}:90 or {field}:90..120 or {field}:>=90."));

    /// <summary>Days, months or years, as milliseconds.</summary>
    public static FilterRange Days(string field, string text) => Read(text, value => Span(field, value));

    static FilterRange Read(string text, Func<string, (double From, double To)> read)
    {
        foreach (var sign in (string[])[">=", "<=", ">", "<"])
            if (text.StartsWith(sign, StringComparison.Ordinal))
            {
                var (from, to) = read(text[sign.Length..]);
                return sign switch
                {
                    ">=" => new FilterRange(from, null, false, false),
                    ">" => new FilterRange(to, null, true, false),
                    "<=" => new FilterRange(null, to, false, false),
                    _ => new FilterRange(null, from, false, true),
                };
            }

        var dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0)
        {
            var (from, to) = read(text);
            return new FilterRange(from, to, false, false);
        }

        return new FilterRange(dots == 0 ? null : read(text[..dots]).From, dots + 2 == text.Length ? null : read(text[(dots + 2)..]).To, false, false);
    }

    static (double, double) Span(string field, string text)
    {
        var parts = text.Split('-');
        if (parts.All(p => p.All(char.IsAsciiDigit) && p.Length > 0) && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var year) && year is >= 1888 and < 9000)
            try
            {
                var from = new DateTime(year, parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1, parts.Length > 2 ? int.Parse(parts[2], CultureInfo.InvariantCulture) : 1, 0, 0, 0, DateTimeKind.Utc);
                var to = parts.Length switch { 1 => from.AddYears(1), 2 => from.AddMonths(1), _ => from.AddDays(1) };
                return (new DateTimeOffset(from).ToUnixTimeMilliseconds(), new DateTimeOffset(to).ToUnixTimeMilliseconds() - 1);
            }
            catch (ArgumentOutOfRangeException)
            {
                // Falls through to the sentence below.
            }

        throw FilterText.Wrong($"'{field}:' takes a day, a month or a year, such as {field}:2025-03 or {field}:2024..2025.");
    }
}
