using Marquee.Platform;
using Marquee.Platform.Jobs;
using Marquee.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Marquee.Tests.Recommendations;

/// <summary>The clock itself: a job due every second is done within a few.</summary>
public sealed class RingingTheBell
{
    [Fact]
    public async Task What_is_due_is_done_and_written_down()
    {
        await using var place = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton(_ => place.Database).AddSingleton<Readiness>().AddScheduledJob<EverySecond>();
        services.AddSchedules();
        await using var provider = services.BuildServiceProvider();
        var clock = provider.GetServices<IHostedService>().Single(service => service is Schedules);
        await clock.StartAsync(default);
        provider.GetRequiredService<Readiness>().Ready();

        var ledger = provider.GetRequiredService<JobLedger>();
        for (var wait = 0; wait < 150 && (await ledger.LatestAsync("every-second", 1, default)).FirstOrDefault()?.Status != "done"; wait++)
            await Task.Delay(100, TestContext.Current.CancellationToken);

        Assert.Equal("done", (await ledger.LatestAsync("every-second", 1, default))[0].Status);
        await clock.StopAsync(default);
    }

    sealed class EverySecond : IScheduledJob
    {
        public string Kind => "every-second";

        public string Schedule => "* * * * * ?";

        public Task<object> RunAsync(CancellationToken cancel) => Task.FromResult<object>(new { });
    }
}
