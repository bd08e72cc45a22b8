using Marquee.Tests.Commands;

namespace Marquee.Tests.Evaluate;

public sealed class MeasuringSpeed
{
    [Fact]
    public async Task A_training_answers_with_its_seconds_and_its_objective()
    {
        var answer = await CommandLine.RunAsync("bench", "train", "--model", "als", "--shape", "300x200x6000", "--set", "factors=16", "--set", "iterations=3", "--threads", "2", "--json");

        Assert.True(answer.ExitCode == 0, answer.Error);
        string[] keys = ["seconds_total", "seconds_per_iteration", "seconds_reading", "objective", "peak_rss_mb", "seconds_cpu", "interactions"];
        Assert.All(keys, key => Assert.True(answer.Number(key) > 0, key));
    }

    [Theory]
    [InlineData("als")]
    [InlineData("ease")]
    public async Task Ranking_for_everybody_answers_with_users_a_second(string model)
    {
        var answer = await CommandLine.RunAsync("bench", "top", "--model", model, "--shape", "300x200x6000", "--count", "10", "--filter-seen", "--json");

        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.True(answer.Number("users_per_second") > 0);
    }

    [Fact]
    public async Task Folding_one_person_in_answers_with_milliseconds()
    {
        var answer = await CommandLine.RunAsync("bench", "fold-in", "--model", "als", "--shape", "300x200x6000", "--set", "iterations=2", "--requests", "20", "--json");

        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.InRange(answer.Number("p50_ms"), 0, answer.Number("p99_ms"));
    }

    [Theory]
    [InlineData("bench", "train", "--model", "als")]
    [InlineData("bench", "train", "--model", "als", "--shape", "nonsense")]
    [InlineData("bench", "top", "--model", "no-such-model", "--shape", "3x3x3")]
    public async Task Nonsense_is_refused_in_one_sentence(params string[] arguments)
    {
        var answer = await CommandLine.RunAsync(arguments);

        Assert.Equal(2, answer.ExitCode);
        Assert.Single(answer.Error.Trim().Split('\n'));
    }
}
