using System.Globalization;

namespace Marquee.Engine.Models;

/// <summary>
/// One setting of a model: its name on the command line (<c>--set factors=64</c>), what it means with its unit, the values it takes, and how to read and write it.
/// A switch is an option of range 0 … 1.
/// </summary>
/// <param name="Name">Lower case, words joined by underscores.</param>
/// <param name="Summary">What it is, with its unit.</param>
/// <param name="Minimum">The smallest value allowed.</param>
/// <param name="Maximum">The largest value allowed.</param>
/// <param name="Get">Reads the value.</param>
/// <param name="Set">Writes the value.</param>
public sealed record Option(string Name, string Summary, double Minimum, double Maximum, Func<double> Get, Action<double> Set);

/// <summary>The settings of a model: plain properties with defaults that work, and a table of <see cref="Option"/>s over them.</summary>
public abstract class ModelOptions
{
    /// <summary>Every setting, in the order a reader should meet them.</summary>
    public abstract IReadOnlyList<Option> All { get; }

    /// <summary>Sets one option from text, as the command line gives it.</summary>
    /// <exception cref="InvalidOptionException">No such option, not a number, or out of range.</exception>
    public void Set(string name, string value)
    {
        var option = All.FirstOrDefault(o => o.Name == name)
            ?? throw new InvalidOptionException($"There is no option '{name}'. Known: {string.Join(", ", All.Select(o => o.Name))}.");
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            throw new InvalidOptionException($"The option '{name}' takes a number, not '{value}'.");
        Set(option, number);
    }

    /// <summary>Checks every value against its range; trainers call it first.</summary>
    /// <exception cref="InvalidOptionException">A value is out of range.</exception>
    public void Validate()
    {
        foreach (var option in All)
            Set(option, option.Get());
    }

    /// <summary>The settings by name, as model files and reports keep them.</summary>
    public IReadOnlyDictionary<string, double> ToDictionary() => All.ToDictionary(o => o.Name, o => o.Get());

    static void Set(Option option, double number)
    {
        if (double.IsNaN(number) || number < option.Minimum || number > option.Maximum)
            throw new InvalidOptionException(string.Create(CultureInfo.InvariantCulture,
                $"The option '{option.Name}' must lie between {option.Minimum} and {option.Maximum}, not {number}. It is: {option.Summary}"));
        option.Set(number);
    }
}

/// <summary>An option that does not exist or does not take that value; the message says what would do.</summary>
public sealed class InvalidOptionException(string message) : ArgumentException(message);
