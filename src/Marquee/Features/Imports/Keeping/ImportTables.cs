using System.Collections.Concurrent;
using System.Data.Common;
using Marquee.Data;

namespace Marquee.Features.Imports.Keeping;

/// <summary>A table of the library that an import writes, and which of its rows are a profile's for certain titles.</summary>
/// <param name="Keys">What tells its rows apart within the profile.</param>
/// <param name="Scope">The condition; <c>{titles}</c> stands for "the title is one of these".</param>
/// <param name="Entity">What the change feed calls it; null: it is part of something else.</param>
/// <param name="Guard">What else must hold before a row that was brought in is deleted.</param>
/// <param name="Grows">Whether rows are only added, with rising ids, or changed where that is said before: the largest tables need no copy.</param>
sealed record ImportTable(string Name, string[] Keys, string Scope, string? Entity, string Guard = "true", bool Grows = false)
{
    const string Own = "profile_id = @profile and {titles:title_id}";

    static readonly ConcurrentDictionary<(string, string), string> Rows = new();

    /// <summary>All of them, what belongs to something before that.</summary>
    public static readonly IReadOnlyList<ImportTable> All =
    [
        new("play_sources", ["id"], "profile_id = @profile and play_id in (select id from plays where profile_id = @profile and {titles:title_id})", null, Grows: true),
        new("review_tags", ["review_id", "name"], "review_id in (select id from reviews where profile_id = @profile and {titles:title_id})", null),
        new("reviews", ["id"], Own, "review", "not exists (select 1 from review_comments c where c.review_id = reviews.id)"),
        // A viewing that somebody else told of as well was seen, whatever becomes of this file.
        new("plays", ["id"], Own, "play", "not exists (select 1 from play_sources o where o.play_id = plays.id and (o.batch_id is null or o.batch_id <> @batch))", Grows: true),
        new("ratings", ["title_id"], Own, "rating"),
        new("season_ratings", ["season_id"], Own, "season_rating"),
        new("episode_ratings", ["episode_id"], Own, "episode_rating"),
        new("title_tags", ["title_id", "name"], Own, "tag"),
        new("title_notes", ["title_id"], Own, "note"),
        new("owned_copies", ["id"], Own, "copy"),
        new("watch_progress", ["id"], Own, "progress"),
        new("hidden_titles", ["title_id"], Own, "hidden"),
        new("list_items", ["list_id", "title_id"], "list_id in (select id from lists where profile_id = @profile) and {titles:title_id}", "list_item"),
        new("lists", ["id"], "profile_id = @profile", "list", "not exists (select 1 from list_items i where i.list_id = lists.id)"),
        new("tracked_titles", ["title_id"], Own, null),
    ];

    public static ImportTable Named(string name) => All.First(table => table.Name == name);

    /// <summary>A row's key as text.</summary>
    public string Key => string.Join(" || ':' || ", Keys.Select(key => $"cast({key} as text)"));

    public string Where(Dialect dialect) => Scope.Replace("{titles:title_id}", dialect.Among("title_id", "@titles"), StringComparison.Ordinal);

    /// <summary>The same of all titles.</summary>
    public string WhereAll => Scope.Replace("{titles:title_id}", "true", StringComparison.Ordinal);

    /// <summary>The expression that gives a whole row as JSON: the same row always the same text.</summary>
    public async Task<string> RowAsync(DbConnection connection, Dialect dialect, CancellationToken cancel)
    {
        if (Rows.TryGetValue((dialect.Name, Name), out var known))
            return known;
        var columns = await connection.QueryAsync<string>(
            dialect.IsSqlite
                ? "select name from pragma_table_info(@Name) order by cid"
                : "select column_name from information_schema.columns where table_schema = current_schema() and table_name = @Name order by ordinal_position",
            new { Name }, cancel);
        var pairs = string.Join(", ", columns.Select(column => $"'{column}', {column}"));
        return Rows[(dialect.Name, Name)] = dialect.IsSqlite ? $"json_object({pairs})" : $"json_build_object({pairs})::text";
    }
}
