using Marquee.Tests.Commands;
namespace Marquee.Tests.Evaluate;

public sealed class RefusingToMeasure : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("marquee-refusals-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("1,2,x\n", "line 1: the rating 'x' is not a number")]
    [InlineData("1,2,3\n1,2,NaN\n", "line 2: the rating 'NaN' is not a finite number")]
    public async Task A_bad_file_is_named_with_its_line(string text, string reason)
    {
        var answer = await RatingAsync(Write(text), "popularity");

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(reason, answer.Error);
        Assert.Empty(answer.Output);
    }

    [Theory]
    [InlineData("nonsense", "There is no model 'nonsense'. Known: popularity")]
    [InlineData("popularity", "ranks but predicts no ratings")]
    public async Task A_model_that_does_not_do_is_named(string model, string reason)
    {
        var answer = await RatingAsync(Write("1,2,3\n2,2,4\n"), model);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(reason, answer.Error);
    }

    [Theory]
    [InlineData("k", "key=value")]
    [InlineData("nothing=1", "There is no option 'nothing'")]
    [InlineData("k=many", "takes a number")]
    [InlineData("k=-5", "must lie between")]
    public async Task An_option_that_does_not_do_is_named(string setting, string reason)
    {
        var answer = await RatingAsync(Write("1,2,3\n"), "item-knn", "--set", setting);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(reason, answer.Error);
    }

    [Fact]
    public async Task An_empty_file_is_understood_but_nothing_can_be_done_with_it() =>
        Assert.Equal(1, (await RatingAsync(Write("userId,movieId,rating\n"), "popularity")).ExitCode);

    [Fact]
    public async Task Data_without_times_cannot_be_split_by_time()
    {
        var answer = await CommandLine.RunAsync("evaluate", "split", "--ratings", Write("1,2,3\n1,3,3\n"), "--protocol", "time", "--out", _folder);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("timestamps", answer.Error);
    }

    [Fact]
    public async Task A_missing_file_and_a_missing_argument_are_bad_input()
    {
        Assert.Equal(2, (await RatingAsync(Path.Combine(_folder, "nowhere.csv"), "popularity")).ExitCode);
        Assert.Equal(2, (await CommandLine.RunAsync("evaluate", "ranking", "--model", "popularity")).ExitCode);
        Assert.Equal(2, (await CommandLine.RunAsync("evaluate", "compare", "--models", "popularity", "--train", Write("1,2,3\n"))).ExitCode);
    }

    Task<CommandLine> RatingAsync(string file, string model, params string[] more) =>
        CommandLine.RunAsync(["evaluate", "rating", "--train", file, "--test", file, "--model", model, .. more]);

    string Write(string text)
    {
        var path = Path.Combine(_folder, Path.GetRandomFileName());
        File.WriteAllText(path, text);
        return path;
    }
}
