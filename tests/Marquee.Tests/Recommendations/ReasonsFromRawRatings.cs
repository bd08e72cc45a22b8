using System.Globalization;
using AngleSharp;
using AngleSharp.Dom;
using Marquee.Data;
using Marquee.Engine;
using Marquee.Engine.Models;
using Marquee.Features.Recommendations.Learning;
using Marquee.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Recommendations;

/// <summary>
/// The reasons that pages and lists show, computed again from the ratings as the table has them and the numbers as the model file has them: by elimination and plain sums,
/// with nothing of the engine's scoring.
/// </summary>
public abstract class ReasonsFromRawRatings(ProgramOn program)
{
    [Fact]
    public async Task The_panel_of_a_title_shows_what_each_rating_adds()
    {
        var (visitor, stars, arrays, items) = await SomebodyAsync();
        var title = (await visitor.RecommendationsAsync("?limit=1"))[0].Id();
        var svd = new PlainRidge(arrays, stars, items);
        var expected = svd.SharesOf(items[long.Parse(title, CultureInfo.InvariantCulture)]);

        var html = await visitor.GetStringAsync($"/titles/{title}");
        var page = await BrowsingContext.New(Configuration.Default).OpenAsync(request => request.Content(html));
        var shown = page.QuerySelectorAll(".contrib li").ToList();

        var named = shown.Where(li => li.QuerySelector("a") is not null).ToList();
        Assert.Equal(6, named.Count);
        foreach (var li in named)
        {
            var about = long.Parse(li.QuerySelector("a")!.GetAttribute("href")!.Split('/')[^1], CultureInfo.InvariantCulture);
            Assert.Equal(expected[about], Number(li), 0.011);
        }

        Assert.Equal(expected.Values.Sum(), shown.Sum(Number), 0.05);
        Assert.Equal(Math.Clamp(svd.StartOf(items[long.Parse(title, CultureInfo.InvariantCulture)]) + expected.Values.Sum(), 0.5, 5),
            (await visitor.GetDataAsync($"/api/v1/titles/{title}/why")).GetProperty("predicted").GetProperty("rating").GetDouble() / 2, 0.06);

        static double Number(IElement li) => double.Parse(li.QuerySelector("b")!.TextContent.Replace('−', '-').Replace("+", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("ease")]
    [InlineData("item-knn")]
    [InlineData("als")]
    public async Task Models_that_are_linear_in_the_history_show_their_exact_shares(string model)
    {
        var (visitor, stars, arrays, items) = await SomebodyAsync();
        var liked = stars.Where(rating => rating.Value >= 3.5).Select(rating => items[rating.Key]).ToArray();
        Func<int, int, double> share = model switch
        {
            "ease" => Ease(arrays),
            "item-knn" => Knn(arrays),
            _ => Als(arrays, liked, items.Count),
        };

        var titles = await visitor.RecommendationsAsync($"?model={model}&limit=5");
        await using var connection = await (await program.RunningAsync()).Database.OpenAsync();
        foreach (var title in titles)
        {
            var item = items[long.Parse(title.Id(), CultureInfo.InvariantCulture)];
            Assert.Equal(liked.Sum(from => share(from, item)), title.GetProperty("score").GetDouble(), 1e-3);
            foreach (var evidence in title.GetProperty("evidence").EnumerateArray())
            {
                var names = await connection.QueryAsync<long>("select id from titles where title = @name", new { name = evidence.Text("title") }, default);
                var from = Assert.Single(names, stars.ContainsKey);
                Assert.Equal(share(items[from], item), evidence.GetProperty("contribution").GetDouble(), 1e-4);
            }
        }
    }

    [Fact]
    public async Task A_blends_reasons_are_the_weighted_sum_of_its_members_and_add_up_to_the_score()
    {
        var (visitor, stars, _, items) = await SomebodyAsync();
        var blend = (await program.RunningAsync()).Services.GetRequiredService<CurrentModels>().Require().Blend;
        var history = await HistoryAsync(visitor, items);
        var softness = blend.Options["softness"];
        var titles = await visitor.RecommendationsAsync("?limit=5");
        var page = await visitor.GetStringAsync("/for-you");

        foreach (var title in titles)
        {
            var item = items[long.Parse(title.Id(), CultureInfo.InvariantCulture)];
            var (total, shares) = (0.0, new Dictionary<int, double>());
            foreach (var member in blend.Members.Where(m => m.Weight > 0))
            {
                var scores = new float[items.Count];
                member.Model.Score(history, scores);
                var (mean, deviation) = (scores.Average(s => (double)s), 0.0);
                deviation = Math.Sqrt(scores.Sum(s => (s - mean) * (s - mean)) / scores.Length);
                double Soft(double score) => softness > 0 ? Math.Asinh(softness * (score - mean) / deviation) : (score - mean) / deviation;
                var explained = member.Model.Explain(history, item);
                var change = explained.Contributions.Sum(c => (double)c.Amount);
                total += member.Weight * Soft(scores[item]);
                // Softening bends every share of a member alike: what the score rises from the base, divided in the shares' proportion.
                foreach (var c in explained.Contributions.Where(_ => Math.Abs(change) > 1e-9))
                    shares[c.Item] = shares.GetValueOrDefault(c.Item) + member.Weight * (Soft(explained.Base + change) - Soft(explained.Base)) * c.Amount / change;
            }

            Assert.Equal(total, title.GetProperty("score").GetDouble(), 2e-3 * Math.Max(1, Math.Abs(total)));
            var loudest = shares.Where(s => s.Value > 0).OrderByDescending(s => s.Value).Take(5).Select(s => s.Value).ToList();
            Assert.All(loudest.Zip(title.GetProperty("evidence").EnumerateArray()), pair => Assert.Equal(pair.First, pair.Second.GetProperty("contribution").GetDouble(), 5e-3 * Math.Max(0.1, loudest[0])));

            // The reason in words names the loudest title that they liked, on the page too.
            Assert.StartsWith("Because you ", title.Text("reason"), StringComparison.Ordinal);
            Assert.Contains(System.Text.Encodings.Web.HtmlEncoder.Default.Encode(title.Text("reason")), page, StringComparison.Ordinal);
        }

        Assert.Equal(9, stars.Count);
    }

    static Func<int, int, double> Ease(ModelArrays arrays)
    {
        var (kept, weights) = (arrays.Get<int>("ease/kept"), arrays.Get<float>("ease/weights"));
        return (from, to) => from != to && Array.IndexOf(kept, from) is >= 0 and var row && Array.IndexOf(kept, to) is >= 0 and var column ? weights[row * kept.Length + column] : 0;
    }

    static Func<int, int, double> Knn(ModelArrays arrays)
    {
        var (starts, near, similarities) = (arrays.Get<int>("item-knn/neighbour_starts"), arrays.Get<int>("item-knn/neighbours"), arrays.Get<float>("item-knn/similarities"));
        return (from, to) => Enumerable.Range(starts[to], starts[to + 1] - starts[to]).Where(entry => near[entry] == from).Sum(entry => (double)similarities[entry]);
    }

    /// <summary>y_fromᵀ A⁻¹ y_to with A = Σ y yᵀ over what they liked + α₀ Σ y yᵀ over everything + λ (n + α₀ N)^ν.</summary>
    static Func<int, int, double> Als(ModelArrays arrays, int[] liked, int count)
    {
        var (factors, options) = (arrays.Get<float>("als/factors"), arrays.Get<double>("als/options"));
        var width = factors.Length / count;
        var names = ModelKinds.Find("als").Options().All.Select(option => option.Name).ToList();
        double Option(string name) => options[names.IndexOf(name)];
        var matrix = new double[width, width];
        foreach (var (item, weight) in liked.Select(item => (item, 1.0)).Concat(Enumerable.Range(0, count).Select(item => (item, Option("unobserved_weight")))))
            for (var a = 0; a < width; a++)
                for (var b = 0; b < width; b++)
                    matrix[a, b] += weight * factors[item * width + a] * factors[item * width + b];
        var ridge = Option("regularization") * Math.Pow(Math.Max(1, liked.Length + Option("unobserved_weight") * count), Option("frequency_exponent"));
        for (var a = 0; a < width; a++)
            matrix[a, a] += ridge;
        return (from, to) =>
        {
            var solved = PlainRidge.Solve(matrix, [.. Enumerable.Range(0, width).Select(f => (double)factors[to * width + f])]);
            return Enumerable.Range(0, width).Sum(f => factors[from * width + f] * solved[f]);
        };
    }

    /// <summary>Nine ratings, good and bad, in stars by title as the table has them; the model file's arrays; the models' items by title.</summary>
    async Task<(HttpClient Visitor, Dictionary<long, double> Stars, ModelArrays Arrays, Dictionary<long, int> Items)> SomebodyAsync()
    {
        var running = await program.RunningAsync();
        var visitor = running.NewVisitor();
        foreach (var (place, title) in (await visitor.RecommendationsAsync("?limit=9")).Index())
            await visitor.RateAsync(title.Id(), place % 4 == 3 ? 3 : 10 - place / 3);
        var profile = await running.ProfileAsync(visitor);
        await using var connection = await running.Database.OpenAsync();
        var ratings = await connection.QueryAsync<Rating>("select title_id, value from ratings where profile_id = @profile", new { profile }, default);
        var file = await connection.ScalarAsync<string>("select path from models where name = 'blend' and active", null, default);
        var arrays = new ModelArrays(Path.Combine(running.Folder, "models", file!));
        return (visitor, ratings.ToDictionary(r => r.TitleId, r => r.Value / 20.0), arrays, arrays.Get<long>("svd/items").Index().ToDictionary(i => i.Item, i => i.Index));
    }

    async Task<History> HistoryAsync(HttpClient visitor, Dictionary<long, int> items)
    {
        var running = await program.RunningAsync();
        var profile = await running.ProfileAsync(visitor);
        await using var connection = await running.Database.OpenAsync();
        return History.Of((await connection.QueryAsync<Rating>("select title_id, value, rated_at from ratings where profile_id = @profile", new { profile }, default))
            .Select(r => new Event(items[r.TitleId], r.Value / 20f, r.RatedAt / 1000)));
    }

    sealed record Rating
    {
        public long TitleId { get; init; }

        public int Value { get; init; }

        public long RatedAt { get; init; }
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : ReasonsFromRawRatings(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : ReasonsFromRawRatings(program);
}
