using System.CommandLine;
using System.Globalization;
using System.Text;
using Marquee.Engine;
using Marquee.Engine.Data;
using Marquee.Engine.Evaluation;
using Marquee.Engine.Models;
using Spectre.Console;

namespace Marquee.Commands.Evaluate;

/// <summary>
/// <c>marquee evaluate scaling</c>: seconds of training on invented populations of growing size, as a table and a chart. Processor seconds of all threads together are
/// shown, because they hardly feel what else the machine is doing; the JSON document has the clock's too.
/// </summary>
static class ScalingCommand
{
    static readonly Option<string> Like = new("--like") { Description = "A rating file; the invented populations are of its shape.", Required = true };
    static readonly Option<string> Models = new("--models") { Description = "The models, separated by commas; label=name for a model twice. Options: --set label.key=value.", Required = true };
    static readonly Option<string> Times = new("--times") { Description = "How many invented users for each real one, separated by commas.", DefaultValueFactory = _ => "1,2,4,8" };
    static readonly Option<string> Out = new("--out") { Description = "Where to write, without ending: .md and .svg are added.", DefaultValueFactory = _ => "scaling" };

    public static Command Create()
    {
        var model = new ModelArguments();
        var command = new Command("scaling", "How the cost of training grows with the number of ratings.") { Like, Models, Times, Out };
        model.AddTo(command, oneModel: false);
        command.SetWork((parsed, cancel) => RunAsync(model, parsed, cancel));
        return command;
    }

    static async Task<int> RunAsync(ModelArguments model, ParseResult parsed, CancellationToken cancel)
    {
        var place = OutputPlace.Prepare(parsed.GetRequiredValue(Out));
        var run = model.Run(parsed, cancel);
        var choices = ModelChoice.Several(parsed.GetRequiredValue(Models), parsed.GetRequiredValue(model.Set));
        var real = RatingFiles.Read(parsed.GetRequiredValue(Like), cancel);
        var sizes = parsed.GetRequiredValue(Times).Split(',').Select(SizeOf).Select(times => Measure(real, times, choices, run)).ToArray();

        var names = choices.Select(choice => choice.Label).ToArray();
        await File.WriteAllTextAsync(place + ".md", Markdown(names, sizes), cancel);
        await File.WriteAllTextAsync(place + ".svg", ScalingChart.Draw(names, sizes), cancel);
        if (parsed.GetValue(model.Json))
            Answer.WriteJson(sizes);
        else
            AnsiConsole.Write(new Text(Markdown(names, sizes)));
        return MarqueeCommand.Done;
    }

    static int SizeOf(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var times) && times > 0
        ? times
        : throw new InvalidOptionException($"--times takes whole numbers from 1 separated by commas, not '{text}'.");

    static ScalingSize Measure(Interactions real, int times, ModelChoice[] choices, TrainingRun run)
    {
        var invented = SyntheticPopulation.Like(real, times, run.Seed);
        var seconds = new OrderedDictionary<string, double>();
        var cpuSeconds = new OrderedDictionary<string, double>();
        foreach (var choice in choices)
        {
            // The smallest size is trained twice and the first time thrown away: it pays for the runtime's compilation.
            if (times == 1)
                choice.Train(invented, ItemDescriptions.None, run);
            Console.Error.WriteLine($"{choice.Label} on {invented.Count} ratings …");
            var before = Environment.CpuUsage.TotalTime;
            seconds[choice.Label] = Math.Round(choice.Train(invented, ItemDescriptions.None, run).Seconds, 3);
            cpuSeconds[choice.Label] = Math.Round((Environment.CpuUsage.TotalTime - before).TotalSeconds, 3);
        }

        return new ScalingSize(times, invented.Users.Count, invented.Count, seconds, cpuSeconds);
    }

    static string Markdown(string[] names, ScalingSize[] sizes)
    {
        var text = new StringBuilder();
        text.Append("| size | users | ratings | ").AppendJoin(" | ", names.Select(name => $"{name}, CPU s | × smallest")).Append(" |\n|--:|--:|--:|").Insert(text.Length, "--:|--:|", names.Length).Append('\n');
        foreach (var size in sizes)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {size.Times} × | {size.Users:N0} | {size.Ratings:N0} |");
            foreach (var name in names)
                text.Append(CultureInfo.InvariantCulture, $" {size.CpuSeconds[name]:0.00} | {size.CpuSeconds[name] / sizes[0].CpuSeconds[name]:0.0} |");
            text.Append('\n');
        }

        return text.ToString();
    }
}

/// <summary>Seconds of training at one size, by model: the clock's, and those of all threads together.</summary>
sealed record ScalingSize(int Times, int Users, int Ratings, IReadOnlyDictionary<string, double> Seconds, IReadOnlyDictionary<string, double> CpuSeconds);
