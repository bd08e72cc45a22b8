using System.CommandLine;
using Marquee.Engine.Data;
using Marquee.Engine.Evaluation;
using Marquee.Engine.Models;

namespace Marquee.Commands.Evaluate;

/// <summary><c>marquee evaluate synthesize</c>: a rating file of any size, for measuring cost where nobody gives the data.</summary>
static class SynthesizeCommand
{
    static readonly Option<string> Like = new("--like") { Description = "A rating file; the invented one is of its shape.", Required = true };
    static readonly Option<int> Times = new("--times") { Description = "How many invented users for each real one.", DefaultValueFactory = _ => 1 };
    static readonly Option<string> Out = new("--out") { Description = "The file to write; gzipped when it ends with .gz.", Required = true };
    static readonly Option<int> Seed = new("--seed") { Description = "Seeds every random choice.", DefaultValueFactory = _ => 42 };

    public static Command Create()
    {
        var command = new Command("synthesize", "Invents a rating file of the shape of a real one, some times its size. There is no taste in it.") { Like, Times, Out, Seed };
        command.SetWork((parsed, cancel) => Run(parsed, cancel));
        return command;
    }

    static int Run(ParseResult parsed, CancellationToken cancel)
    {
        var place = OutputPlace.Prepare(parsed.GetRequiredValue(Out));
        var times = parsed.GetValue(Times);
        if (times < 1)
            throw new InvalidOptionException("--times is 1 or more.");
        var invented = SyntheticPopulation.Like(RatingFiles.Read(parsed.GetRequiredValue(Like), cancel), times, parsed.GetValue(Seed));
        RatingFileWriter.Write(place, invented);
        Console.WriteLine($"{place}: {invented.Count} ratings of {invented.Users.Count} users and {invented.Items.Count} items");
        return MarqueeCommand.Done;
    }
}
