using Marquee.Data;
using Marquee.Tests.Commands;
using Marquee.Tests.Host;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marquee.Tests.Backups;

/// <summary>An instance moves from a SQLite file to a PostgreSQL server and back, and nothing of it changes.</summary>
public sealed class MovingBetweenDatabases : IDisposable
{
    readonly string _folder = RunningProgram.NewFolder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task From_SQLite_to_PostgreSQL_and_back_every_row_of_every_table_is_the_same(bool portable)
    {
        TestDatabase.SkipWithout(DatabaseKind.PostgreSql);
        var cancel = TestContext.Current.CancellationToken;
        var (first, server, second) = (Path.Combine(_folder, "first"), (await TestDatabase.PlaceAsync(DatabaseKind.PostgreSql)).Connection, Path.Combine(_folder, "second"));
        IReadOnlyDictionary<string, IReadOnlyList<string>> before;
        await using (var database = await Database.ConnectAsync(Path.Combine(first, "marquee.db"), cancel))
        {
            await new Migrator(database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(cancel);
            await EveryTable.FillAsync(database, rows: 3, seed: 7, cancel);
            before = await EveryTable.ReadAsync(database, cancel);
        }

        var there = await CommandLine.RunAsync(["backup", "--data", first, "--to", Path.Combine(_folder, "there.zip"), "--json", .. portable ? ["--portable"] : Array.Empty<string>()]);
        Assert.True(there.ExitCode == 0, there.Error + there.Output);
        var moved = await CommandLine.RunAsync("restore", Path.Combine(_folder, "there.zip"), "--data", Path.Combine(_folder, "node"), "--database", server, "--json");
        Assert.True(moved.ExitCode == 0, moved.Error);
        await using (var database = await Database.ConnectAsync(server, cancel))
            Same(before, await EveryTable.ReadAsync(database, cancel));
        var back = await CommandLine.RunAsync("backup", "--data", Path.Combine(_folder, "node"), "--database", server, "--to", Path.Combine(_folder, "back.zip"), "--json");
        Assert.True(back.ExitCode == 0, back.Error + back.Output);
        var home = await CommandLine.RunAsync("restore", Path.Combine(_folder, "back.zip"), "--data", second, "--json");
        Assert.True(home.ExitCode == 0, home.Error);

        Assert.All(before.Where(table => table.Key != "data_protection_keys"), table => Assert.NotEmpty(table.Value));
        await using var after = await Database.ConnectAsync(Path.Combine(second, "marquee.db"), cancel);
        // On one machine these keys are files beside the database: they went there.
        Same(before.Where(table => table.Key != "data_protection_keys"), (await EveryTable.ReadAsync(after, cancel)).Where(table => table.Key != "data_protection_keys"));
        Assert.Equal(before["data_protection_keys"].Count, Directory.GetFiles(Path.Combine(second, "keys")).Length);
        Assert.Equal((before.Values.Sum(rows => rows.Count), true), (back.Json.GetProperty("rows").GetInt32(), back.Json.GetProperty("verified").GetBoolean()));
    }

    [Fact]
    public async Task New_keys_go_on_behind_those_that_came()
    {
        TestDatabase.SkipWithout(DatabaseKind.PostgreSql);
        var cancel = TestContext.Current.CancellationToken;
        var server = (await TestDatabase.PlaceAsync(DatabaseKind.PostgreSql)).Connection;
        await using (var database = await Database.ConnectAsync(Path.Combine(_folder, "marquee.db"), cancel))
        {
            await new Migrator(database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(cancel);
            await EveryTable.FillAsync(database, rows: 5, seed: 11, cancel);
        }

        await CommandLine.RunAsync("backup", "--data", _folder, "--to", Path.Combine(_folder, "b.zip"));
        await CommandLine.RunAsync("restore", Path.Combine(_folder, "b.zip"), "--data", Path.Combine(_folder, "node"), "--database", server);

        await using var moved = await Database.ConnectAsync(server, cancel);
        var id = await moved.WriteAsync(connection => connection.ScalarAsync<long>("insert into genres (name) values ('a new one') returning id", null, cancel), cancel);
        Assert.Equal(6, id);
    }

    static void Same(IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> expected, IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> actual)
    {
        var found = actual.ToDictionary();
        foreach (var (table, rows) in expected)
            Assert.Equal((table, string.Concat(rows)), (table, string.Concat(found[table])));
        Assert.Equal(expected.Count(), found.Count);
    }
}
