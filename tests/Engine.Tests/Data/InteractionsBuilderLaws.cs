using Marquee.Engine.Data;

namespace Marquee.Engine.Tests.Data;

public sealed class InteractionsBuilderLaws
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_matrix_is_what_a_dictionary_of_pairs_would_hold(int seed)
    {
        var random = new Random(seed);
        var rows = RandomRows(random, 5_000);
        var expected = new SortedDictionary<(long, long), Interaction>();
        foreach (var row in rows)
            if (!expected.TryGetValue((row.User, row.Item), out var earlier) || row.Time >= earlier.Time)
                expected[(row.User, row.Item)] = row;

        Assert.Equal(expected.Values, Interactions.Of(rows).Rows());
    }

    [Fact]
    public void The_order_of_rows_does_not_matter()
    {
        var random = new Random(11);
        var rows = RandomRows(random, 3_000).DistinctBy(row => (row.User, row.Item)).ToArray();
        var straight = Interactions.Of(rows);
        random.Shuffle(rows);
        var shuffled = Interactions.Of(rows);

        Assert.Equal(straight.Users.Ids.ToArray(), shuffled.Users.Ids.ToArray());
        Assert.Equal(straight.Items.Ids.ToArray(), shuffled.Items.Ids.ToArray());
        Assert.Equal(straight.ByUser.Starts, shuffled.ByUser.Starts);
        Assert.Equal(straight.ByUser.Columns, shuffled.ByUser.Columns);
        Assert.Equal(straight.ByUser.Values, shuffled.ByUser.Values);
        Assert.Equal(straight.ByUser.Times, shuffled.ByUser.Times);
    }

    [Fact]
    public void Of_two_rows_at_the_same_time_the_last_added_counts()
    {
        var built = Interactions.Of(new(1, 5, 2, 100), new(1, 5, 3, 100), new(1, 5, 9, 50), new(1, 6, 1), new(1, 6, 4));

        Assert.Equal([3f, 4f], built.ByUser.Values);
        Assert.Equal([100L, 0L], built.ByUser.Times!);
    }

    [Fact]
    public void Any_64_bit_number_is_an_id()
    {
        var built = Interactions.Of(new(long.MinValue, 1_000_000_000), new(long.MaxValue, -1));

        Assert.Equal([long.MinValue, long.MaxValue], built.Users.Ids.ToArray());
        Assert.Equal([-1L, 1_000_000_000L], built.Items.Ids.ToArray());
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_value_that_is_not_finite_is_refused_with_its_row(float value)
    {
        var builder = new InteractionsBuilder();
        builder.Add(1, 1, 3);

        var refusal = Assert.Throws<InvalidInteractionException>(() => builder.Add(1, 2, value));

        Assert.Equal(2, refusal.Row);
    }

    [Fact]
    public void A_builder_is_empty_after_building()
    {
        var builder = new InteractionsBuilder();
        builder.Add(1, 1, 3, 7);
        builder.Build();

        var second = builder.Build();

        Assert.Equal((0, 0, 0), (second.Count, second.Users.Count, second.Items.Count));
    }

    static Interaction[] RandomRows(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new Interaction(random.Next(-20, 20), random.Next(60) * 1_000_000_007L, random.Next(1, 11), random.Next(4)))];
}
