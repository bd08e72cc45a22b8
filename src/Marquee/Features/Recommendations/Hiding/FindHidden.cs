using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Recommendations.Hiding;

/// <summary>A title they do not want to be shown.</summary>
sealed record HiddenTitle(TitleCard Title, string Reason, DateTimeOffset HiddenAt);

/// <summary>A page of them.</summary>
/// <param name="Next">Pass as <c>after</c> for the next page; null on the last.</param>
sealed record HiddenPage(IReadOnlyList<HiddenTitle> Titles, string? Next);

/// <summary>What a profile has hidden, by title, so that it can be shown again.</summary>
sealed class FindHidden(Database database, CurrentProfile current)
{
    public const int MostTitles = 100;

    sealed record Row(TitleId TitleId, string Reason, DateTimeOffset HiddenAt);

    /// <summary>Why the profile hid this title; null when it did not.</summary>
    public async Task<string?> ReasonAsync(TitleId title, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } profile)
            return null;
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ScalarAsync<string>(
            "select reason from hidden_titles where profile_id = @profile and title_id = @title", new { profile = profile.Id, title }, cancel);
    }

    public async Task<HiddenPage> HandleAsync(TitleId? after, int? limit, CancellationToken cancel)
    {
        if (limit is < 1 or > MostTitles)
            throw new Invalid("limit_invalid", $"A page holds 1 to {MostTitles} titles.", "limit");
        if (await current.FindAsync(cancel) is not { } profile)
            return new HiddenPage([], null);
        var most = limit ?? MostTitles;
        await using var connection = await database.OpenAsync(cancel);
        var rows = await connection.QueryAsync<Row>(
            $"select title_id, reason, hidden_at from hidden_titles where profile_id = @profile and title_id > @after and {TitleSight.Of(profile).AllowsId("title_id")} order by title_id limit @count",
            new { profile = profile.Id, after = after?.Value ?? 0, count = most + 1 }, cancel);
        var page = rows.Take(most).ToList();
        var cards = (await connection.TitleCardsAsync(database.Dialect, [.. page.Select(row => row.TitleId)], TitleSight.Of(profile), cancel)).ToDictionary(card => card.Id);
        return new HiddenPage(
            [.. page.Where(row => cards.ContainsKey(row.TitleId)).Select(row => new HiddenTitle(cards[row.TitleId], row.Reason, row.HiddenAt))],
            rows.Count > most ? page[^1].TitleId.ToString() : null);
    }
}
