using System.Net;

namespace Marquee.Providers.Calls;

/// <summary>A whole answer off the wire.</summary>
/// <param name="RetryAfter">How long the service asks us to wait.</param>
sealed record RawAnswer(HttpStatusCode Status, string Body, string? ETag, TimeSpan? RetryAfter);

/// <summary>What a service means by an answer; each service has its own ways of saying so.</summary>
enum Verdict
{
    Fine,
    Unchanged,
    Missing,
    TryAgain,
    SlowDown,
    KeyRefused,
    QuotaExhausted,
    Refused,
}
