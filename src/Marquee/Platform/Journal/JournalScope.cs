using System.Data.Common;
using Dapper;
using Marquee.Data;

namespace Marquee.Platform;

/// <summary>Rows that a change may touch: a table and a condition. The journal reads them before and after.</summary>
sealed record JournalScope(string Table, string Condition, object Parameters)
{
    /// <summary>A profile's rows of some tables about some titles. Parts of a play come with the plays.</summary>
    public static IReadOnlyList<JournalScope> OfTitles(Dialect dialect, ProfileId profile, IEnumerable<TitleId> titles, params string[] tables)
    {
        var parameters = new { profile, titles = IdSet.Of(titles) };
        var titlesIn = dialect.Among("title_id", "@titles");
        return [.. tables.Select(table => new JournalScope(table, table switch
        {
            "play_sources" => $"play_id in (select id from plays where profile_id = @profile and {titlesIn})",
            "list_items" => $"list_id in (select id from lists where profile_id = @profile) and {titlesIn}",
            _ => $"profile_id = @profile and {titlesIn}",
        }, parameters))];
    }

    /// <summary>Everything that watching touches.</summary>
    public static IReadOnlyList<JournalScope> OfWatching(Dialect dialect, ProfileId profile, params IReadOnlyCollection<TitleId> titles) =>
    [
        .. OfTitles(dialect, profile, titles, "plays", "play_sources", "watch_progress", "tracked_titles"),
        new("list_items", $"list_id in (select id from lists where profile_id = @profile and kind = 'watchlist') and {dialect.Among("title_id", "@titles")}",
            new { profile, titles = IdSet.Of(titles) }),
        new("dismissed_events", "profile_id = @profile", new { profile }),
    ];

    internal async Task<List<JournalRow>> ReadAsync(DbConnection connection, CancellationToken cancel)
    {
        var rows = await connection.QueryAsync(new CommandDefinition(
            $"select {JournalTable.Named(Table).Selected} from {Table} where {Condition}", Parameters, cancellationToken: cancel));
        return [.. rows.Select(row => JournalRow.Of((IDictionary<string, object?>)row))];
    }
}

/// <summary>A row that changed: as it was, and as it is. Null: it was not there, or is gone.</summary>
sealed record JournalChange(JournalTable Table, JournalRow? Before, JournalRow? After)
{
    public JournalRow Row => After ?? Before!;
}
