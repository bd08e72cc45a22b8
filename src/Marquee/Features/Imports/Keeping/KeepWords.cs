using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Marquee.Data;
using Marquee.Importers;

namespace Marquee.Features.Imports.Keeping;

/// <summary>What somebody wrote and owns: reviews, tags, notes, copies. Each once, by the source's own key or by what it says.</summary>
sealed class KeepWords(DbConnection connection, ProfileId profile, BatchId batch, string source, DateTimeOffset now, ConflictRule rule)
{
    const int LongestReview = 100_000;

    static readonly string[] TagColumns = ["name", "title_id", "at"];

    public async Task HandleAsync(IReadOnlyList<PlacedRow> rows, CancellationToken cancel)
    {
        foreach (var row in rows.Where(row => row.Title is not null))
        {
            if (row.Item!.Review is { } review)
                await ReviewAsync(row, review, row.Item.SourceEventId ?? Named(row, review), row.Item.Tags, cancel);
            if (row.Item.Comment is { } comment)
                await ReviewAsync(row, comment, $"comment:{Named(row, comment)}", [], cancel);
            if (row.Item.PrivateNote is { Length: > 0 } note && row.Item.Viewing is null)
                await NoteAsync(row, note, cancel);
            if (row.Item.HiddenFor is { Length: > 0 } why)
                await HideAsync(row, why, cancel);
            if (row.Item.OwnedAs is { } copy)
                await CopyAsync(row, copy, cancel);
        }

        await TagsAsync(rows, cancel);
    }

    async Task ReviewAsync(PlacedRow row, ImportedText text, string eventId, IReadOnlyList<string> tags, CancellationToken cancel)
    {
        if (text.Text.Length == 0)
            return;
        var id = await connection.ScalarAsync<long?>(
            """
            insert into reviews (profile_id, title_id, play_id, body, spoiler, visibility, draft, source, source_event_id, batch_id, created_at, published_at, updated_at)
            select @profile, @Title, (select min(p.id) from plays p where p.profile_id = @profile and p.title_id = @Title and p.source = @source and p.source_event_id = cast(@OfEvent as text)),
                @body, @IsSpoiler, @visibility, @draft, @source, @eventId, @batch, coalesce(cast(@begun as bigint), @now), cast(@published as bigint), coalesce(cast(@begun as bigint), @now) where true
            on conflict do nothing returning id
            """,
            new
            {
                profile,
                row.Title,
                body = text.Text.Length > LongestReview ? text.Text[..LongestReview] : text.Text,
                text.IsSpoiler,
                visibility = text.Visibility is "public" or "friends" ? text.Visibility : "private",
                draft = source == "marquee" && text.At is null,
                source,
                eventId,
                batch,
                text.OfEvent,
                begun = text.At ?? text.BegunAt,
                published = text.At ?? (source == "marquee" ? null : now),
                now,
            }, cancel);
        if (id is not null)
            foreach (var name in tags.Select(Folded).Distinct())
                await connection.ExecuteAsync("insert into review_tags (review_id, name) values (@id, @name) on conflict do nothing", new { id, name }, cancel);
    }

    async Task TagsAsync(IReadOnlyList<PlacedRow> rows, CancellationToken cancel)
    {
        var tagged = rows.Where(row => row.Title is not null && row.Item!.Tags.Count > 0 && (row.Item.Review is null || source != "marquee"))
            .SelectMany(row => row.Item!.Tags.Select(Folded).Where(name => name.Length > 0).Select(name => (Name: name, Title: row.Title!.Value, At: row.Item.ListedAt ?? now)))
            .DistinctBy(tag => (tag.Name, tag.Title)).ToList();
        if (tagged.Count == 0)
            return;
        await connection.ExecuteAsync("create temp table if not exists import_tagged (name text, title_id bigint, at bigint)", null, cancel);
        await connection.ExecuteAsync("delete from import_tagged", null, cancel);
        await connection.BulkCopyAsync("import_tagged", TagColumns, tagged.Select(tag => new object?[] { tag.Name, tag.Title, tag.At.ToUnixTimeMilliseconds() }), cancel);
        await connection.ExecuteAsync(
            """
            insert into title_tags (profile_id, name, title_id, added_at, batch_id)
            select @profile, name, title_id, at, @batch from import_tagged where true on conflict do nothing
            """, new { profile, batch }, cancel);
    }

    Task<int> NoteAsync(PlacedRow row, string body, CancellationToken cancel) => connection.ExecuteAsync(
        $"""
        insert into title_notes (profile_id, title_id, body, updated_at) values (@profile, @Title, @body, @now)
        on conflict (profile_id, title_id) do {(rule == ConflictRule.Theirs
            ? "update set body = excluded.body, updated_at = excluded.updated_at, version = title_notes.version + 1 where title_notes.body <> excluded.body"
            : "nothing")}
        """, new { profile, row.Title, body, now }, cancel);

    Task<int> HideAsync(PlacedRow row, string why, CancellationToken cancel) => connection.ExecuteAsync(
        "insert into hidden_titles (profile_id, title_id, reason, hidden_at) values (@profile, @Title, @why, @at) on conflict do nothing",
        new { profile, row.Title, why, at = row.Item!.ListedAt ?? now }, cancel);

    Task<int> CopyAsync(PlacedRow row, string copy, CancellationToken cancel) => connection.ExecuteAsync(
        """
        insert into owned_copies (profile_id, title_id, medium, format, place, note, source, source_event_id, batch_id, created_at, updated_at)
        select @profile, @Title, @medium, cast(@format as text), cast(@place as text), cast(@note as text), @source, @eventId, @batch, @at, @at where true on conflict do nothing
        """,
        new
        {
            profile,
            row.Title,
            medium = row.Item!.Copy?.Medium ?? MediumOf(copy),
            place = row.Item.Copy?.Place,
            note = row.Item.Copy?.Note,
            format = copy.Length == 0 ? null : copy,
            source,
            eventId = row.Item.SourceEventId ?? string.Create(CultureInfo.InvariantCulture, $"{row.Item.Title}|{row.Item.Year}|{copy}"),
            batch,
            at = row.Item.ListedAt ?? now,
        }, cancel);

    static string MediumOf(string copy) => copy.ToLowerInvariant() switch
    {
        var c when c.Contains("plex") || c.Contains("file") || c.Contains("digital") || c.Contains("jellyfin") || c.Contains("kodi") => "file",
        var c when c.Contains("netflix") || c.Contains("prime") || c.Contains("disney") || c.Contains("apple") || c.Contains("service") || c.Contains("stream") => "service",
        _ => "disc",
    };

    static string Folded(string tag) => tag.Trim().ToLowerInvariant();

    // A source without keys of its own: what it says of which title is the key.
    static string Named(PlacedRow row, ImportedText text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{row.Title}|{string.Join(',', row.Episodes)}|{text.Text}"))))[..32];
}
