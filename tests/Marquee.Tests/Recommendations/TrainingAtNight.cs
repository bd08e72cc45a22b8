using System.Globalization;
using Marquee.Data;
using Marquee.Engine.Persistence;
using Marquee.Features.Recommendations.Learning;
using Marquee.Platform;
using Marquee.Platform.Jobs;
using Marquee.Tests.Commands;
using Marquee.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Recommendations;

public abstract class TrainingAtNight(DatabaseKind kind)
{
    [Fact]
    public async Task Those_who_let_models_learn_from_them_are_learnt_from_and_nobody_else()
    {
        await using var program = await StartAsync();
        var willing = await program.AddOwnPeopleAsync(2);
        var unwilling = await program.AddOwnPeopleAsync(1, willing: false);
        var others = (await program.AddOwnPeopleAsync(1, kind: "kid")).Concat(await program.AddOwnPeopleAsync(1, kind: "guest"));

        var gathered = await program.Services.GetRequiredService<GatherTrainingData>().HandleAsync(default);

        var users = gathered.Data.Interactions.Users;
        Assert.All(willing, profile => Assert.True(users.IndexOf(-profile) >= 0));
        Assert.All(unwilling.Concat(others), profile => Assert.Equal(-1, users.IndexOf(-profile)));
        Assert.Equal(willing, gathered.HeldOut.People.Select(person => person.Profile));
        Assert.All(gathered.HeldOut.People, person => Assert.Equal(3, person.Liked.Count));
    }

    [Fact]
    public async Task Worse_models_are_refused_and_equal_ones_accepted()
    {
        await using var program = await StartAsync();
        await program.AddOwnPeopleAsync(3);
        var heldOut = (await program.Services.GetRequiredService<GatherTrainingData>().HandleAsync(default)).HeldOut;
        var (offer, current) = (program.Services.GetRequiredService<OfferModels>(), program.Services.GetRequiredService<CurrentModels>());
        var first = current.Require();

        var worse = await offer.HandleAsync(first.Blend.With(new Dictionary<string, float> { ["popularity"] = 1 }), Header(first, "worse"), heldOut, default);
        Assert.False(worse.TookOver);
        Assert.True(worse.Own < worse.Before);
        Assert.Same(first, current.Require());

        var equal = await offer.HandleAsync(first.Blend, Header(first, "equal"), heldOut, default);
        Assert.True(equal.TookOver);
        Assert.Equal(equal.Before, equal.Own);
        Assert.Equal("equal", current.Require().Version);
        Assert.Equal([("equal", "in use"), ("worse", "refused"), (first.Version, "replaced")], await OutcomesAsync(program));
    }

    [Fact]
    public async Task The_night_trains_once_however_many_nodes_there_are_and_says_what_it_did()
    {
        await using var program = await StartAsync();
        var night = new CountingJob();
        var due = DateTimeOffset.Parse("2026-11-21T02:30:00Z", CultureInfo.InvariantCulture);
        RunJob Node() => ActivatorUtilities.CreateInstance<RunJob>(program.Services);

        var did = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Node().OnceAsync(night, due, default)));
        Assert.Equal(1, did.Count(d => d));
        Assert.False(await Node().OnceAsync(night, due, default));
        Assert.True(await Node().OnceAsync(night, due.AddDays(1), default));

        Assert.Equal(2, night.Runs);
        var jobs = await program.Services.GetRequiredService<JobLedger>().LatestAsync(night.Kind, 10, default);
        Assert.Equal([("2026-11-22T02:30Z", "done", """{"runs":2}"""), ("2026-11-21T02:30Z", "done", """{"runs":1}""")], jobs.Select(job => (job.Slot!, job.Status, job.Result!)));
    }

    [Fact]
    public async Task What_a_node_left_undone_another_takes_over_and_what_fails_is_written_down()
    {
        await using var program = await StartAsync();
        var due = DateTimeOffset.Parse("2026-11-21T02:30:00Z", CultureInfo.InvariantCulture);
        var ledger = program.Services.GetRequiredService<JobLedger>();
        var run = program.Services.GetRequiredService<RunJob>();
        var left = await ledger.ClaimAsync("left", "2026-11-21T02:30Z", default);

        Assert.NotNull(left);
        Assert.False(await run.OnceAsync(new CountingJob("left"), due, default)); // it may still be at work
        await program.Database.WriteAsync(connection => connection.ExecuteAsync(
            "update jobs set heartbeat_at = heartbeat_at - 600000 where id = @left", new { left }, default), default);
        Assert.True(await run.OnceAsync(new CountingJob("left"), due, default));
        Assert.Equal((2, "done"), ((await ledger.LatestAsync("left", 1, default))[0].Attempts, (await ledger.LatestAsync("left", 1, default))[0].Status));

        Assert.True(await run.OnceAsync(new CountingJob("broken", "the disk is full"), due, default));
        Assert.Equal(("failed", "the disk is full"), ((await ledger.LatestAsync("broken", 1, default))[0].Status, (await ledger.LatestAsync("broken", 1, default))[0].Error));
    }

    [Fact]
    public async Task Rolling_back_is_one_command_and_a_running_server_picks_it_up()
    {
        await using var program = await StartAsync();
        var current = program.Services.GetRequiredService<CurrentModels>();
        var first = current.Require();
        await OfferAsync(program, first, "second");
        var visitor = program.NewVisitor();
        Assert.Equal("second", (await visitor.GetDataAsync("/api/v1/recommendations")).Text("model_version"));

        // Another process, over the same folder and database.
        var (code, output, _) = await CommandLine.RunAsync("models", "rollback", "--data", program.Folder, "--database", program.Services.GetRequiredService<MarqueeSettings>().Database);
        Assert.Equal(0, code);
        Assert.Contains($"{first.Version} is in use again; second was rolled back", output, StringComparison.Ordinal);

        for (var wait = 0; wait < 100 && current.Require().Version != first.Version; wait++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal(first.Version, (await visitor.GetDataAsync("/api/v1/recommendations")).Text("model_version"));

        var (again, _, error) = await CommandLine.RunAsync("models", "rollback", "--data", program.Folder, "--database", program.Services.GetRequiredService<MarqueeSettings>().Database);
        Assert.Equal(2, again);
        Assert.Contains("no version before", error, StringComparison.Ordinal);
        var (_, list, _) = await CommandLine.RunAsync("models", "--data", program.Folder, "--database", program.Services.GetRequiredService<MarqueeSettings>().Database);
        Assert.Matches($"{first.Version}.*in use", list);
        Assert.Matches("second.*rolled back", list);
    }

    [Fact]
    public async Task A_torn_or_foreign_file_is_refused_and_what_was_in_use_before_serves()
    {
        await using var program = await StartAsync();
        var first = program.Services.GetRequiredService<CurrentModels>().Require();
        await OfferAsync(program, first, "second");
        var (older, newer) = (Path.Combine(program.Folder, "models", $"blend-{first.Version}.model"), Path.Combine(program.Folder, "models", "blend-second.model"));
        var whole = await File.ReadAllBytesAsync(older, TestContext.Current.CancellationToken);

        await File.WriteAllBytesAsync(older, whole[..(whole.Length / 2)], TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidModelFileException>(() => program.Services.GetRequiredService<RollBackModels>().HandleAsync("blend", default));
        File.Copy(newer, older, overwrite: true);
        await Assert.ThrowsAsync<InvalidModelFileException>(() => program.Services.GetRequiredService<RollBackModels>().HandleAsync("blend", default));
        Assert.Equal([("second", "in use"), (first.Version, "replaced")], await OutcomesAsync(program));

        await File.WriteAllBytesAsync(older, whole, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(newer, [.. whole[..^1], (byte)~whole[^1]], TestContext.Current.CancellationToken);
        var loaded = await program.Services.GetRequiredService<PrepareModels>().LoadAsync(default);
        Assert.Equal(first.Version, loaded?.Version);
    }

    async Task<RunningProgram> StartAsync()
    {
        var program = await RunningProgram.StartPreparedAsync(kind);
        await program.ReadyAsync();
        return program;
    }

    static Task<Offer> OfferAsync(RunningProgram program, LoadedModels models, string version) =>
        program.Services.GetRequiredService<OfferModels>().HandleAsync(models.Blend, Header(models, version), new HeldOutPlays(0, []), default);

    static ModelHeader Header(LoadedModels like, string version) => like.Header with { Version = version, TrainedAt = like.Header.TrainedAt.AddMinutes(version.Length) };

    static async Task<List<(string, string)>> OutcomesAsync(RunningProgram program)
    {
        await using var connection = await program.Database.OpenAsync();
        return [.. (await connection.ModelVersionsAsync(default)).OrderBy(version => version.Outcome).Select(version => (version.Version, version.Outcome!))];
    }

    sealed class CountingJob(string kind = "count", string? failure = null) : IScheduledJob
    {
        int _runs;

        public int Runs => _runs;

        public string Kind => kind;

        public string Schedule => "0 30 3 * * ?";

        public Task<object> RunAsync(CancellationToken cancel) => failure is null
            ? Task.FromResult<object>(new { Runs = Interlocked.Increment(ref _runs) })
            : throw new IOException(failure);
    }

    public sealed class On_Sqlite() : TrainingAtNight(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : TrainingAtNight(DatabaseKind.PostgreSql);
}
