using System.CommandLine;
using System.Globalization;
using Marquee.Engine.Kernels;
using Spectre.Console;

namespace Marquee.Commands.Bench;

/// <summary><c>marquee bench kernels</c>: every kernel in every variant beside what the machine can do at most.</summary>
static class KernelsBenchCommand
{
    static readonly Option<int> Threads = new("--threads") { Description = "The larger number of threads to measure; 0: one a processor.", DefaultValueFactory = _ => 0 };
    static readonly Option<bool> Json = new("--json") { Description = "Answers with one JSON document." };

    public static Command Create()
    {
        var command = new Command("kernels", "GFLOP/s of each kernel and variant, beside the measured peak and memory bandwidth.") { Threads, Json };
        command.SetWork((parsed, cancel) => Run(parsed, cancel));
        return command;
    }

    static int Run(ParseResult parsed, CancellationToken cancel)
    {
        var threads = parsed.GetValue(Threads) > 0 ? parsed.GetValue(Threads) : Environment.ProcessorCount;
        var speeds = KernelSpeeds.Measure(threads, cancel).ToArray();
        var memory = new[] { 1, threads }.Distinct().Select(t => new MemorySpeed(t, Math.Round(MachineLimits.MemoryGigabytes(t), 1))).ToArray();
        if (parsed.GetValue(Json))
            Answer.WriteJson(new Speeds(
                Simd.Widest.ToString(),
                [.. speeds.Select(s => new Speed(s.Kernel, s.Variant.ToString(), s.Threads, Math.Round(s.Gflops, 1), Math.Round(s.Peak, 1), Math.Round(s.Share, 3)))],
                memory));
        else
            WriteTables(speeds, memory);
        return MarqueeCommand.Done;
    }

    static void WriteTables(KernelSpeed[] speeds, MemorySpeed[] memory)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("kernel", "variant", "threads", "GFLOP/s", "peak", "share");
        foreach (var column in table.Columns.Skip(2))
            column.RightAligned();
        foreach (var s in speeds)
            table.AddRow(s.Kernel, s.Variant.ToString(), s.Threads.ToString(CultureInfo.InvariantCulture), Number(s.Gflops), Number(s.Peak), s.Share.ToString("P0", CultureInfo.InvariantCulture));
        AnsiConsole.Write(table);
        foreach (var m in memory)
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"memory, {m.Threads} thread(s): {m.GigabytesPerSecond} GB/s");
    }

    static string Number(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    sealed record Speeds(string Widest, Speed[] Kernels, MemorySpeed[] Memory);

    sealed record Speed(string Kernel, string Variant, int Threads, double Gflops, double PeakGflops, double Share);

    sealed record MemorySpeed(int Threads, double GigabytesPerSecond);
}
