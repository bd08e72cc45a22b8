using Marquee.Data;
using Marquee.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Host;

/// <summary>The real program, listening on a port of its own over a database of its own.</summary>
public sealed class RunningProgram : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly string _folder;

    RunningProgram(WebApplication app, string folder) => (_app, _folder) = (app, folder);

    /// <summary>Where it answers, such as <c>http://127.0.0.1:41234</c>.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>Its parts, for what a scenario cannot see through the front door.</summary>
    public IServiceProvider Services => _app.Services;

    public Database Database => Services.GetRequiredService<Database>();

    public string Folder => _folder;

    /// <summary>Starts on a copy of the prepared sample: catalogue loaded, models trained. Well under a second.</summary>
    public static async Task<RunningProgram> StartPreparedAsync(DatabaseKind kind, Func<MarqueeSettings, MarqueeSettings>? with = null)
    {
        var prepared = await PreparedSample.Of(kind);
        var (folder, connection) = await prepared.CopyAsync();
        return await StartAsync(folder, connection, withSample: true, with);
    }

    /// <summary>Starts on nothing: an empty folder, an empty database.</summary>
    public static async Task<RunningProgram> StartEmptyAsync(DatabaseKind kind, bool withSample = false, Func<MarqueeSettings, MarqueeSettings>? with = null, Action<WebApplication>? also = null)
    {
        var (connection, folder) = await TestDatabase.PlaceAsync(kind);
        return await StartAsync(folder ?? NewFolder(), connection, withSample, with, also);
    }

    /// <summary>Ends when the program says that it is ready.</summary>
    public Task ReadyAsync() => Services.GetRequiredService<Readiness>().WhenReady;

    /// <summary>Somebody new: a browser with its own cookies, which follows no redirect by itself.</summary>
    public HttpClient NewVisitor() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = Address };

    internal static string NewFolder() => Directory.CreateTempSubdirectory("marquee-").FullName;

    /// <summary>Starts on what is there; <paramref name="with"/> is what else the operator sets, <paramref name="also"/> what a careless developer adds.</summary>
    internal static async Task<RunningProgram> StartAsync(string folder, string connection, bool withSample, Func<MarqueeSettings, MarqueeSettings>? with = null, Action<WebApplication>? also = null)
    {
        // No test asks a real service, whatever the environment says.
        var settings = new MarqueeSettings("http://127.0.0.1:0", folder, connection, withSample) { TmdbKey = null, OmdbKey = null };
        settings = with?.Invoke(settings) ?? settings;
        var app = await MarqueeApp.CreateAsync(settings);
        also?.Invoke(app);
        await MarqueeApp.StartAsync(app, settings);
        return new RunningProgram(app, folder);
    }

    /// <summary>Stops and leaves the folder where it is.</summary>
    internal async Task StopAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
