using System.Data.Common;
using System.Text.Json;
using Marquee.Data;

namespace Marquee.Features.Catalogue.Writing;

/// <summary>What a source may do to titles that are there already.</summary>
enum KnownTitle
{
    /// <summary>Only new external ids are noted.</summary>
    Keep,

    /// <summary>Facts are replaced, as long as neither a person nor a provider has changed them since they came from a sample.</summary>
    Refresh,
}

/// <param name="Ids">The title of each draft, in order; two drafts may mean one title.</param>
sealed record WrittenTitles(IReadOnlyList<TitleId> Ids, int Added, int Refreshed);

/// <summary>
/// Writes titles in bulk, inside the caller's transaction. Drafts of titles that are there are recognised, so that any
/// source may be written any number of times and in any order.
/// </summary>
sealed class WriteTitles(Database database, TimeProvider clock, IEnumerable<ITitlesWritten> listeners)
{
    /// <summary>What only one node does at a time.</summary>
    public const string Alone = "write titles";

    // Told by a sample and confirmed by nobody: 'never' makes the title stale, so that a provider is asked when there is one.
    const long Never = 0;

    public async Task<WrittenTitles> HandleAsync(DbConnection connection, IReadOnlyList<TitleDraft> drafts, KnownTitle known, CancellationToken cancel)
    {
        // Two loads at once would each miss what the other is about to add.
        await connection.AloneAsync(database.Dialect, Alone, cancel);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var titles = await KnownTitles.LoadAsync(connection, cancel);
        var refreshable = known == KnownTitle.Refresh ? await RefreshableAsync(connection, cancel) : [];

        var ids = new TitleId[drafts.Count];
        var added = new List<(TitleId Id, TitleDraft Draft)>();
        var refreshed = new List<(TitleId Id, TitleDraft Draft)>();
        var externalIds = new List<object?[]>();
        var next = await IdBlock.ReserveAsync(connection, database.Dialect, "titles", drafts.Count, cancel);
        for (var i = 0; i < drafts.Count; i++)
        {
            var draft = drafts[i];
            if (titles.Find(draft) is { } there)
            {
                ids[i] = there;
                if (refreshable.Remove(there) && titles.KindOf(there) == draft.Kind)
                    refreshed.Add((there, draft));
            }
            else
            {
                ids[i] = new TitleId(next++);
                titles.Add(ids[i], draft);
                added.Add((ids[i], draft));
            }

            // A film list that holds a show knows its IMDb id, but its TMDB number is a film's.
            var kind = titles.KindOf(ids[i]);
            foreach (var id in draft.ExternalIds.Where(id => kind == draft.Kind || ExternalId.SpansKinds(id.Provider)))
                if (titles.TryAdd(kind, id, ids[i]))
                    externalIds.Add([kind, id.Provider, id.Value, ids[i].Value]);
        }

        await connection.BulkCopyAsync("titles", TitleColumns, added.Select(a => TitleRow(a.Id, a.Draft, now)), cancel);
        foreach (var (id, draft) in refreshed)
            await RefreshAsync(connection, id, draft, cancel);
        await connection.BulkCopyAsync("external_ids", ["kind", "provider", "value", "title_id"], externalIds, cancel);
        await WriteTitleParts.HandleAsync(connection, database.Dialect, [.. added, .. refreshed], cancel);

        var changed = added.Concat(refreshed).Select(title => title.Id).ToList();
        foreach (var listener in listeners)
            await listener.OnTitlesWrittenAsync(connection, changed, cancel);
        return new WrittenTitles(ids, added.Count, refreshed.Count);
    }

    static readonly string[] TitleColumns =
    [
        "id", "kind", "title", "original_title", "sort_title", "match_key", "year", "end_year", "runtime", "overview", "language",
        "countries", "certification", "status", "created_at", "metadata_updated_at",
    ];

    static object?[] TitleRow(TitleId id, TitleDraft draft, long now) =>
    [
        id.Value, draft.Kind, draft.Title, draft.OriginalTitle, SortTitle(draft.Title), TitleKey.Of(draft.Title), draft.Year, draft.EndYear,
        draft.Runtime, draft.Overview, draft.Language, CountriesOf(draft), draft.Certification, draft.Status, now, Never,
    ];

    static async Task<HashSet<TitleId>> RefreshableAsync(DbConnection connection, CancellationToken cancel) =>
        [.. await connection.QueryAsync<TitleId>("select id from titles where metadata_updated_at = @Never and not manual", new { Never }, cancel)];

    static Task<int> RefreshAsync(DbConnection connection, TitleId id, TitleDraft draft, CancellationToken cancel) =>
        connection.ExecuteAsync(
            """
            update titles set title = @Title, original_title = @OriginalTitle, sort_title = @sortTitle, match_key = @matchKey, year = @Year,
                end_year = @EndYear, runtime = @Runtime, overview = @Overview, language = @Language, countries = @countries,
                certification = @Certification, status = @Status
            where id = @id;
            delete from title_names where title_id = @id;
            delete from title_genres where title_id = @id;
            delete from title_keywords where title_id = @id;
            delete from credits where title_id = @id;
            """,
            new
            {
                id,
                draft.Title,
                draft.OriginalTitle,
                sortTitle = SortTitle(draft.Title),
                matchKey = TitleKey.Of(draft.Title),
                draft.Year,
                draft.EndYear,
                draft.Runtime,
                draft.Overview,
                draft.Language,
                countries = CountriesOf(draft),
                draft.Certification,
                draft.Status,
            }, cancel);

    /// <summary>Where a shelf would put it: folded, the article last. Titles of other scripts stand as they are.</summary>
    static string SortTitle(string title) => TitleKey.Of(title) is { Length: > 0 } key ? key : title;

    static string? CountriesOf(TitleDraft draft) => draft.Countries.Count == 0 ? null : JsonSerializer.Serialize(draft.Countries);
}
