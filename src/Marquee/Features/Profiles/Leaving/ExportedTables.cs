namespace Marquee.Features.Profiles.Leaving;

/// <summary>A table of an export: everything in it that belongs to the account.</summary>
/// <param name="Name">Of the file, and of the table.</param>
/// <param name="Sql">Rows of <c>@account</c>, with the words that make keys readable.</param>
sealed record ExportedTable(string Name, string Sql);

/// <summary>
/// What an export holds. A test walks the schema: a table that names a profile or an account and stands neither here nor among those left out fails it.
/// </summary>
static class ExportedTables
{
    const string Mine = "(select id from profiles where account_id = @account)";

    /// <summary>Left out, and why.</summary>
    public static readonly IReadOnlyDictionary<string, string> LeftOut = new Dictionary<string, string>
    {
        ["recovery_codes"] = "secrets, kept as hashes",
        ["refresh_tokens"] = "secrets, kept as hashes",
        ["avatars"] = "is in the package as a picture",
        ["exports"] = "these packages themselves",
        ["undo_steps"] = "copies of rows that are exported",
        ["changes"] = "numbers that tell clients what to read again",
        ["idempotency_keys"] = "kept for a day so that a request is carried out once",
        ["invitations"] = "secrets, kept as hashes; whom one invited is in the audit log",
        ["list_invitations"] = "secrets",
        ["calendar_feeds"] = "secrets, kept as hashes",
        ["trending_marks"] = "kept only while trending counts them: what was done is exported as plays, ratings and reviews",
    };

    public static readonly IReadOnlyList<ExportedTable> All =
    [
        new("accounts", "select id, email, email_verified, role, two_factor, delete_after, created_at from accounts where id = @account"),
        new("profiles",
            """
            select id, kind, display_name, certification_cap, bio, location, time_zone, links, visibility, history_visibility, ratings_visibility, lists_visibility, reviews_visibility,
                statistics_visibility, learn_from, analytics, rating_display, preferences, created_at, last_seen_at
            from profiles where account_id = @account order by id
            """),
        new("sessions", "select id, profile_id, kind, device_name, place, remembered, created_at, last_seen_at, expires_at, revoked_at from sessions where account_id = @account order by id"),
        new("personal_tokens", "select id, profile_id, name, hint, scopes, created_at, expires_at, last_used_at, revoked_at from personal_tokens where account_id = @account order by id"),
        new("external_logins", "select provider, subject, display_name, created_at from external_logins where account_id = @account order by provider, subject"),
        new("passkeys", "select name, transports, backed_up, created_at, last_used_at from passkeys where account_id = @account order by created_at"),
        new("audit", "select id, at, kind, place, detail from audit where account_id = @account order by id"),
        OfTitles("plays", "id"),
        new("play_sources", $"select s.* from play_sources s where s.profile_id in {Mine} order by s.profile_id, s.play_id"),
        OfProfile("dismissed_events", "source, source_event_id"),
        OfTitles("watch_progress", "id"),
        OfTitles("tracked_titles", "title_id"),
        OfTitles("ratings", "title_id"),
        OfTitles("season_ratings", "season_id"),
        OfTitles("episode_ratings", "episode_id"),
        OfTitles("hidden_titles", "title_id"),
        OfTitles("exposures", "day, place, title_id"),
        OfTitles("reviews", "id"),
        new("review_revisions", $"select v.* from review_revisions v join reviews r on r.id = v.review_id where r.profile_id in {Mine} order by v.id"),
        new("review_tags", $"select g.* from review_tags g join reviews r on r.id = g.review_id where r.profile_id in {Mine} order by g.review_id, g.name"),
        OfProfile("review_reactions", "review_id"),
        OfProfile("review_comments", "id"),
        new("comment_mentions", $"select m.comment_id, m.profile_id from comment_mentions m where m.profile_id in {Mine} order by m.comment_id"),
        OfProfile("reports", "id"),
        OfTitles("title_tags", "name, title_id"),
        OfTitles("title_notes", "title_id"),
        new("lists", $"select id, profile_id, kind, name, description, visibility, icon, filter, source, source_id, created_at, updated_at from lists where profile_id in {Mine} order by profile_id, id"),
        new("list_items", $"select i.*, t.title, t.year from list_items i join lists l on l.id = i.list_id join titles t on t.id = i.title_id where l.profile_id in {Mine} order by i.list_id, i.position"),
        new("list_collaborators", $"select c.* from list_collaborators c where c.profile_id in {Mine} order by c.list_id"),
        OfTitles("owned_copies", "id"),
        OfTitles("custom_posters", "title_id"),
        new("titles", $"select id, kind, title, original_title, year, runtime, overview, shared, made_by, merged_into, created_at from titles where made_by in {Mine} order by made_by, id"),
        new("profile_services", $"select p.profile_id, s.name from profile_services p join services s on s.id = p.service_id where p.profile_id in {Mine} order by p.profile_id, s.name"),
        OfProfile("import_batches", "id"),
        new("import_rows", $"select r.* from import_rows r join import_batches b on b.id = r.batch_id where b.profile_id in {Mine} order by r.batch_id, r.id"),
        new("follows", $"select * from follows where follower_id in {Mine} or followed_id in {Mine} order by created_at"),
        new("blocks", $"select * from blocks where profile_id in {Mine} order by created_at"),
        new("mails", "select m.subject, m.body, m.created_at, m.sent_at from mails m join accounts a on lower(a.email) = lower(m.to_address) where a.id = @account order by m.id"),
    ];

    static ExportedTable OfProfile(string table, string order) => new(table, $"select x.* from {table} x where x.profile_id in {Mine} order by x.profile_id, {Ordered(order)}");

    // With the title's name and number elsewhere: keys of this server mean nothing to another.
    static ExportedTable OfTitles(string table, string order) => new(table,
        $"""
        select x.*, t.title, t.year,
            (select min(value) from external_ids e where e.title_id = x.title_id and e.provider = 'imdb' and e.season_id is null and e.episode_id is null) as imdb_id,
            (select min(value) from external_ids e where e.title_id = x.title_id and e.provider = 'tmdb' and e.season_id is null and e.episode_id is null) as tmdb_id
        from {table} x join titles t on t.id = x.title_id where x.profile_id in {Mine} order by x.profile_id, {Ordered(order)}
        """);

    static string Ordered(string columns) => string.Join(", ", columns.Split(", ").Select(column => "x." + column));
}
