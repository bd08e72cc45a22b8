using System.Globalization;

namespace Marquee.Importers.Reading;

/// <summary>
/// Reads dates of unknown locale: three numbers in one of three orders, apart by points, strokes or dashes. The order is what all rows
/// of the file agree on; where every day is below 13, the strokes decide, and it is said that this was a guess.
/// </summary>
internal sealed class DateOrderGuess
{
    bool _dayFirst = true;
    bool _monthFirst = true;
    bool _yearFirst = true;
    bool _points;
    int _seen;

    // Increasing or decreasing in time, histories are sorted: a wrong order jumps about.
    readonly Dictionary<DateOrder, (DateTime Last, int Ups, int Downs)> _runs = new()
    {
        [DateOrder.DayFirst] = default,
        [DateOrder.MonthFirst] = default,
    };

    public void See(string text)
    {
        if (Numbers(text) is not var (a, b, c))
            return;
        _seen++;
        _points |= text.Contains('.', StringComparison.Ordinal);
        _yearFirst &= a > 31;
        _dayFirst &= Day(c, b, a) is not null;
        _monthFirst &= Day(c, a, b) is not null;
        Run(DateOrder.DayFirst, Day(c, b, a));
        Run(DateOrder.MonthFirst, Day(c, a, b));
    }

    /// <summary>The order, and whether the file proves it.</summary>
    public (DateOrder Order, bool IsCertain) Order()
    {
        if (_seen == 0 || _yearFirst)
            return (DateOrder.YearFirst, true);
        if (_dayFirst != _monthFirst)
            return (_dayFirst ? DateOrder.DayFirst : DateOrder.MonthFirst, true);
        if (Turns(DateOrder.DayFirst) != Turns(DateOrder.MonthFirst))
            return (Turns(DateOrder.DayFirst) < Turns(DateOrder.MonthFirst) ? DateOrder.DayFirst : DateOrder.MonthFirst, _dayFirst);
        return (_points ? DateOrder.DayFirst : DateOrder.MonthFirst, false);
    }

    /// <summary>A date in this order; <see langword="null"/> when it is none.</summary>
    public static DateTimeOffset? Read(string text, DateOrder order) => Numbers(text) is not var (a, b, c) ? null : (a > 31 ? DateOrder.YearFirst : order) switch
    {
        DateOrder.YearFirst => Day(a, b, c),
        DateOrder.DayFirst => Day(c, b, a),
        _ => Day(c, a, b),
    };

    void Run(DateOrder order, DateTimeOffset? day)
    {
        if (day is not { } known)
            return;
        var (last, ups, downs) = _runs[order];
        _runs[order] = (known.DateTime, ups + (last != default && known > last ? 1 : 0), downs + (known < last ? 1 : 0));
    }

    int Turns(DateOrder order) => Math.Min(_runs[order].Ups, _runs[order].Downs);

    static DateTimeOffset? Day(int year, int month, int day)
    {
        if (year < 100)
            year += 2000;
        return year is >= 1990 and <= 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero) : null;
    }

    static (int, int, int)? Numbers(string text)
    {
        Span<int> numbers = stackalloc int[3];
        var count = 0;
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsDigit(text[i]))
            {
                i++;
                continue;
            }

            var value = 0;
            var digits = 0;
            for (; i < text.Length && char.IsDigit(text[i]); i++, digits++)
                value = digits < 4 ? (value * 10) + (int)CharUnicodeInfo.GetNumericValue(text[i]) : value;
            if (count == 3 || digits > 4)
                return null;
            numbers[count++] = value;
        }

        return count == 3 ? (numbers[0], numbers[1], numbers[2]) : null;
    }
}
