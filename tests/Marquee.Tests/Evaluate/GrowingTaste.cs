using System.Text.Json;
using Marquee.Tests.Commands;

namespace Marquee.Tests.Evaluate;

/// <summary>Five ratings are enough: given to what onboarding asks, they make better lists than popularity, and the 95 % interval of the difference leaves zero out.</summary>
public sealed class GrowingTaste
{
    [Fact]
    public async Task Five_answers_beat_popularity_and_nothing_known_does_not_fall_behind_it()
    {
        var folder = Directory.CreateTempSubdirectory("marquee-growth-").FullName;
        var answer = await CommandLine.RunAsync("evaluate", "growth", "--ratings", SplitFiles.Sample("ratings.csv"), "--items", SplitFiles.Sample("movies.csv"),
            "--model", "blend", "--set", "min_count=3", "--counts", "0,5", "--rounds", "2", "--out", Path.Combine(folder, "growth"), "--json");

        Assert.True(answer.ExitCode == 0, answer.Error);
        var rows = answer.Json.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal([0, 5], rows.Select(row => row.GetProperty("ratings").GetInt32()));
        Assert.True(answer.Number("people") > 200);
        Assert.True(Of(rows[1], "asked", "low") > 0, $"five answers: {rows[1]}");
        Assert.InRange(Of(rows[0], "random", "difference"), -0.01, 1);
        Assert.Contains("| 5 |", await File.ReadAllTextAsync(Path.Combine(folder, "growth.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);

        static double Of(JsonElement row, string ratings, string number) => row.GetProperty(ratings).GetProperty(number).GetDouble();
    }

    [Theory]
    [InlineData("--counts", "0,many", "not a number of ratings")]
    [InlineData("--counts", "5000", "Nobody has 5010 ratings")]
    public async Task What_cannot_be_measured_is_said(string flag, string value, string words)
    {
        var answer = await CommandLine.RunAsync("evaluate", "growth", "--ratings", SplitFiles.Sample("ratings.csv"), "--model", "popularity", flag, value, "--out", Path.Combine(Path.GetTempPath(), "marquee-growth-none"));

        Assert.NotEqual(0, answer.ExitCode);
        Assert.Contains(words, answer.Error, StringComparison.Ordinal);
    }
}
