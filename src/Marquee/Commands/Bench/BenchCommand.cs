using System.CommandLine;

namespace Marquee.Commands.Bench;

/// <summary><c>marquee bench …</c>: how fast the engine is on this machine.</summary>
static class BenchCommand
{
    public static Command Create() => new("bench", "Measures speed: of training, of ranking for everybody, of answering one person, and of the kernels beside the machine's limits.")
    {
        TrainBenchCommand.Create(),
        TopBenchCommand.Create(),
        FoldInBenchCommand.Create(),
        KernelsBenchCommand.Create(),
    };
}
