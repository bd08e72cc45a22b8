using System.IO.Compression;
using System.Text;
using Dapper;
using Marquee.Data;
using Marquee.Tests.Commands;
using Marquee.Tests.Host;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marquee.Tests.Backups;

/// <summary><c>marquee backup</c> and <c>marquee restore</c>, run as a person would.</summary>
public abstract class BackingUp(DatabaseKind kind) : IAsyncLifetime
{
    string _data = "", _connection = "";

    string File(string name) => Path.Combine(_data, name);

    public async ValueTask InitializeAsync()
    {
        TestDatabase.SkipWithout(kind);
        (_data, _connection) = await (await PreparedSample.Of(kind)).CopyAsync();
    }

    public ValueTask DisposeAsync()
    {
        if (_data.Length > 0)
            Directory.Delete(_data, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Beside_a_server_that_writes_all_the_time_a_backup_is_of_one_moment_and_proves_good()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = await Database.ConnectAsync(_connection, cancel);
        using var enough = new CancellationTokenSource();
        // Two rows that are always the same, for whoever sees one moment.
        var writing = Task.Run(async () =>
        {
            for (var turn = 0; !enough.IsCancellationRequested; turn++)
                await database.WriteAsync(async connection =>
                {
                    foreach (var name in new[] { "a", "z" })
                        await connection.ExecuteAsync("insert into settings (name, value, updated_at) values (@name, @turn, 0) on conflict (name) do update set value = excluded.value", new { name, turn = turn.ToString(System.Globalization.CultureInfo.InvariantCulture) });
                }, CancellationToken.None);
        }, cancel);

        var made = await BackUpAsync("--to", File("now.zip"));
        await enough.CancelAsync();
        await writing;
        Assert.True(made.ExitCode == 0, made.Error + made.Output);
        Assert.True(made.Json.GetProperty("verified").GetBoolean());
        var restored = await CommandLine.RunAsync("restore", File("now.zip"), "--data", File("elsewhere"), "--json");

        Assert.True(restored.ExitCode == 0, restored.Error);
        await using var elsewhere = await Database.ConnectAsync(File("elsewhere/marquee.db"), cancel);
        await using var read = await elsewhere.OpenAsync(cancel);
        var pair = (await read.QueryAsync<string>("select value from settings where name in ('a', 'z')")).ToList();
        Assert.Equal((2, 1), (pair.Count, pair.Distinct().Count()));
        Assert.True(await read.ExecuteScalarAsync<long>("select count(*) from titles") > 9_000);
        Assert.True(System.IO.File.Exists(Directory.GetFiles(File("elsewhere/models"), "*", SearchOption.AllDirectories).FirstOrDefault() ?? ""), "models came along");
    }

    [Fact]
    public async Task A_restored_instance_serves_what_was_backed_up()
    {
        Assert.Equal(0, (await BackUpAsync("--to", File("b.zip"))).ExitCode);
        var (target, folder) = await TestDatabase.PlaceAsync(kind);
        var restored = await CommandLine.RunAsync("restore", File("b.zip"), "--data", folder ?? File("node"), "--database", target);
        Assert.True(restored.ExitCode == 0, restored.Error);

        await using var program = await RunningProgram.StartAsync(folder ?? File("node"), target, withSample: true);
        await program.ReadyAsync();
        using var found = await program.NewVisitor().GetAsync("/api/v1/search?q=heat");

        Assert.Contains("Heat", await found.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_empty_is_replaced_only_by_its_name_and_kept_aside()
    {
        Assert.Equal(0, (await BackUpAsync("--to", File("b.zip"))).ExitCode);
        var name = kind == DatabaseKind.Sqlite ? "marquee.db" : new Npgsql.NpgsqlConnectionStringBuilder(_connection).Database!;

        var refused = await RestoreAsync(File("b.zip"));
        var wrong = await RestoreAsync(File("b.zip"), "--replace", "another");
        var meant = await RestoreAsync(File("b.zip"), "--replace", name, "--json");

        Assert.True((refused.ExitCode, wrong.ExitCode, meant.ExitCode) == (2, 2, 0), refused.Error + wrong.Error + meant.Error);
        Assert.Contains($"--replace {name}", refused.Error, StringComparison.Ordinal);
        Assert.Contains("9,", refused.Error, StringComparison.Ordinal);
        Assert.True(System.IO.File.Exists(meant.Json.GetProperty("kept_aside").GetString()));
    }

    [Fact]
    public async Task A_database_that_a_server_has_open_is_not_replaced()
    {
        Assert.Equal(0, (await BackUpAsync("--to", File("b.zip"))).ExitCode);
        var name = kind == DatabaseKind.Sqlite ? "marquee.db" : new Npgsql.NpgsqlConnectionStringBuilder(_connection).Database!;
        await using var database = await Database.ConnectAsync(_connection, TestContext.Current.CancellationToken);
        await using var open = await database.OpenAsync(TestContext.Current.CancellationToken);
        await open.ExecuteScalarAsync<long>("select count(*) from titles");

        var refused = await RestoreAsync(File("b.zip"), "--replace", name);

        Assert.True(refused.ExitCode == 2, $"{refused.ExitCode} {refused.Error} {refused.Output}");
        Assert.Contains("stop", refused.Error, StringComparison.Ordinal);
        Assert.True(await open.ExecuteScalarAsync<long>("select count(*) from titles") > 9_000);
    }

    [Fact]
    public async Task Damaged_strange_and_newer_backups_are_refused_with_a_sentence_and_change_nothing()
    {
        Assert.Equal(0, (await BackUpAsync("--to", File("b.zip"))).ExitCode);
        await System.IO.File.WriteAllTextAsync(File("text.zip"), "no zip at all");
        Rewrite("newer.zip", manifest => manifest.Replace("\"migrations\": [", "\"migrations\": [ 9999,", StringComparison.Ordinal));
        Rewrite("outside.zip", manifest => manifest.Replace("\"path\": \"models/", "\"path\": \"../models/", StringComparison.Ordinal), entry => entry.Replace("files/models/", "files/../models/", StringComparison.Ordinal));
        var bytes = await System.IO.File.ReadAllBytesAsync(File("b.zip"));
        // In the middle of the largest entry: the copy of the file, or the ratings of the population.
        bytes.AsSpan(bytes.Length / 3, 400).Fill(0x55);
        await System.IO.File.WriteAllBytesAsync(File("scratched.zip"), bytes);

        foreach (var (file, says) in new[] { ("text.zip", "no backup"), ("newer.zip", "newer Marquee"), ("scratched.zip", ""), ("none.zip", "no file") })
        {
            var refused = await CommandLine.RunAsync("restore", File(file), "--data", File("into"));
            Assert.True(refused.ExitCode == 2 && refused.Error.Contains(says, StringComparison.Ordinal), $"{file}: {refused.ExitCode} {refused.Error}");
            Assert.False(System.IO.File.Exists(File("into/marquee.db")), file);
        }

        var outside = await CommandLine.RunAsync("restore", File("outside.zip"), "--data", File("into2"));
        Assert.Equal(2, outside.ExitCode);
        Assert.False(Directory.Exists(File("models-outside")) || System.IO.File.Exists(File("into2/../models/models")));
        Assert.Equal((1, 0), ((await CommandLine.RunAsync("backup", "verify", File("scratched.zip"))).ExitCode, (await CommandLine.RunAsync("backup", "verify", File("b.zip"))).ExitCode));
    }

    [Fact]
    public async Task One_of_an_older_program_is_brought_up_to_this_one()
    {
        var cancel = TestContext.Current.CancellationToken;
        var (connection, folder) = await TestDatabase.PlaceAsync(kind);
        int[] older = [.. Migrator.KnownTo(Dialect.Sqlite).Where(number => number <= 50)];
        await using (var database = await Database.ConnectAsync(connection, cancel))
            await database.WriteAsync(async write =>
            {
                await new Migrator(database, TimeProvider.System, NullLogger<Migrator>.Instance).ApplyOnlyAsync(write, older, cancel);
                // The step that brought tracking makes sums of what was there.
                await write.ExecuteAsync(
                    """
                    insert into profiles (id, kind, display_name, created_at, last_seen_at) values (1, 'guest', 'Ann', 0, 0);
                    insert into titles (id, kind, title, sort_title, match_key, created_at, metadata_updated_at) values (1, 'film', 'Heat', 'Heat', 'heat', 0, 0);
                    insert into plays (profile_id, title_id, precision, source, created_at) values (1, 1, 'unknown', 'manual', 5);
                    """);
            }, cancel);

        var made = await CommandLine.RunAsync("backup", "--data", folder ?? File("old"), "--database", connection, "--to", File("old.zip"), "--json");
        Assert.True(made.ExitCode == 0, made.Error + made.Output);
        foreach (var other in Enum.GetValues<DatabaseKind>())
        {
            var (target, into) = await TestDatabase.PlaceAsync(other);
            var restored = await CommandLine.RunAsync("restore", File("old.zip"), "--data", into ?? File("new"), "--database", target, "--json");

            Assert.True(restored.ExitCode == 0, restored.Error);
            Assert.Contains("0060 tracking", restored.Output, StringComparison.Ordinal);
            await using var database = await Database.ConnectAsync(target, cancel);
            await using var read = await database.OpenAsync(cancel);
            Assert.Equal(1, await read.ExecuteScalarAsync<long>("select plays from tracked_titles where profile_id = 1 and title_id = 1"));
        }
    }

    Task<CommandLine> BackUpAsync(params string[] more) => CommandLine.RunAsync(["backup", "--data", _data, "--database", _connection, "--json", .. more]);

    Task<CommandLine> RestoreAsync(string file, params string[] more) => CommandLine.RunAsync(["restore", file, "--data", _data, "--database", _connection, .. more]);

    // The same archive with another manifest.
    void Rewrite(string name, Func<string, string> manifest, Func<string, string>? entry = null)
    {
        using var from = ZipFile.OpenRead(File("b.zip"));
        using var to = ZipFile.Open(File(name), ZipArchiveMode.Create);
        foreach (var old in from.Entries)
        {
            using var read = old.Open();
            using var write = to.CreateEntry(entry?.Invoke(old.FullName) ?? old.FullName, CompressionLevel.Fastest).Open();
            if (old.FullName != "manifest.json")
                read.CopyTo(write);
            else
                write.Write(Encoding.UTF8.GetBytes(manifest(new StreamReader(read).ReadToEnd())));
        }
    }

    public sealed class On_Sqlite() : BackingUp(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : BackingUp(DatabaseKind.PostgreSql);
}
