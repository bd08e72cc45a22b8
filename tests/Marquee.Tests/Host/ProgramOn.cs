using Marquee.Tests.Host;

[assembly: AssemblyFixture(typeof(ProgramOnSqlite))]
[assembly: AssemblyFixture(typeof(ProgramOnPostgreSql))]

namespace Marquee.Tests.Host;

/// <summary>
/// One program for all scenarios of a run on one kind of database, started by the first that asks for it. Scenarios do not meet:
/// each comes as a visitor of its own. Those that change the catalogue start a program of their own.
/// </summary>
public abstract class ProgramOn(DatabaseKind kind) : IAsyncDisposable
{
    readonly Lazy<Task<RunningProgram>> _program = new(() => StartAsync(kind));

    public DatabaseKind Kind => kind;

    public Task<RunningProgram> RunningAsync()
    {
        TestDatabase.SkipWithout(kind);
        return _program.Value;
    }

    /// <summary>Somebody who has never been here.</summary>
    public async Task<HttpClient> NewVisitorAsync() => (await RunningAsync()).NewVisitor();

    public async ValueTask DisposeAsync()
    {
        if (_program.IsValueCreated && _program.Value.IsCompletedSuccessfully)
            await (await _program.Value).DisposeAsync();
    }

    static async Task<RunningProgram> StartAsync(DatabaseKind kind)
    {
        var program = await RunningProgram.StartPreparedAsync(kind);
        await program.ReadyAsync();
        return program;
    }
}

public sealed class ProgramOnSqlite() : ProgramOn(DatabaseKind.Sqlite);

public sealed class ProgramOnPostgreSql() : ProgramOn(DatabaseKind.PostgreSql);
