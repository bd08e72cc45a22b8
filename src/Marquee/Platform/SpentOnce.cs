using Marquee.Data;

namespace Marquee.Platform;

/// <summary>Makes things that are good for a while good once: on every node, and for two that come at the same time.</summary>
public sealed class SpentOnce(Database database, TimeProvider clock)
{
    /// <param name="what">The thing itself, with what it is and whose; kept as its hash.</param>
    /// <param name="lasts">How long it would be good.</param>
    /// <returns>Whether this was the first time.</returns>
    public Task<bool> SpendAsync(string what, TimeSpan lasts, CancellationToken cancel) => database.WriteAsync(async connection =>
    {
        var now = clock.GetUtcNow();
        await connection.ExecuteAsync("delete from spent_once where forget_at < @now", new { now }, cancel);
        return await connection.ExecuteAsync(
            "insert into spent_once (hash, forget_at) values (@hash, @until) on conflict (hash) do nothing",
            new { hash = Secrets.Hash(what), until = now + lasts }, cancel) == 1;
    }, cancel);
}
