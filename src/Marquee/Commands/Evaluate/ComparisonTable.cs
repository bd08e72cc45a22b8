using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Marquee.Commands.Evaluate;

/// <summary>A comparison as rows of text: the headline for the terminal, everything for Markdown.</summary>
static class ComparisonTable
{
    const int NarrowestOutput = 120;

    /// <summary>What fits a terminal; everything is in the files.</summary>
    static readonly string[] Headline = ["recall@20", "recall@50", "ndcg@100", "hr@10", "ndcg@10", "rmse", "mae"];

    public static void Show(Comparison comparison)
    {
        var shown = comparison.Models[0].Measures.Keys.Where(name => Headline.Contains(name) && (comparison.Task == "next" || name is not ("hr@10" or "ndcg@10"))).ToArray();
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in Headings(comparison, shown))
            table.AddColumn(new TableColumn(Markup.Escape(heading)).RightAligned().NoWrap());
        table.Columns[0].LeftAligned();
        foreach (var entry in comparison.Models)
            table.AddRow([.. Cells(comparison, entry, shown).Select(Markup.Escape)]);
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, NarrowestOutput);
        AnsiConsole.Write(table);
    }

    public static string Markdown(Comparison comparison)
    {
        var measures = comparison.Models[0].Measures.Keys.ToArray();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{comparison.Users} users, {comparison.Items} items, seed {comparison.Seed}; in brackets the 95 % bootstrap interval over users.\n\n");
        AppendTable(text, Headings(comparison, measures), comparison.Models.Select(entry => Cells(comparison, entry, measures)));
        if (comparison.Models[0].Lists is { Count: > 0 } lists)
        {
            text.Append('\n');
            AppendTable(text, ["model", .. lists.Keys], comparison.Models.Select(entry => entry.Lists.Values.Select(value => Number($"{value:0.000}")).Prepend(entry.Model)));
        }

        return text.ToString();
    }

    static void AppendTable(StringBuilder text, IEnumerable<string> headings, IEnumerable<IEnumerable<string>> rows)
    {
        text.Append("| ").AppendJoin(" | ", headings).Append(" |\n|---|").Insert(text.Length, "--:|", headings.Count() - 1).Append('\n');
        foreach (var cells in rows)
            text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }

    static IEnumerable<string> Headings(Comparison comparison, string[] measures) =>
        ["model", .. measures, $"{comparison.Decisive} − {comparison.Best}", "p", "fit, CPU s"];

    static IEnumerable<string> Cells(Comparison comparison, Comparison.Entry entry, string[] measures)
    {
        yield return entry.Model;
        foreach (var name in measures)
            yield return entry.Measures[name] is var measured && name == comparison.Decisive
                ? Number($"{measured.Value:0.0000} [{measured.Low:0.000}, {measured.High:0.000}]")
                : Number($"{measured.Value:0.0000}");
        var isBest = entry.Model == comparison.Best;
        yield return isBest ? "best" : Number($"{entry.BehindBest.Value:+0.0000;−0.0000;0} [{entry.BehindBest.Low:+0.000;−0.000;0}, {entry.BehindBest.High:+0.000;−0.000;0}]");
        yield return isBest ? "" : Number($"{entry.PValue:0.0000}");
        yield return Number($"{entry.FitCpuSeconds:0.00}");
    }

    static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
