using System.CommandLine;

namespace Marquee.Commands.Evaluate;

/// <summary><c>marquee evaluate …</c>: how good models are, on files that somebody else or <c>split</c> made.</summary>
static class EvaluateCommand
{
    public static Command Create() => new("evaluate", "Measures models: on rankings, ratings, the next title; side by side; at growing size.")
    {
        RankingCommand.Create(),
        RatingCommand.Create(),
        NextCommand.Create(),
        CompareCommand.Create(),
        GrowthCommand.Create(),
        ChartCommand.Create(),
        SplitCommand.Create(),
        ScalingCommand.Create(),
        SynthesizeCommand.Create(),
    };
}
