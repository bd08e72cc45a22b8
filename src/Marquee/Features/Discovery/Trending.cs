using Marquee.Data;
using Marquee.Features.Catalogue;

namespace Marquee.Features.Discovery;

/// <summary>Over which time titles trend. What happened a half-life ago counts half.</summary>
enum TrendingWindow
{
    Hour,
    Day,
    Week,
    Month,
}

/// <summary>What many people do something to just now, by a window and, if wanted, a genre.</summary>
sealed class Trending(Database database, TimeProvider clock)
{
    sealed record Row(TitleId TitleId, long Bucket, double Score);

    /// <summary>The bucket of a moment: ten minutes since 1970.</summary>
    public static long Bucket(DateTimeOffset moment) => moment.ToUnixTimeSeconds() / 600;

    /// <summary>The most trending first; none when nobody has done anything in the window.</summary>
    public async Task<IReadOnlyList<(TitleCard Title, double Score)>> HandleAsync(TrendingWindow window, string? genre, int most, TitleSight sight, CancellationToken cancel)
    {
        var (span, halfLife) = window switch
        {
            TrendingWindow.Hour => (TimeSpan.FromHours(1), TimeSpan.FromMinutes(30)),
            TrendingWindow.Day => (TimeSpan.FromDays(1), TimeSpan.FromHours(8)),
            TrendingWindow.Week => (TimeSpan.FromDays(7), TimeSpan.FromDays(2)),
            _ => (TimeSpan.FromDays(31), TimeSpan.FromDays(8)),
        };
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenAsync(cancel);
        var rows = await connection.QueryAsync<Row>(
            $"""
            select b.title_id, b.bucket, b.score from trending_buckets b
            where b.bucket > @from and {sight.AllowsId("b.title_id")} {(genre is null ? "" : "and exists (select 1 from title_genres tg join genres g on g.id = tg.genre_id where tg.title_id = b.title_id and g.name = @genre)")}
            """, new { from = Bucket(now - span), genre }, cancel);
        var scores = new Dictionary<TitleId, double>();
        foreach (var row in rows)
            scores[row.TitleId] = scores.GetValueOrDefault(row.TitleId) + (row.Score * Math.Pow(0.5, Math.Max(0, Bucket(now) - row.Bucket) * 600 / halfLife.TotalSeconds));

        var best = scores.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Value).Take(most).ToList();
        var cards = await connection.TitleCardsAsync(database.Dialect, best.ConvertAll(pair => pair.Key), sight, cancel);
        return [.. cards.Select(card => (card, Math.Round(scores[card.Id], 4)))];
    }
}
