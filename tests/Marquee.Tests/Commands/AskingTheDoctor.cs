using Marquee.Data;
using Marquee.Platform;
using Marquee.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Commands;

/// <summary><c>marquee doctor</c> as an operator runs it: what it looks at, and that it says what to do.</summary>
public sealed class AskingTheDoctor
{
    [Fact]
    public async Task It_looks_at_keys_disk_database_models_catalogue_and_jobs_and_says_what_to_do()
    {
        await using var program = await RunningProgram.StartPreparedAsync(DatabaseKind.Sqlite);
        await program.ReadyAsync();
        string[] place = ["--data", program.Folder, "--database", program.Services.GetRequiredService<MarqueeSettings>().Database];

        var well = await CommandLine.RunAsync(["doctor", .. place, "--json"]);

        var findings = well.Json.GetProperty("findings").EnumerateArray().ToDictionary(f => f.GetProperty("subject").GetString()!, f => (Fine: f.GetProperty("fine").GetBoolean(), Says: f.GetProperty("says").GetString()!));
        Assert.All((string[])["Machine", "Data folder", "Database", "Database file", "Database answer", "Catalogue", "Search", "Populations", "Models", "TMDB", "OMDb", "Jobs"], subject => Assert.True(findings[subject].Fine, $"{subject}: {findings[subject].Says}"));
        Assert.Contains("MARQUEE_TMDB_KEY", findings["TMDB"].Says, StringComparison.Ordinal);
        Assert.Contains("MARQUEE_OMDB_KEY", findings["OMDb"].Says, StringComparison.Ordinal);
        Assert.Equal(0, well.ExitCode);

        var now = TimeProvider.System.GetUtcNow();
        await program.Database.WriteAsync(connection => connection.ExecuteAsync(
            """
            insert into jobs (kind, slot, status, attempts, run_at, started_at, heartbeat_at, finished_at, error) values ('train-models', 'x', 'failed', 1, @now, @now, @now, @now, 'The disk is full.');
            insert into settings (name, value, updated_at) values ('jobs.paused.tmdb-changes', 'paused', @now);
            """, new { now }, default));
        var ill = await CommandLine.RunAsync(["doctor", .. place]);

        Assert.NotEqual(0, ill.ExitCode);
        Assert.Matches("LOOK  Job train-models: Failed .*The disk is full.* run it at /admin/jobs/train-models", ill.Output);
        Assert.Contains("paused: tmdb-changes", ill.Output, StringComparison.Ordinal);
    }
}
