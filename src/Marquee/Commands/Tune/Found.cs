using Marquee.Engine.Evaluation.Tuning;

namespace Marquee.Commands.Tune;

/// <summary>What a search found, as it is written.</summary>
sealed record Found(
    string Model, string Task, string Measure, int Seed, double Value, double StartValue, IReadOnlyDictionary<string, double> Options, IReadOnlyList<string> Searched,
    int Trials, double Seconds, IReadOnlyList<Trial> History)
{
    public static Found Of(OptionSearch search, InnerValidation validation, string model, int seed, string[] free) => new(
        model, validation.Task, validation.Measured, seed, validation.Shown(search.Best!.Value), validation.Shown(search.Trials[0].Value), search.Best.Options, free,
        search.Trials.Count, Math.Round(search.Trials.Sum(trial => trial.Seconds), 3),
        [.. search.Trials.Select(trial => trial with { Value = validation.Shown(trial.Value), Seconds = Math.Round(trial.Seconds, 3) })]);
}
