using Marquee.Engine.Data;
using Marquee.Engine.Kernels;

namespace Marquee.Engine.Tests.Kernels;

[Collection(ForcedVariant.Name)]
public sealed unsafe class ScoreTopLaws
{
    public static TheoryData<SimdLevel> Levels => ForcedVariant.Levels;

    [Theory, MemberData(nameof(Levels))]
    public void The_lists_are_those_of_scoring_everything_and_sorting(SimdLevel level) => ForcedVariant.With(level, () =>
    {
        foreach (var people in (int[])[0, 1, 5, 6, 25, 31])
            foreach (var items in (int[])[0, 1, 63, 64, 65, 200])
                foreach (var count in (int[])[0, 1, 10, 300])
                    foreach (var filterSeen in (bool[])[false, true])
                        Check(people, items, count, filterSeen);
    });

    [Theory, MemberData(nameof(Levels))]
    public void Of_equal_scores_the_lower_item_comes_first(SimdLevel level) => ForcedVariant.With(level, () =>
    {
        var ones = new float[100 * 16];
        Array.Fill(ones, 1);
        fixed (float* data = ones)
        {
            var best = ScoreTop.Rank(new MatrixView(data, 7, 16, 16), new MatrixView(data, 100, 16, 16), 5, null, 2, TestContext.Current.CancellationToken);
            Assert.All(best, list => Assert.Equal([0, 1, 2, 3, 4], list.Select(ranked => ranked.Item)));
        }
    });

    static void Check(int people, int items, int count, bool filterSeen)
    {
        const int width = 16;
        // Small whole numbers: sums are exact in every order, so lists must agree to the last place.
        float[] p = Whole(people * width, 1), q = Whole(items * width, 2);
        var seen = Seen(people, items);
        fixed (float* pp = p, pq = q)
        {
            var best = ScoreTop.Rank(new MatrixView(pp, people, width, width), new MatrixView(pq, items, width, width), count, filterSeen ? seen : null, 2, TestContext.Current.CancellationToken);

            for (var person = 0; person < people; person++)
            {
                var expected = Enumerable.Range(0, items)
                    .Where(item => !filterSeen || seen.ColumnsOf(person).IndexOf(item) < 0)
                    .Select(item => (Item: item, Score: Enumerable.Range(0, width).Sum(f => p[person * width + f] * q[item * width + f])))
                    .OrderByDescending(ranked => ranked.Score).ThenBy(ranked => ranked.Item).Take(count);
                Assert.Equal(expected, best[person].Select(ranked => (ranked.Item, ranked.Score)));
            }
        }
    }

    static float[] Whole(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(-9, 10))];
    }

    /// <summary>Person 0 has seen everything, the others about a third.</summary>
    static SparseRows Seen(int people, int items)
    {
        var random = new Random(3);
        var starts = new int[people + 1];
        var columns = new List<int>();
        for (var person = 0; person < people; person++)
        {
            columns.AddRange(Enumerable.Range(0, items).Where(_ => person == 0 || random.Next(3) == 0));
            starts[person + 1] = columns.Count;
        }

        return new SparseRows(starts, [.. columns], new float[columns.Count], null, items);
    }
}
