using System.Diagnostics;
using System.Text.Json;

namespace Marquee.Tests.Commands;

/// <summary>Runs <c>marquee</c> as a person would: its own process, both outputs, the exit code.</summary>
sealed record CommandLine(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output as the one document it must be.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public double Number(string key) => Json.GetProperty(key).GetDouble();

    public static async Task<CommandLine> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Marquee.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CommandLine(process.ExitCode, await output, await error);
    }
}
