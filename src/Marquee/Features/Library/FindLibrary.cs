using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Catalogue.Filtering;
using Marquee.Features.Tracking;
using Marquee.Features.Tracking.Shows;
using Marquee.Platform;
using Marquee.Platform.Api;

namespace Marquee.Features.Library;

/// <summary>A title of the library with everything that is the profile's own about it.</summary>
/// <param name="Status">By rule or by hand.</param>
/// <param name="Rating">1 … 10, if rated.</param>
/// <param name="Owned">Where copies are: disc, file, service.</param>
sealed record LibraryItem(
    TitleCard Title, string Status, int Plays, int EpisodesSeen, decimal? Rating, DateTimeOffset? LastWatchedAt, IReadOnlyList<string> Owned, IReadOnlyList<string> Tags, bool HasNote);

/// <summary>A page of the library.</summary>
sealed record LibraryPageOf(IReadOnlyList<LibraryItem> Items, long Count, FilterOrder Order, string? Next);

/// <summary>Everything a profile watched, rated, owns, tagged or noted, narrowed by the filter grammar, in any order, a page at a time.</summary>
sealed class FindLibrary(Database database, CurrentProfile current, TimeProvider clock)
{
    public const string Within = "tt.title_id is not null";
    public const int PerPage = 48;

    public async Task<LibraryPageOf> PageAsync(string? filter, string? sort, string? after, int? limit, CancellationToken cancel)
    {
        var count = PageKey.Limit(limit, PerPage);
        var sight = TitleSight.Of(await current.FindAsync(cancel));
        var asked = new FilteredTitles(filter, sort, "recent", sight.Viewer ?? default, sight, clock.GetUtcNow(), Within);
        _ = asked.Checked;
        if (await current.FindAsync(cancel) is not { } profile)
            return new LibraryPageOf([], 0, asked.Order, null);
        await using var connection = await database.OpenAsync(cancel);
        var page = await asked.PageAsync(connection, after, count, cancel);
        return new LibraryPageOf(await ItemsAsync(connection, profile.Id, page.Titles, sight, cancel), page.Count, asked.Order, page.Next);
    }

    async Task<IReadOnlyList<LibraryItem>> ItemsAsync(System.Data.Common.DbConnection connection, ProfileId profile, IReadOnlyList<TitleId> titles, TitleSight sight, CancellationToken cancel)
    {
        if (titles.Count == 0)
            return [];
        var (today, forgotten) = StatusRule.Parameters(clock.GetUtcNow());
        await using var answer = await connection.QueryManyAsync(
            $"""
            select t.id, {StatusRule.Sql} as status, tt.plays, tt.episodes_seen, r.value as tenths, tt.last_watched_at,
                case when exists (select 1 from title_notes n where n.profile_id = @profile and n.title_id = t.id) then 1 else 0 end as noted
            from {FilterSql.From} where {database.Dialect.Among("t.id", "@ids")};

            select title_id as id, medium as text from owned_copies where profile_id = @profile and {database.Dialect.Among("title_id", "@ids")} order by owned_copies.id;

            select title_id as id, name as text from title_tags where profile_id = @profile and {database.Dialect.Among("title_id", "@ids")} order by name;
            """, new { profile, today, forgotten, ids = IdSet.Of(titles) }, cancel);
        var rows = (await answer.ReadAsync<Row>()).ToDictionary(r => r.Id);
        var owned = (await answer.ReadAsync<Word>()).ToLookup(w => w.Id, w => w.Text);
        var tags = (await answer.ReadAsync<Word>()).ToLookup(w => w.Id, w => w.Text);
        var cards = await connection.TitleCardsAsync(database.Dialect, [.. titles], sight, cancel);
        return [.. cards.Where(c => rows.ContainsKey(c.Id)).Select(card =>
        {
            var row = rows[card.Id];
            return new LibraryItem(card, row.Status, row.Plays, row.EpisodesSeen, row.Tenths / 10m, row.LastWatchedAt, [.. owned[card.Id].Distinct()], [.. tags[card.Id]], row.Noted == 1);
        })];
    }

    sealed record Row(TitleId Id, string Status, int Plays, int EpisodesSeen, int? Tenths, DateTimeOffset? LastWatchedAt, int Noted);

    sealed record Word(TitleId Id, string Text);
}
