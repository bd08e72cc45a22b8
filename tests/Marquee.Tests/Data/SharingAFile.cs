using System.Diagnostics;
using Marquee.Data;
using Marquee.Tests.Host;

namespace Marquee.Tests.Data;

/// <summary>The server runs and somebody types a command: two programs, one SQLite file.</summary>
public sealed class SharingAFile
{
    [Fact]
    public async Task Two_programs_write_to_one_file_and_neither_fails()
    {
        await using var place = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var other = await Database.ConnectAsync(place.Database.Address.ConnectionString);

        await Task.WhenAll(from database in (Database[])[place.Database, other]
                           from n in Enumerable.Range(0, 50)
                           select Task.Run(() => AddSettingAsync(database, $"{database.GetHashCode()} {n}")));

        await using var connection = await other.OpenAsync();
        Assert.Equal(100, await connection.ScalarAsync<long>("select count(*) from settings", null, default));
    }

    [Fact]
    public async Task A_long_write_keeps_no_reader_waiting()
    {
        await using var place = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await AddSettingAsync(place.Database, "before");
        var reading = new TaskCompletionSource<long>();

        await place.Database.WriteAsync(async connection =>
        {
            await connection.ExecuteAsync("delete from settings", null, default);
            await using var reader = await place.Database.OpenAsync();
            reading.SetResult(await reader.ScalarAsync<long>("select count(*) from settings", null, default));
        });

        Assert.Equal(1, await reading.Task);
    }

    [Fact]
    public async Task Opening_costs_next_to_nothing()
    {
        await using var place = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        const int Times = 2000;
        for (var warm = 0; warm < Times; warm++)
            await (await place.Database.OpenAsync()).DisposeAsync();

        var started = Stopwatch.GetTimestamp();
        for (var n = 0; n < Times; n++)
            await (await place.Database.OpenAsync()).DisposeAsync();
        var each = Stopwatch.GetElapsedTime(started).TotalMicroseconds / Times;

        TestContext.Current.SendDiagnosticMessage($"a connection from the pool: {each:0} µs");
        Assert.InRange(each, 0, 2000);
    }

    static Task AddSettingAsync(Database database, string name) => database.WriteAsync(connection =>
        connection.ExecuteAsync("insert into settings (name, value, updated_at) values (@name, '', 0)", new { name }, default));
}
