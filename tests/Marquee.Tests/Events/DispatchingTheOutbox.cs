using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Marquee.Data;
using Marquee.Platform.Events;
using Marquee.Tests.Host;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marquee.Tests.Events;

public abstract class DispatchingTheOutbox(DatabaseKind kind)
{
    [Fact]
    public async Task Every_consumer_acts_on_every_event_it_wants_once()
    {
        await using var place = await TestDatabase.CreateAsync(kind);
        await FillAsync(place.Database, 200);
        IOutboxConsumer[] consumers = [new Recording("one", _ => true), new Recording("two", k => k == "even")];
        // Two nodes at once.
        await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
        {
            var dispatch = new DispatchOutbox(place.Database, consumers, TimeProvider.System, NullLogger<DispatchOutbox>.Instance);
            while (await dispatch.TurnAsync(CancellationToken.None) > 0) ;
        }));

        Assert.Equal((200, 200), await ActsAsync(place.Database, "one"));
        Assert.Equal((100, 100), await ActsAsync(place.Database, "two"));
    }

    [Fact]
    public async Task A_consumer_that_fails_is_asked_again_and_holds_nobody_up()
    {
        await using var place = await TestDatabase.CreateAsync(kind);
        await FillAsync(place.Database, 5);
        var clock = new Hands();
        var dispatch = new DispatchOutbox(place.Database, [new Recording("sound", _ => true), new Failing(2)], clock, NullLogger<DispatchOutbox>.Instance);
        for (var turn = 0; turn < 12; turn++)
        {
            await dispatch.TurnAsync(CancellationToken.None);
            clock.Now += TimeSpan.FromHours(2);
        }

        Assert.Equal((5, 5), await ActsAsync(place.Database, "sound"));
        Assert.Equal((5, 5), await ActsAsync(place.Database, "failing"));
    }

    internal static async Task FillAsync(Database database, int count) => await database.WriteAsync(async connection =>
    {
        await connection.ExecuteAsync("create table if not exists acts (consumer text not null, event_id bigint not null)", null, CancellationToken.None);
        for (var i = 0; i < count; i++)
            await connection.AppendAsync(i % 2 == 0 ? "even" : "odd", new { Number = i }, DateTimeOffset.UnixEpoch, CancellationToken.None);
    });

    internal static async Task<(long Acts, long Events)> ActsAsync(Database database, string consumer)
    {
        await using var connection = await database.OpenAsync();
        return (await connection.ScalarAsync<long>("select count(*) from acts where consumer = @consumer", new { consumer }, CancellationToken.None),
            await connection.ScalarAsync<long>("select count(distinct event_id) from acts where consumer = @consumer", new { consumer }, CancellationToken.None));
    }

    internal sealed class Recording(string name, Func<string, bool> wants) : IOutboxConsumer
    {
        public string Name => name;

        public bool Wants(string kind) => wants(kind);

        public Task ActAsync(DbConnection connection, OutboxEvent happened, CancellationToken cancel) =>
            connection.ExecuteAsync("insert into acts (consumer, event_id) values (@name, @Id)", new { name, happened.Id }, cancel);
    }

    sealed class Failing(int times) : IOutboxConsumer
    {
        readonly Dictionary<long, int> _tries = [];

        public string Name => "failing";

        public bool Wants(string kind) => true;

        public async Task ActAsync(DbConnection connection, OutboxEvent happened, CancellationToken cancel)
        {
            await connection.ExecuteAsync("insert into acts (consumer, event_id) values ('failing', @Id)", new { happened.Id }, cancel);
            if ((_tries[happened.Id] = _tries.GetValueOrDefault(happened.Id) + 1) <= times)
                throw new InvalidOperationException("Not yet.");
        }
    }

    sealed class Hands : TimeProvider
    {
        public DateTimeOffset Now = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    public sealed class On_Sqlite() : DispatchingTheOutbox(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : DispatchingTheOutbox(DatabaseKind.PostgreSql);
}

/// <summary>A dispatching process that is killed, without a word, again and again. MARQUEE_KILLS says how often; the suite does it a few times, for each start costs half a second.</summary>
public sealed class KillingTheDispatcher
{
    const string Place = "MARQUEE_TEST_OUTBOX";

    [Fact]
    public async Task Costs_no_event_and_doubles_none()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("MARQUEE_KILLS") ?? "6", CultureInfo.InvariantCulture);
        await using var place = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await DispatchingTheOutbox.FillAsync(place.Database, 400 * kills);
        var dice = new Random(7);
        var died = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["-method", $"{typeof(KillingTheDispatcher).FullName}.{nameof(Is_a_process_that_dispatches_until_it_is_killed)}", "-explicit", "on"])
            {
                Environment = { [Place] = place.Database.Address.FilePath },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            _ = child.StandardOutput.ReadToEndAsync();
            _ = child.StandardError.ReadToEndAsync();
            var (before, _) = await DispatchingTheOutbox.ActsAsync(place.Database, "one");
            for (var wait = 0; wait < 600 && !child.HasExited && (await DispatchingTheOutbox.ActsAsync(place.Database, "one")).Acts == before; wait++)
                await Task.Delay(10);
            await Task.Delay(dice.Next(1, 60));
            if (!child.HasExited)
            {
                died++;
                child.Kill();
            }

            await child.WaitForExitAsync();
        }

        var waiting = await DispatchingTheOutbox.ActsAsync(place.Database, "one");
        await DispatchAsync(place.Database);

        Assert.Equal(kills, died);
        Assert.InRange(waiting.Acts, 1, 400 * kills - 1);
        Assert.Equal((400 * kills, 400 * kills), await DispatchingTheOutbox.ActsAsync(place.Database, "one"));
        Assert.Equal((400 * kills, 400 * kills), await DispatchingTheOutbox.ActsAsync(place.Database, "two"));
    }

    [Fact(Explicit = true)]
    public async Task Is_a_process_that_dispatches_until_it_is_killed()
    {
        if (Environment.GetEnvironmentVariable(Place) is not { } file)
            return;
        await using var database = await Database.ConnectAsync(file);
        await DispatchAsync(database);
    }

    static async Task DispatchAsync(Database database)
    {
        var dispatch = new DispatchOutbox(database,
            [new DispatchingTheOutbox.Recording("one", _ => true), new DispatchingTheOutbox.Recording("two", _ => true)], TimeProvider.System, NullLogger<DispatchOutbox>.Instance);
        while (await dispatch.TurnAsync(CancellationToken.None) > 0) ;
    }
}
