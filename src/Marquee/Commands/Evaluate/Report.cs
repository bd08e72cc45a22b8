using System.Globalization;
using Spectre.Console;

namespace Marquee.Commands.Evaluate;

/// <summary>What one evaluation found: a flat document of numbers, or the same as a table.</summary>
sealed class Report
{
    readonly OrderedDictionary<string, object> _numbers = [];

    public Report(ModelChoice choice, int seed)
    {
        _numbers.Add("model", choice.Kind.Name);
        _numbers.Add("options", choice.Options.ToDictionary());
        _numbers.Add("seed", seed);
    }

    public void Add(string name, object value) => _numbers.Add(name, value);

    public void Add(IEnumerable<KeyValuePair<string, double>> numbers)
    {
        foreach (var (name, value) in numbers)
            _numbers.Add(name, value);
    }

    /// <summary>What it took: seconds, and the most memory the process has had so far.</summary>
    public void AddCost(params ReadOnlySpan<(string Name, double Seconds)> costs)
    {
        foreach (var (name, seconds) in costs)
            _numbers.Add(name, Math.Round(seconds, 4));
        _numbers.Add("peak_rss_mb", PeakMemory.Megabytes());
    }

    public int Write(bool json)
    {
        if (json)
            Answer.WriteJson(_numbers);
        else
            WriteTable();
        return MarqueeCommand.Done;
    }

    void WriteTable()
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("measure").AddColumn(new TableColumn("value").RightAligned());
        foreach (var (name, value) in _numbers)
            if (value is string or int or double)
                table.AddRow(Markup.Escape(name), Markup.Escape(value is double number ? number.ToString("0.####", CultureInfo.InvariantCulture) : $"{value}"));
        AnsiConsole.Write(table);
    }
}
