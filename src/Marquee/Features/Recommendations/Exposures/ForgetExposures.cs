using Marquee.Data;
using Marquee.Platform.Jobs;

namespace Marquee.Features.Recommendations.Exposures;

/// <summary>Every night: what was shown more than ninety days ago is forgotten.</summary>
sealed class ForgetExposures(Database database, TimeProvider clock) : IScheduledJob
{
    public string Kind => "forget-exposures";

    public string Words => "Forget which recommendations were shown longer than ninety days ago";

    public string Schedule => "0 50 3 * * ?";

    public async Task<object> RunAsync(CancellationToken cancel) => new
    {
        forgotten = await database.WriteAsync(connection => connection.ExecuteAsync(
            "delete from exposures where day < @day", new { day = CountExposures.Day(clock.GetUtcNow() - CountExposures.Kept) }, cancel), cancel),
    };
}
