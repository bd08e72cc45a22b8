using System.Data.Common;

namespace Marquee.Data;

/// <summary>Work that only one node may do at a time, such as filling the catalogue.</summary>
public static class Exclusive
{
    /// <summary>
    /// Waits until nobody else does <paramref name="what"/>, and keeps others out until the transaction ends. What they wrote is
    /// visible afterwards: look again before doing it twice. SQLite's one writer is alone anyway.
    /// </summary>
    public static Task AloneAsync(this DbConnection connection, Dialect dialect, string what, CancellationToken cancellation) => dialect.IsSqlite
        ? Task.CompletedTask
        : connection.ExecuteAsync("select pg_advisory_xact_lock(hashtext(@what))", new { what }, cancellation);
}
