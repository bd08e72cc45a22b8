using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Platform;

namespace Marquee.Features.Lists;

/// <summary>The first titles of many lists, for their covers: two round trips for all that are filled by hand, and one look at each that fills itself.</summary>
sealed class FirstTitles(Database database, CurrentProfile current, FindLists find)
{
    sealed record Row(ListId ListId, TitleId TitleId);

    /// <param name="lists">Lists that the reader may see, as <see cref="FindLists"/> found them.</param>
    public async Task<Dictionary<ListId, IReadOnlyList<TitleCard>>> OfAsync(IReadOnlyList<ListView> lists, int most, CancellationToken cancel)
    {
        var sight = TitleSight.Of(await current.FindAsync(cancel));
        var covers = new Dictionary<ListId, IReadOnlyList<TitleCard>>();
        foreach (var list in lists.Where(list => !list.IsByHand))
            covers[list.Id] = list.Count == 0 ? [] : [.. (await find.ItemsAsync(list.Id, null, null, most, cancel)).Items.Select(item => item.Title)];

        await using var connection = await database.OpenAsync(cancel);
        var rows = await connection.QueryAsync<Row>(
            $"""
            select list_id, title_id from (
                select i.list_id, i.title_id, i.position, row_number() over (partition by i.list_id order by i.position, i.title_id) as place
                from list_items i where {database.Dialect.Among("i.list_id", "@lists")} and {sight.AllowsId("i.title_id")}
            ) first where place <= @most order by list_id, position, title_id
            """, new { lists = IdSet.Of(lists.Where(list => list.IsByHand).Select(list => list.Id)), most }, cancel);
        var cards = (await connection.TitleCardsAsync(database.Dialect, [.. rows.Select(row => row.TitleId).Distinct()], sight, cancel)).ToDictionary(card => card.Id);
        foreach (var list in rows.GroupBy(row => row.ListId))
            covers[list.Key] = [.. list.Where(row => cards.ContainsKey(row.TitleId)).Select(row => cards[row.TitleId])];
        return covers;
    }
}
