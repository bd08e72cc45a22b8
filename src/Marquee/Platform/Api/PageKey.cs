using System.Globalization;
using Marquee.Platform.Errors;

namespace Marquee.Platform.Api;

/// <summary>Where a page of a list begins: the sort value and the id of the row before it.</summary>
/// <param name="Value">A time or another number.</param>
/// <param name="Id">Which of those with the same value.</param>
sealed record PageKey(long Value, long Id)
{
    public const int MostPerPage = 200;

    /// <summary>Reads the key of an address.</summary>
    /// <exception cref="Invalid">It is none of ours.</exception>
    public static PageKey? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return text.Split('_') is [var value, var id]
            && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            ? new PageKey(number, row)
            : throw new Invalid("after_invalid", "'after' takes the 'next' of the page before.", "after");
    }

    /// <summary>How many a page holds.</summary>
    /// <exception cref="Invalid">None or too many.</exception>
    public static int Limit(int? asked, int usual = 50) => asked switch
    {
        null => usual,
        >= 1 and <= MostPerPage => asked.Value,
        _ => throw new Invalid("limit_invalid", $"A page holds 1 to {MostPerPage} entries.", "limit"),
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value}_{Id}");

    /// <summary>The pagination of a page of which one row more than asked was read.</summary>
    public static Pagination Of<T>(List<T> rows, int limit, Func<T, PageKey> key, long total)
    {
        string? next = null;
        if (rows.Count > limit)
        {
            rows.RemoveRange(limit, rows.Count - limit);
            next = key(rows[^1]).ToString();
        }

        return new Pagination(1, limit, total, (total + limit - 1) / limit, next);
    }
}
