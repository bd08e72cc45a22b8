using System.CommandLine;
using System.Diagnostics;
using Marquee.Commands.Evaluate;
using Marquee.Engine.Data;
using Marquee.Engine.Evaluation;
using Marquee.Engine.Models;

namespace Marquee.Commands.Bench;

/// <summary>What a benchmark works on: a file of ratings, or an invented population of a given shape.</summary>
sealed class BenchInput
{
    readonly Option<string?> _file = new("--interactions") { Description = "A file of ratings." };
    readonly Option<string?> _shape = new("--shape") { Description = "Instead of a file: invent users, items and interactions, such as 136677x20108x9500000." };

    public void AddTo(Command command)
    {
        command.Options.Add(_file);
        command.Options.Add(_shape);
    }

    /// <summary>Reads or invents, and makes both orders of the matrix; says how long that took.</summary>
    public (Interactions Interactions, double Seconds) Read(ParseResult parsed, int seed, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var interactions = (parsed.GetValue(_file), parsed.GetValue(_shape)) switch
        {
            ({ } file, null) => RatingFiles.Read(file, cancel),
            (null, { } shape) => Shape(shape).Make(seed),
            _ => throw new InvalidOptionException("Say what to work on: either --interactions FILE or --shape USERSxITEMSxINTERACTIONS."),
        };
        _ = interactions.ByItem;
        return (interactions, watch.Elapsed.TotalSeconds);
    }

    static SyntheticShape Shape(string text)
    {
        try
        {
            return SyntheticShape.Parse(text);
        }
        catch (FormatException e)
        {
            throw new InvalidOptionException(e.Message);
        }
    }
}
