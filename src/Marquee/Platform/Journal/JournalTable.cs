namespace Marquee.Platform;

/// <summary>A table of a profile's own things, as the journal sees it.</summary>
/// <param name="Name">The table.</param>
/// <param name="Keys">The columns that say which row.</param>
/// <param name="Entity">What a row is called in the change feed; null: it is part of another thing.</param>
/// <param name="EntityId">The columns that name it there, joined by a colon.</param>
/// <param name="Columns">The columns that count; null: all. Sums that are made anew anyway are left out.</param>
/// <param name="IsTaste">Whether a change makes other recommendations.</param>
/// <param name="Parent">The thing it is part of, which may be gone for good when the row would come back.</param>
sealed record JournalTable(string Name, string[] Keys, string? Entity, string[] EntityId, string[]? Columns = null, bool IsTaste = false, (string Table, string Column)? Parent = null)
{
    /// <summary>Parents before their parts: rows come back in this order and go in the opposite one.</summary>
    public static readonly IReadOnlyList<JournalTable> All =
    [
        new("lists", ["id"], "list", ["id"]),
        new("plays", ["id"], "play", ["id"], IsTaste: true),
        new("play_sources", ["id"], null, [], Parent: ("plays", "play_id")),
        new("dismissed_events", ["profile_id", "source", "source_event_id"], null, []),
        new("watch_progress", ["id"], "progress", ["title_id", "episode_id"]),
        new("tracked_titles", ["profile_id", "title_id"], "status", ["title_id"], ["profile_id", "title_id", "status_by_hand", "status_set_at", "cycle", "version"]),
        new("ratings", ["profile_id", "title_id"], "rating", ["title_id"], IsTaste: true),
        new("season_ratings", ["profile_id", "season_id"], "season_rating", ["season_id"]),
        new("episode_ratings", ["profile_id", "episode_id"], "episode_rating", ["episode_id"]),
        new("hidden_titles", ["profile_id", "title_id"], "hidden", ["title_id"], IsTaste: true),
        new("reviews", ["id"], "review", ["id"]),
        new("review_tags", ["review_id", "name"], null, [], Parent: ("reviews", "review_id")),
        new("review_revisions", ["id"], null, [], Parent: ("reviews", "review_id")),
        new("review_reactions", ["review_id", "kind", "profile_id"], "reaction", ["review_id", "kind"], Parent: ("reviews", "review_id")),
        new("review_comments", ["id"], "comment", ["id"], Parent: ("reviews", "review_id")),
        new("comment_mentions", ["comment_id", "profile_id"], null, [], Parent: ("review_comments", "comment_id")),
        // Favourites are among them, and those are a taste.
        new("list_items", ["list_id", "title_id"], "list_item", ["list_id", "title_id"], IsTaste: true, Parent: ("lists", "list_id")),
        new("list_collaborators", ["list_id", "profile_id"], "collaborator", ["list_id", "profile_id"], Parent: ("lists", "list_id")),
        new("title_tags", ["profile_id", "name", "title_id"], "tag", ["title_id", "name"]),
        new("title_notes", ["profile_id", "title_id"], "note", ["title_id"]),
        new("owned_copies", ["id"], "copy", ["id"]),
    ];

    public static JournalTable Named(string name) => All.First(table => table.Name == name);

    public string Selected => Columns is null ? "*" : string.Join(", ", Columns);

    public string ParentIsThere => Parent is { } parent ? $"exists (select 1 from {parent.Table} where id = @{parent.Column})" : "1 = 1";

    public string KeyCondition => string.Join(" and ", Keys.Select(key => $"{key} = @{key}"));
}
