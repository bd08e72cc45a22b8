using System.CommandLine;
using System.Text.Json;

namespace Marquee.Commands.Evaluate;

/// <summary><c>marquee evaluate chart</c>: a picture of what <c>compare</c> wrote.</summary>
static class ChartCommand
{
    public static Command Create()
    {
        var from = new Option<string>("--from") { Description = "The .json that compare wrote.", Required = true };
        var goal = new Option<double?>("--goal") { Description = "A value to draw a dashed line at." };
        var to = new Option<string>("--out") { Description = "The .svg to write.", Required = true };
        var command = new Command("chart", "Draws what compare wrote: the deciding measure of every model with its interval.") { from, goal, to };
        command.SetAction(async (parsed, cancel) =>
        {
            var place = OutputPlace.Prepare(parsed.GetRequiredValue(to));
            await using var file = File.OpenRead(parsed.GetRequiredValue(from));
            using var comparison = await JsonDocument.ParseAsync(file, default, cancel);
            await File.WriteAllTextAsync(place, ComparisonChart.Draw(comparison.RootElement, parsed.GetValue(goal)), cancel);
            return MarqueeCommand.Done;
        });
        return command;
    }
}
