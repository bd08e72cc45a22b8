using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Marquee.Browser.Tests.Host;

/// <summary>The real program, as it was built, on a free port with a data folder of its own.</summary>
public sealed class RunningProgram : IAsyncDisposable
{
    static readonly HttpClient Http = new();

    readonly Process _process;
    readonly string _data;

    RunningProgram(Process process, string data, string address) => (_process, _data, Address) = (process, data, address);

    public string Address { get; }

    /// <summary>Starts it and waits until it answers; models may still be learning.</summary>
    /// <param name="arguments">Further ones, such as <c>--sample none</c>.</param>
    /// <param name="environment">What else the operator sets.</param>
    public static async Task<RunningProgram> StartAsync(IEnumerable<string>? arguments = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var data = Directory.CreateTempSubdirectory("marquee-browser-").FullName;
        var address = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo(Executable) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["serve", "--urls", address, "--data", data, .. arguments ?? []]) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var errors = new System.Text.StringBuilder();
        process.ErrorDataReceived += (_, line) => { lock (errors) errors.AppendLine(line.Data); };
        process.BeginErrorReadLine();

        var program = new RunningProgram(process, data, address);
        await program.UntilAsync("/health/live", TimeSpan.FromSeconds(30), () => { lock (errors) return errors.ToString(); });
        return program;
    }

    /// <summary>Waits until the first training is over.</summary>
    public Task UntilReadyAsync() => UntilAsync("/health/ready", TimeSpan.FromMinutes(4), () => "");

    public async Task RegisterAsync(string email, string password)
    {
        using var answer = await Http.PostAsJsonAsync(new Uri(Address + "/api/v1/auth/register"), new { email, password, display_name = "Olga" });
        answer.EnsureSuccessStatusCode();
    }

    async Task UntilAsync(string path, TimeSpan patience, Func<string> said)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await Http.GetAsync(new Uri(Address + path));
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException) { }
            if (_process.HasExited || clock.Elapsed > patience) throw new InvalidOperationException($"The program does not answer {path}. {said()}");
            await Task.Delay(100);
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The program's own build, of the configuration these tests were built in.</summary>
    static string Executable
    {
        get
        {
            var configuration = AppContext.BaseDirectory.Contains("/Debug/", StringComparison.Ordinal) ? "Debug" : "Release";
            return Path.Combine(Checkout, "src", "Marquee", "bin", configuration, "net10.0", "Marquee");
        }
    }

    public static string Checkout { get; } = Find();

    static string Find([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }
}
