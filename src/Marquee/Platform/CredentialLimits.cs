using System.Globalization;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Marquee.Platform;

/// <summary>
/// Routes that check or make passwords cost a processor a tenth of a second each, on purpose. So many at a time as there are processors, the
/// others wait; and one network gets so many a minute, whatever accounts it names.
/// </summary>
static class CredentialLimits
{
    const int Waiting = 200, Burst = 400, PerSecond = 5;

    sealed record ChecksCredentials;

    /// <summary>Marks a route that checks or makes a password.</summary>
    public static T ChecksPasswords<T>(this T route) where T : IEndpointConventionBuilder => route.WithMetadata(new ChecksCredentials());

    public static void AddCredentialLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(Math.Max(1, wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(http => IsLimited(http)
                ? RateLimitPartition.GetTokenBucketLimiter(Network(http), _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = Burst,
                    TokensPerPeriod = PerSecond,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                    QueueLimit = 0,
                })
                : RateLimitPartition.GetNoLimiter("")),
            PartitionedRateLimiter.Create<HttpContext, string>(http => IsLimited(http)
                ? RateLimitPartition.GetConcurrencyLimiter("passwords", _ => new ConcurrencyLimiterOptions { PermitLimit = Math.Max(2, Environment.ProcessorCount), QueueLimit = Waiting })
                : RateLimitPartition.GetNoLimiter("")));
    });

    /// <summary>The network that a request comes from: an address, or the /64 that whoever has one IPv6 address has.</summary>
    public static string Network(HttpContext http) => http.Connection.RemoteIpAddress switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } six => Convert.ToHexString(six.GetAddressBytes().AsSpan(0, 8)),
        var four => four.MapToIPv4().ToString(),
    };

    static bool IsLimited(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<ChecksCredentials>() is not null && !HttpMethods.IsGet(http.Request.Method);
}
