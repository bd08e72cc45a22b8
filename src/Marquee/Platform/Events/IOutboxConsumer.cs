using System.Data.Common;
using System.Text.Json;

namespace Marquee.Platform.Events;

/// <summary>An event of the outbox.</summary>
/// <param name="Kind">Its stable name, such as <c>title.rated</c>.</param>
/// <param name="Body">What happened, as JSON.</param>
public sealed record OutboxEvent(long Id, string Kind, string Body, DateTimeOffset CreatedAt)
{
    /// <summary>What happened, in the shape the writer gave it.</summary>
    public T Read<T>() => JsonSerializer.Deserialize<T>(Body, JsonSerializerOptions.Web) ?? throw new JsonException($"Event {Id} has no body.");
}

/// <summary>
/// Whoever acts on events: activity, trending, notifications, webhooks. It acts in the transaction that notes that it has acted, so that what it
/// writes there happens once, whenever the program is killed. What must leave the house is written down there and sent by a job of its own.
/// </summary>
public interface IOutboxConsumer
{
    /// <summary>Stable: receipts bear it.</summary>
    string Name { get; }

    bool Wants(string kind);

    Task ActAsync(DbConnection connection, OutboxEvent happened, CancellationToken cancel);
}
