using System.Diagnostics;
using System.Globalization;

namespace Marquee.Tests.Commands;

public sealed class StoppingACommand : IDisposable
{
    const string Interrupt = "INT"; // what Ctrl+C sends

    readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task A_long_training_ends_soon_after_it_is_interrupted()
    {
        await File.WriteAllLinesAsync(_file, ["user,item,rating", .. Enumerable.Range(0, 50_000).Select(i => $"{i % 500},{i * 7 % 997},{1 + (i % 5)}")], TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Marquee.dll"), "bench", "train", "--model", "als", "--interactions", _file, "--set", "iterations=1000", "--set", "factors=256"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        // Early enough to meet the program while it reads or trains, late enough for it to have begun.
        while (process.TotalProcessorTime < TimeSpan.FromSeconds(3))
            await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.False(process.HasExited);
        await Process.Start("kill", ["-" + Interrupt, process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExitAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.NotEqual(0, process.ExitCode);
        Assert.Contains("Stopped.", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
