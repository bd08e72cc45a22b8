using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Marquee.Web.Bench;

/// <summary>The program in a process of its own, on an empty folder: sample loaded, models trained, ready.</summary>
sealed class ServerUnderLoad : IAsyncDisposable
{
    readonly Process _process;
    readonly string _folder;
    readonly Uri _address;
    bool _isKept;

    ServerUnderLoad(Process process, string folder, Uri address) => (_process, _folder, _address) = (process, folder, address);

    /// <param name="kept">A data folder that is there already and stays; null: an empty one, deleted afterwards.</param>
    public static async Task<ServerUnderLoad> StartAsync(string? kept = null)
    {
        if (kept is not null && File.Exists(Path.Combine(kept, "marquee.db")))
        {
            var there = await RunAsync(Path.Combine(AppContext.BaseDirectory, "Marquee.dll"), kept, new Uri($"http://127.0.0.1:{FreePort()}"));
            there._isKept = true;
            return there;
        }

        var folder = kept is null ? Directory.CreateTempSubdirectory("marquee-bench-").FullName : Directory.CreateDirectory(kept).FullName;
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var program = Path.Combine(AppContext.BaseDirectory, "Marquee.dll");
        // Twice: a first start also trains, and what training leaves behind is not what an idle server holds.
        await (await RunAsync(program, folder, address)).StopAsync();
        var server = await RunAsync(program, folder, address);
        server._isKept = kept is not null;
        return server;
    }

    /// <summary>Somebody who has never been here.</summary>
    public HttpClient NewReader() => new(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = _address };

    /// <summary>What the process holds in memory now.</summary>
    public double ResidentMegabytes()
    {
        _process.Refresh();
        return _process.WorkingSet64 / 1e6;
    }

    /// <summary>A guest with thirty ratings; every client is somebody else, so that no two share an answer.</summary>
    public async Task<HttpClient> NewProfileAsync(int number)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = _address };
        var popular = await client.GetFromJsonAsync<JsonElement>("/api/v1/recommendations?model=popularity&limit=100");
        var titles = popular.GetProperty("data").GetProperty("recommendations").EnumerateArray().Select(title => title.GetProperty("title_id").GetString()).ToList();
        foreach (var (place, title) in titles.Where((_, place) => (place + number) % 3 == 0).Take(30).Index())
            (await client.PutAsJsonAsync($"/api/v1/titles/{title}/rating", new { rating = 5 + ((place + number) % 6) })).EnsureSuccessStatusCode();
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (!_isKept)
            Directory.Delete(_folder, recursive: true);
    }

    async Task StopAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    static async Task<ServerUnderLoad> RunAsync(string program, string folder, Uri address)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, "--data", folder, "--urls", address.ToString()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var ready = await process.StandardOutput.ReadLineAsync();
        return ready is not null
            ? new ServerUnderLoad(process, folder, address)
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The server ended with {process.ExitCode}."));
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
