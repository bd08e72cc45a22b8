using System.Data.Common;
using System.Globalization;
using Dapper;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Catalogue.Filtering;
using Marquee.Features.Tracking.Shows;
using Marquee.Platform.Errors;

namespace Marquee.Features.Tracking;

/// <summary>A page of titles that a filter leaves.</summary>
/// <param name="Next">Where the next page begins; null on the last.</param>
sealed record FilteredPage(IReadOnlyList<TitleId> Titles, long Count, string? Next);

/// <summary>Asks a filter of the grammar for a profile: the one query behind smart lists, the library and a filtered catalogue.</summary>
sealed class FilteredTitles(string? filter, string? sort, string usual, ProfileId profile, TitleSight sight, DateTimeOffset now, string within = "1 = 1")
{
    readonly FilterText _text = FilterText.Parse(filter);

    /// <summary>The order that applies: the filter's own, else the one asked for, else the usual one.</summary>
    public FilterOrder Order => FilterOrder.Named(_text.Sort ?? sort, usual);

    /// <summary>The condition; reading it proves that the filter makes sense.</summary>
    /// <exception cref="Invalid">It does not; the sentence says where.</exception>
    public string Checked => Compile().Sql.Condition + Order.By;

    /// <summary>How many there are.</summary>
    public async Task<long> CountAsync(DbConnection connection, CancellationToken cancel)
    {
        var (sql, parameters) = Compile();
        var count = await connection.ScalarAsync<long>($"select count(*) from {FilterSql.From} where {within} and {sight.Allows("t")} and {sql.Condition}", parameters, cancel);
        return _text.Limit is { } most ? Math.Min(count, most) : count;
    }

    /// <summary>A page, with the number of all.</summary>
    public async Task<FilteredPage> PageAsync(DbConnection connection, string? after, int limit, CancellationToken cancel)
    {
        var order = Order;
        var (sql, parameters) = Compile();
        var count = await connection.ScalarAsync<long>($"select count(*) from {FilterSql.From} where {within} and {sight.Allows("t")} and {sql.Condition}", parameters, cancel);
        if (_text.Limit is { } most)
            count = Math.Min(count, most);
        var behind = "1 = 1";
        if (Read(after, order) is var (value, id))
        {
            parameters.Add("sort", value);
            parameters.Add("sort_id", id);
            behind = order.Behind;
        }

        parameters.Add("count", Math.Min(limit, _text.Limit ?? limit) + 1);
        var ordered = order.IsText ? "cast(null as double precision) as number, " + order.Sql + " as words" : $"cast({order.Sql} as double precision) as number, null as words";
        var rows = await connection.QueryAsync<Row>(
            $"select t.id, {ordered} from {FilterSql.From} where {within} and {sight.Allows("t")} and {sql.Condition} and {behind} order by {order.By} limit @count", parameters, cancel);
        string? next = null;
        if (rows.Count > Math.Min(limit, _text.Limit ?? limit))
        {
            rows.RemoveAt(rows.Count - 1);
            // A list that is cut at so many titles has no page behind them.
            if (_text.Limit is null)
                next = Write(rows[^1]);
        }

        return new FilteredPage(rows.ConvertAll(r => r.Id), count, next);
    }

    /// <summary>All of them, as bulk changes need; at most so many.</summary>
    public Task<List<TitleId>> AllAsync(DbConnection connection, int most, CancellationToken cancel)
    {
        var (sql, parameters) = Compile();
        parameters.Add("count", Math.Min(most, _text.Limit ?? most));
        return connection.QueryAsync<TitleId>($"select t.id from {FilterSql.From} where {within} and {sight.Allows("t")} and {sql.Condition} order by {Order.By} limit @count", parameters, cancel);
    }

    (FilterSql Sql, DynamicParameters Parameters) Compile()
    {
        var parameters = new DynamicParameters();
        parameters.Add("profile", profile.Value);
        var (today, forgotten) = StatusRule.Parameters(now);
        parameters.Add("today", today);
        parameters.Add("forgotten", forgotten.ToUnixTimeMilliseconds());
        return (new FilterSql(_text, StatusRule.Sql, parameters), parameters);
    }

    static string Write(Row row) => row.Words is { } words
        ? $"{row.Id}_{words}"
        : string.Create(CultureInfo.InvariantCulture, $"{row.Id}_{row.Number:R}");

    static (object Value, long Id)? Read(string? key, FilterOrder order)
    {
        if (string.IsNullOrEmpty(key))
            return null;
        var cut = key.IndexOf('_', StringComparison.Ordinal);
        if (cut > 0 && long.TryParse(key.AsSpan(0, cut), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            if (order.IsText)
                return (key[(cut + 1)..], id);
            if (double.TryParse(key.AsSpan(cut + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                return (number, id);
        }

        throw new Invalid("after_invalid", "'after' takes the 'next' of the page before.", "after");
    }

    sealed record Row(TitleId Id, double? Number, string? Words);
}
