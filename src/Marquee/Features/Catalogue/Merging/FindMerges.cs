using System.Text.Json;
using Marquee.Data;

namespace Marquee.Features.Catalogue.Merging;

/// <summary>A title that became another one.</summary>
/// <param name="Automatic">The program found that they are the same.</param>
sealed record MergeView(long Id, TitleId From, string Title, int? Year, bool Automatic, DateTimeOffset MergedAt);

/// <summary>The manual titles that became a title, for those who may make two of them again.</summary>
sealed class FindMerges(Database database)
{
    sealed record Row(long Id, TitleId FromTitleId, string FromTitle, bool Automatic, DateTimeOffset MergedAt, long? MadeBy, bool Shared);

    public async Task<IReadOnlyList<MergeView>> OfAsync(TitleId into, Editor editor, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var rows = await connection.QueryAsync<Row>(
            """
            select m.id, m.from_title_id, m.from_title, m.automatic, m.merged_at, t.made_by, t.shared from title_merges m join titles t on t.id = m.from_title_id
            where m.into_title_id = @into and m.undone_at is null order by m.id desc limit 20
            """, new { into }, cancel);
        return [.. rows.Where(row => editor.MayEdit(row.MadeBy, row.Shared)).Select(row =>
        {
            using var was = JsonDocument.Parse(row.FromTitle);
            return new MergeView(row.Id, row.FromTitleId, was.RootElement.GetProperty("Title").GetString()!,
                was.RootElement.GetProperty("Year") is { ValueKind: JsonValueKind.Number } year ? year.GetInt32() : null, row.Automatic, row.MergedAt);
        })];
    }
}
