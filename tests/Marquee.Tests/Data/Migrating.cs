using Marquee.Data;
using Marquee.Tests.Host;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marquee.Tests.Data;

public abstract class Migrating(DatabaseKind kind)
{
    [Fact]
    public async Task The_first_start_makes_every_table_and_the_second_finds_nothing_to_do()
    {
        await using var place = await TestDatabase.CreateAsync(kind, migrated: false);

        var first = await MigratorFor(place).MigrateAsync(TestContext.Current.CancellationToken);
        var second = await MigratorFor(place).MigrateAsync(TestContext.Current.CancellationToken);

        Assert.Contains("0001 catalogue", first);
        Assert.Empty(second);
    }

    [Fact]
    public async Task Nodes_that_start_at_once_apply_each_step_once()
    {
        await using var place = await TestDatabase.CreateAsync(kind, migrated: false);

        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            Task.Run(() => MigratorFor(place).MigrateAsync(TestContext.Current.CancellationToken))));

        Assert.Single(runs, steps => steps.Count > 0);
    }

    [Fact]
    public async Task A_schema_of_a_newer_program_is_refused_with_a_sentence()
    {
        await using var place = await TestDatabase.CreateAsync(kind);
        await place.Database.WriteAsync(connection => connection.ExecuteAsync(
            "insert into schema_migrations (number, name, applied_at) values (9999, 'tomorrow', 0)", null, TestContext.Current.CancellationToken));

        var refusal = await Assert.ThrowsAsync<DatabaseUnavailable>(() => MigratorFor(place).MigrateAsync(TestContext.Current.CancellationToken));

        Assert.Contains("newer Marquee", refusal.Message, StringComparison.Ordinal);
    }

    static Migrator MigratorFor(TestDatabase place) => new(place.Database, TimeProvider.System, NullLogger<Migrator>.Instance);

    public sealed class On_Sqlite() : Migrating(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : Migrating(DatabaseKind.PostgreSql);
}
