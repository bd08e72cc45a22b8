using System.Text.Json;
using Marquee.Tests.Commands;

namespace Marquee.Tests.Evaluate;

public sealed class MeasuringModels(SplitFiles files) : IClassFixture<SplitFiles>
{
    [Fact]
    public async Task A_ranking_answers_with_every_promised_number_in_one_document()
    {
        var answer = await CommandLine.RunAsync("evaluate", "ranking", "--train", files.Strong("train"), "--fold-in", files.Strong("test-fold-in"),
            "--held-out", files.Strong("test-held-out"), "--model", "popularity", "--json");

        Assert.True(answer.ExitCode == 0, answer.Error);
        string[] shares = ["recall@20", "recall@50", "ndcg@10", "ndcg@100", "map@10", "mrr", "coverage@10"];
        Assert.All(shares, key => Assert.InRange(answer.Number(key), 0.0001, 1));
        string[] others = ["users", "items", "fit_seconds", "score_seconds", "peak_rss_mb"];
        Assert.All(others, key => Assert.True(answer.Number(key) > 0, key));
    }

    [Fact]
    public async Task Learning_from_taste_beats_popularity()
    {
        Assert.True(await NdcgOf("item-knn") > await NdcgOf("popularity") + 0.02);

        async Task<double> NdcgOf(string model) => (await CommandLine.RunAsync("evaluate", "ranking", "--train", files.Strong("train"),
            "--fold-in", files.Strong("test-fold-in"), "--held-out", files.Strong("test-held-out"), "--model", model, "--json")).Number("ndcg@100");
    }

    [Fact]
    public async Task Knowing_the_genres_adds_calibration()
    {
        var answer = await CommandLine.RunAsync("evaluate", "ranking", "--train", files.Strong("train"), "--fold-in", files.Strong("test-fold-in"),
            "--held-out", files.Strong("test-held-out"), "--model", "content", "--items", SplitFiles.Sample("movies.csv"), SplitFiles.Sample("details.jsonl"), "--json");

        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.True(answer.Number("miscalibration@10") > 0);
        Assert.True(answer.Number("ndcg@100") > 0.01);
    }

    [Fact]
    public async Task The_next_title_answers_with_hit_rate_ndcg_and_mrr()
    {
        var answer = await CommandLine.RunAsync("evaluate", "next", "--train", files.Last("train"), "--test", files.Last("test"), "--model", "item-knn", "--json");

        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.InRange(answer.Number("hr@10"), 0.02, 0.5);
        Assert.InRange(answer.Number("ndcg@10"), 0.01, answer.Number("hr@10"));
        Assert.InRange(answer.Number("mrr"), 0.01, 0.5);
        Assert.Equal(671, answer.Number("users"));
    }

    [Fact]
    public async Task Rating_error_is_measured_on_one_fold_or_on_several()
    {
        string[] rating = ["evaluate", "rating", "--model", "svd", "--set", "epochs=5", "--json"];
        var one = await CommandLine.RunAsync([.. rating, "--train", files.Fold("train-1"), "--test", files.Fold("test-1")]);
        var two = await CommandLine.RunAsync([.. rating, "--train", files.Fold("train-1"), files.Fold("train-2"), "--test", files.Fold("test-1"), files.Fold("test-2")]);

        Assert.True(one.ExitCode == 0, one.Error);
        Assert.InRange(one.Number("rmse"), 0.8, 1.0);
        Assert.InRange(one.Number("mae"), 0.6, 0.8);
        Assert.True(one.Number("fit_seconds") > 0 && one.Number("predict_seconds") > 0 && one.Number("peak_rss_mb") > 0);
        Assert.Equal(one.Number("rmse"), two.Json.GetProperty("folds")[0].GetProperty("rmse").GetDouble());
        Assert.Equal(2, two.Json.GetProperty("folds").GetArrayLength());
    }

    [Fact]
    public async Task A_comparison_shows_a_table_and_writes_markdown_and_json()
    {
        var place = files.New("comparison");
        var answer = await CommandLine.RunAsync("evaluate", "compare", "--models", "popularity,item-knn", "--train", files.Strong("train"),
            "--fold-in", files.Strong("test-fold-in"), "--held-out", files.Strong("test-held-out"), "--set", "item-knn.k=50", "--out", place);

        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.Contains("item-knn", answer.Output);
        Assert.Contains("| popularity | 0.", await File.ReadAllTextAsync(place + ".md"));
        var document = JsonDocument.Parse(await File.ReadAllTextAsync(place + ".json")).RootElement;
        var models = document.GetProperty("models");
        Assert.Equal("item-knn", document.GetProperty("best").GetString());
        Assert.Equal(50, models[1].GetProperty("options").GetProperty("k").GetDouble());
        var ndcg = models[0].GetProperty("measures").GetProperty("ndcg@100");
        Assert.InRange(ndcg.GetProperty("value").GetDouble(), ndcg.GetProperty("low").GetDouble(), ndcg.GetProperty("high").GetDouble());
        Assert.True(models[0].GetProperty("p_value").GetDouble() < 0.05);
    }

    [Fact]
    public async Task Folds_are_compared_as_one_sample()
    {
        var answer = await CommandLine.RunAsync("evaluate", "compare", "--models", "svd", "--set", "svd.epochs=3", "--train", files.Fold("train-1"), files.Fold("train-2"),
            "--test", files.Fold("test-1"), files.Fold("test-2"), "--out", files.New("folds"), "--json");

        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.InRange(answer.Number("users"), 2 * 600, 2 * 671);
        Assert.InRange(answer.Json.GetProperty("models")[0].GetProperty("measures").GetProperty("rmse").GetProperty("value").GetDouble(), 0.8, 1.1);
    }

    [Fact]
    public async Task A_model_is_compared_with_itself_under_a_label()
    {
        var answer = await CommandLine.RunAsync("evaluate", "compare", "--models", "item-knn,near=item-knn", "--set", "near.k=5", "near.shrinkage=1", "--task", "next",
            "--train", files.Last("train"), "--test", files.Last("test"), "--out", files.New("labels"), "--json");

        Assert.True(answer.ExitCode == 0, answer.Error);
        var models = answer.Json.GetProperty("models");
        Assert.Equal(["item-knn", "near"], models.EnumerateArray().Select(model => model.GetProperty("model").GetString()));
        Assert.Equal("item-knn", models[1].GetProperty("kind").GetString());
        Assert.Equal(5, models[1].GetProperty("options").GetProperty("k").GetDouble());
        Assert.NotEqual(5, models[0].GetProperty("options").GetProperty("k").GetDouble());
    }

    [Fact]
    public async Task Tuning_finds_options_at_least_as_good_as_the_defaults_and_writes_them()
    {
        var place = files.New("tuned.json");
        var answer = await CommandLine.RunAsync("tune", "--model", "item-knn", "--train", files.Strong("train"), "--search", "k,shrinkage", "--budget", "3", "--out", place, "--json");

        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.True(answer.Number("value") >= answer.Number("start_value"));
        Assert.Equal("ndcg@100", answer.Json.GetProperty("measure").GetString());
        Assert.Equal(answer.Output, await File.ReadAllTextAsync(place));
    }

    [Fact]
    public async Task An_invented_file_has_as_many_ratings_and_can_be_read()
    {
        var place = files.New("invented.csv.gz");
        var answer = await CommandLine.RunAsync("evaluate", "synthesize", "--like", SplitFiles.Sample("ratings.csv"), "--times", "2", "--out", place);

        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.Contains("200008 ratings of 1342 users", answer.Output);
        Assert.Equal(200_008, Engine.Data.RatingFile.Read(place).Count);
    }

    [Fact]
    public async Task Scaling_writes_a_table_and_a_chart()
    {
        var place = files.New("scaling");
        var answer = await CommandLine.RunAsync("evaluate", "scaling", "--like", SplitFiles.Sample("ratings.csv"), "--models", "popularity,item-knn", "--times", "1,2", "--out", place);

        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.Contains("| 2 × | 1,342 | 200,008 |", await File.ReadAllTextAsync(place + ".md"));
        Assert.Contains(">item-knn</text>", await File.ReadAllTextAsync(place + ".svg"));
    }
}
