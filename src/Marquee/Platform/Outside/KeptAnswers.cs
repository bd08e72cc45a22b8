using Marquee.Data;
using Marquee.Providers;

namespace Marquee.Platform.Outside;

/// <summary>Answers of outside services in the database: every node has them, and a start does not lose them.</summary>
sealed class KeptAnswers(Database database) : IAnswerCache
{
    sealed record Row(string Body, string? Etag, DateTimeOffset FetchedAt, DateTimeOffset FreshUntil);

    public async ValueTask<KeptAnswer?> FindAsync(string key, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.FirstAsync<Row>("select body, etag, fetched_at, fresh_until from provider_cache where key = @key", new { key }, cancel) is { } row
            ? new KeptAnswer(row.Body, row.Etag, row.FetchedAt, row.FreshUntil)
            : null;
    }

    public async ValueTask KeepAsync(string key, KeptAnswer answer, CancellationToken cancel) =>
        await database.WriteAsync(connection => connection.ExecuteAsync(
            """
            insert into provider_cache (key, body, etag, fetched_at, fresh_until) values (@key, @Body, @ETag, @FetchedAt, @FreshUntil)
            on conflict (key) do update set body = excluded.body, etag = excluded.etag, fetched_at = excluded.fetched_at, fresh_until = excluded.fresh_until
            """, new { key, answer.Body, answer.ETag, answer.FetchedAt, answer.FreshUntil }, cancel), cancel);

    /// <summary>Drops what is older than a service allows to keep.</summary>
    public Task<int> DropAsync(DateTimeOffset before, CancellationToken cancel) => database.WriteAsync(connection =>
        connection.ExecuteAsync("delete from provider_cache where fetched_at < @before", new { before }, cancel), cancel);
}
