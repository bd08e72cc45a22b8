using System.Data.Common;
using System.Text.Json;

namespace Marquee.Data;

/// <summary>Events that are written in the same transaction as the change they tell of, and dispatched afterwards, at least once.</summary>
public static class Outbox
{
    /// <param name="kind">The event's stable name, such as <c>title.rated</c>.</param>
    /// <param name="body">What happened; stored as JSON.</param>
    public static Task AppendAsync<T>(this DbConnection connection, string kind, T body, DateTimeOffset at, CancellationToken cancellation) =>
        connection.ExecuteAsync(
            "insert into outbox (kind, body, created_at) values (@kind, @body, @at)",
            new { kind, body = JsonSerializer.Serialize(body, JsonSerializerOptions.Web), at }, cancellation);
}
