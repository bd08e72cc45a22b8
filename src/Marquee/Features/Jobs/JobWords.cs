using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Marquee.Platform.Jobs;

namespace Marquee.Features.Jobs;

/// <summary>Schedules, results and spans as people read them.</summary>
static partial class JobWords
{
    /// <summary>"every night at 03:10" of <c>0 10 3 * * ?</c>; an expression of another shape stays as it is.</summary>
    public static string When(string schedule) => schedule.Split(' ') switch
    {
        ["0", ['*' or '0', '/', .. var minutes], "*", "*", "*", "?"] => $"every {minutes} minutes",
        ["0", var minute, "*", "*", "*", "?"] when Number(minute) => $"every hour at {minute} past",
        ["0", var minute, ['*' or '0', '/', .. var hours], "*", "*", "?"] when Number(minute) => $"every {hours} hours",
        ["0", var minute, var hour, "*", "*", "?"] when Number(minute) && Number(hour) => $"every day at {Clock(hour, minute)}",
        ["0", var minute, var hour, "?", "*", var day] when Number(minute) && Number(hour) => $"every {day.ToLowerInvariant()} at {Clock(hour, minute)}",
        _ => schedule,
    };

    /// <summary>"12 fresh, 1 unknown" of <c>{"fresh":12,"unknown":1}</c>; what is 0 or not said is left out.</summary>
    public static string Did(JsonElement? result)
    {
        if (result is not { ValueKind: JsonValueKind.Object } said)
            return "";
        var parts = said.EnumerateObject().Select(part => (Name: Spaced().Replace(part.Name, " $1").ToLowerInvariant(), part.Value)).Select(part => part.Value.ValueKind switch
        {
            JsonValueKind.Number when part.Value.TryGetInt64(out var whole) => whole == 0 ? null : $"{whole.ToString("N0", CultureInfo.InvariantCulture)} {part.Name}",
            JsonValueKind.Number => $"{part.Name} {part.Value.GetDouble().ToString("0.###", CultureInfo.InvariantCulture)}",
            JsonValueKind.String => $"{part.Name} {part.Value.GetString()}",
            JsonValueKind.True => part.Name,
            _ => null,
        }).OfType<string>().ToList();
        return parts.Count == 0 ? "nothing to do" : string.Join(", ", parts);
    }

    public static string Took(double seconds) => seconds switch
    {
        < 1 => "less than a second",
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 6000 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.#} h"),
    };

    /// <summary>What is to be said of a run in a line.</summary>
    public static string Of(JobRun run, DateTimeOffset now) => run.Status switch
    {
        "waiting" => "Waits for a node to take it.",
        "running" => run.Progress is { } step ? $"At work: {Step(step)}" : "At work.",
        "silent" => $"{run.Node} has given no sign of life for minutes; another node takes over.",
        "failed" => $"Failed {Since(run, now)}: {run.Error}",
        _ => $"Done {Since(run, now)}{(run.Seconds is { } seconds ? $" in {Took(seconds)}" : "")}: {Did(run.Result)}.",
    };

    static string Step(JobStep step) => string.Join(", ", new[]
    {
        step.Words,
        step.Total > 0 ? string.Create(CultureInfo.InvariantCulture, $"{step.Done:N0} of {step.Total:N0}") : step.Done > 0 ? step.Done.ToString("N0", CultureInfo.InvariantCulture) : null,
    }.OfType<string>());

    static string Since(JobRun run, DateTimeOffset now) => run.FinishedAt is { } end ? Ui.Components.Ago.Since(end, now) : "";

    static bool Number(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    static string Clock(string hour, string minute) => $"{hour.PadLeft(2, '0')}:{minute.PadLeft(2, '0')}";

    [GeneratedRegex("(?<=[a-z])([A-Z])")]
    private static partial Regex Spaced();
}
