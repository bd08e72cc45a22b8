using Marquee.Data;
using Marquee.Features.Catalogue;

namespace Marquee.Features.Tracking.Plays;

/// <summary>A title that may be meant.</summary>
sealed record TitleToLog(TitleId Id, string Kind, string Title, int? Year);

/// <summary>Finds the title somebody wants to log or list by the beginning of its name, else by any part of it: the best known first.</summary>
sealed class FindToLog(Database database)
{
    const int Most = 8;

    public async Task<IReadOnlyList<TitleToLog>> HandleAsync(string? words, TitleSight sight, CancellationToken cancel)
    {
        var key = TitleKey.Of(words ?? "");
        if (key.Length < 2)
            return [];
        await using var connection = await database.OpenAsync(cancel);
        var begins = await FindAsync(connection, sight, "match_key >= @key and match_key < @end", new { key, end = key + "\uffff", Most }, cancel);
        return begins.Count > 0 ? begins : await FindAsync(connection, sight, "match_key like @within", new { within = $"%{key.Replace("%", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal)}%", Most }, cancel);
    }

    static Task<List<TitleToLog>> FindAsync(System.Data.Common.DbConnection connection, TitleSight sight, string condition, object about, CancellationToken cancel) =>
        connection.QueryAsync<TitleToLog>(
            $"""
            select id, kind, title, year from titles where ({condition}
                or id in (select title_id from title_names where {condition})) and {sight.Allows()} order by popularity desc, id limit @Most
            """, about, cancel);
}
