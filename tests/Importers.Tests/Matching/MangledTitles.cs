using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Marquee.Importers.Matching;

namespace Marquee.Importers.Tests.Matching;

/// <summary>The whole sample catalogue, each title written as some other site or hand would write it, and the known answer.</summary>
public sealed partial class MangledTitles(ITestOutputHelper output)
{
    static readonly Func<string, Random, string>[] Hands =
    [
        (title, _) => title,
        (title, _) => title.ToUpperInvariant(),
        (title, _) => WithoutMarks(title),
        (title, _) => title.StartsWith("The ", StringComparison.Ordinal) ? title[4..] + ", The" : title,
        (title, _) => title.StartsWith("The ", StringComparison.Ordinal) ? title[4..] : title,
        (title, _) => title.Replace("'", "’", StringComparison.Ordinal).Replace(" - ", " – ", StringComparison.Ordinal),
        (title, _) => title.Replace(":", "", StringComparison.Ordinal).Replace("!", "", StringComparison.Ordinal),
        (title, _) => title.Replace(" & ", " and ", StringComparison.Ordinal),
        (title, _) => title.Replace(" and ", " & ", StringComparison.Ordinal),
        (title, _) => title.Replace("-", " ", StringComparison.Ordinal),
        (title, _) => RomanTwo().Replace(title, "2"),
        (title, _) => RomanThree().Replace(title, "3"),
    ];

    [Fact]
    public void Are_found_by_name_and_year_and_not_mistaken()
    {
        var index = new TitleIndex(Catalogues.Sample);
        var random = new Random(20261120);
        int matched = 0, right = 0, unsure = 0;
        var wrong = new List<string>();
        var missed = new List<string>();
        foreach (var film in Catalogues.Sample)
        {
            var title = Hands[random.Next(Hands.Length)](Hands[random.Next(Hands.Length)](film.Title, random), random);
            var year = random.Next(10) < 3 ? film.Year + (random.Next(2) * 2) - 1 : film.Year;

            var match = index.Match(new ImportedItem("films.csv", 2, "") { Title = title, Year = year });

            if (match.Outcome == MatchOutcome.Unsure)
                unsure++;
            if (match.Title is not { } found)
            {
                missed.Add($"{title} ({year}) {match.Outcome}: {match.Reason}");
                continue;
            }

            matched++;
            if (found.Id == film.Id)
                right++;
            else
                wrong.Add($"{title} ({year}) -> {found.Title} ({found.Year}): {match.Reason}");
        }

        var recall = (double)right / Catalogues.Sample.Count;
        var precision = (double)right / matched;
        output.WriteLine($"{Catalogues.Sample.Count} titles: {recall:P2} found, {precision:P2} of the found are right, {unsure} unsure");
        output.WriteLine(string.Join('\n', wrong));
        output.WriteLine(string.Join('\n', missed));
        Assert.True(recall >= 0.98, $"recall {recall:P2}");
        Assert.True(precision >= 0.99, $"precision {precision:P2}");
    }

    [Fact]
    public void That_are_not_in_the_catalogue_are_not_found_in_it()
    {
        var half = Catalogues.Sample.Where((_, position) => position % 2 == 0).ToList();
        var index = new TitleIndex(half);

        var mistaken = Catalogues.Sample.Except(half)
            .Select(film => (film, found: index.Match(new ImportedItem("films.csv", 2, "") { Title = film.Title, Year = film.Year }).Title))
            .Where(pair => pair.found is not null)
            .ToList();

        output.WriteLine($"{mistaken.Count} of {Catalogues.Sample.Count - half.Count} taken for another film");
        output.WriteLine(string.Join('\n', mistaken.Select(pair => $"{pair.film.Title} ({pair.film.Year}) -> {pair.found!.Title} ({pair.found.Year})")));
        Assert.True(mistaken.Count <= half.Count / 100);
    }

    static string WithoutMarks(string title) => string.Concat(title.Normalize(NormalizationForm.FormD)
        .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark));

    [GeneratedRegex(@"\bII\b")]
    private static partial Regex RomanTwo();

    [GeneratedRegex(@"\bIII\b")]
    private static partial Regex RomanThree();
}
