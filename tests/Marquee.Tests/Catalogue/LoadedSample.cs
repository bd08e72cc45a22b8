using System.Diagnostics;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Tests.Host;

namespace Marquee.Tests.Catalogue;

/// <summary>The sample, loaded once for a class of scenarios.</summary>
public abstract class LoadedSample(DatabaseKind kind) : IAsyncLifetime
{
    TestDatabase _place = null!;

    internal DatabaseKind Kind => kind;

    internal Database Database => _place.Database;

    internal CatalogueHandlers Catalogue { get; private set; } = null!;

    internal TimeSpan FirstLoad { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _place = await TestDatabase.CreateAsync(kind);
        Catalogue = new CatalogueHandlers(Database);
        var started = Stopwatch.GetTimestamp();
        Assert.True(await Catalogue.LoadSample.HandleAsync(CatalogueHandlers.Samples, new RisingProgress(), default));
        FirstLoad = Stopwatch.GetElapsedTime(started);
    }

    public ValueTask DisposeAsync() => _place?.DisposeAsync() ?? ValueTask.CompletedTask;
}

public sealed class LoadedSampleOnSqlite() : LoadedSample(DatabaseKind.Sqlite);

public sealed class LoadedSampleOnPostgreSql() : LoadedSample(DatabaseKind.PostgreSql);

/// <summary>Progress that fails the test when it goes back.</summary>
sealed class RisingProgress : IProgress<LoadProgress>
{
    double _last;

    public void Report(LoadProgress value)
    {
        Assert.True(value.Share >= _last, "progress never goes back");
        _last = value.Share;
    }
}
