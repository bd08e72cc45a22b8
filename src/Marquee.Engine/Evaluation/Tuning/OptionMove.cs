using Marquee.Engine.Models;

namespace Marquee.Engine.Evaluation.Tuning;

/// <summary>
/// Moves one option. Most options live on a scale of proportions (a regularisation of 1 or 2, of 100 or 200), so a step of 1 doubles or halves; an option that
/// cannot exceed 1, or may be negative, moves by quarters instead.
/// </summary>
static class OptionMove
{
    /// <summary>Options equal to <paramref name="from"/> but for one moved by <paramref name="step"/>; null when it cannot move that way.</summary>
    public static ModelOptions? Apply(ModelKind kind, IReadOnlyDictionary<string, double> from, string name, double step)
    {
        var moved = kind.Options();
        foreach (var option in moved.All)
            option.Set(from[option.Name]);
        var target = moved.All.First(option => option.Name == name);
        var wanted = Math.Clamp(Target(target, from[name], step), target.Minimum, target.Maximum);
        target.Set(wanted);
        // A whole number does not feel a small step: it then moves by one.
        if (target.Get().Equals(from[name]) && wanted != from[name] && target.Maximum - target.Minimum > 1)
            target.Set(Math.Clamp(from[name] + Math.Sign(step), target.Minimum, target.Maximum));
        return target.Get().Equals(from[name]) ? null : moved;
    }

    static double Target(Option option, double value, double step)
    {
        if (option.Minimum < 0)
            return value + step * Math.Max(1, Math.Abs(value)) / 2;
        if (option.Maximum <= 1)
            return value is > 0 and < 0.1 ? value * double.Exp2(2 * step) : value + step / 4;
        return value > 0 ? value * double.Exp2(step) : step > 0 ? step : 0;
    }
}
