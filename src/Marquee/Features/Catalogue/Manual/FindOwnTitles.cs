using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Api;

namespace Marquee.Features.Catalogue.Manual;

/// <summary>A title that a profile wrote.</summary>
sealed record OwnTitle(TitleId Id, string Kind, string Title, int? Year, bool Shared);

/// <summary>What a profile wrote, by hand or by an import: search is for what is there for everybody, this is for one's own.</summary>
sealed class FindOwnTitles(Database database, CurrentProfile current)
{
    /// <param name="words">A part of the name; null: all.</param>
    public async Task<(IReadOnlyList<OwnTitle> Titles, Pagination Pagination)> HandleAsync(string? words, TitleId? after, int? limit, CancellationToken cancel)
    {
        var count = PageKey.Limit(limit, usual: 50);
        if (await current.FindAsync(cancel) is not { } profile)
            return ([], new Pagination(1, count, 0, 0, null));
        var key = TitleKey.Fold(words ?? "").Replace("%", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        var about = new { profile = profile.Id, within = $"%{key}%", after = after?.Value ?? 0, count = count + 1 };
        await using var connection = await database.OpenAsync(cancel);
        const string Mine = "made_by = @profile and merged_into is null and match_key like @within";
        var rows = await connection.QueryAsync<OwnTitle>($"select id, kind, title, year, shared from titles where {Mine} and id > @after order by id limit @count", about, cancel);
        var total = await connection.ScalarAsync<long>($"select count(*) from titles where {Mine}", about, cancel);
        var page = rows.Take(count).ToList();
        return (page, new Pagination(1, count, total, (total + count - 1) / count, rows.Count > count ? page[^1].Id.ToString() : null));
    }
}
