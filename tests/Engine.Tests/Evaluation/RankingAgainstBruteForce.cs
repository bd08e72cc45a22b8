using Marquee.Engine.Data;
using Marquee.Engine.Evaluation;

namespace Marquee.Engine.Tests.Evaluation;

public sealed class RankingAgainstBruteForce
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    public void Places_and_lists_are_those_of_a_full_sort_without_what_was_folded_in(int seed, int threads)
    {
        var random = new Random(seed);
        // Few distinct scores, so that ties are common.
        var model = new FixedScores([.. Enumerable.Range(0, 60).Select(_ => (float)random.Next(8))]);
        var foldIn = RandomRows(random, 30, 0.2);
        var heldOut = RandomRows(random, 30, 0.3);

        var task = RankingTask.Of(model.Items, foldIn, heldOut);
        var outcome = RankingOutcome.Of(task, model, 10, new TrainingRun(Threads: threads));

        foreach (var person in outcome.People)
        {
            var seen = foldIn.Rows().Where(row => row.User == person.Person.User).Select(row => (int)row.Item).ToHashSet();
            var wanted = heldOut.Rows().Where(row => row.User == person.Person.User).Select(row => (int)row.Item).Except(seen).ToHashSet();
            var order = Enumerable.Range(0, 60).Where(item => !seen.Contains(item)).OrderByDescending(item => model.Scores[item]).ThenBy(item => item).ToArray();

            Assert.Equal(order.Take(10), person.Top);
            Assert.Equal(Enumerable.Range(1, order.Length).Where(place => wanted.Contains(order[place - 1])), person.Ranks);
        }

        Assert.Equal(heldOut.Users.Count, outcome.People.Count);
    }

    [Fact]
    public void What_the_catalogue_does_not_have_and_what_was_folded_in_need_not_be_found()
    {
        var items = new IdMap([10, 20, 30]);
        var task = RankingTask.Of(items, Interactions.Of(new(1, 10), new(1, 99), new(2, 10)), Interactions.Of(new(1, 10), new(1, 30), new(2, 10), new(3, 99), new(4, 20)));

        Assert.Equal([1L, 4L], task.People.Select(person => person.User));
        Assert.Equal([2], task.People[0].HeldOut);
        Assert.Equal([0], task.People[0].FoldIn.Items.ToArray());
        Assert.Equal(0, task.People[1].FoldIn.Count);
    }

    [Fact]
    public void What_nobody_could_find_is_missed_when_asked_for()
    {
        var model = new FixedScores([3, 2, 1]);
        var task = RankingTask.Of(model.Items, Interactions.Of(), Interactions.Of(new(1, 0), new(1, 99), new(2, 99)), UnseenItems.Missed);

        var outcome = RankingOutcome.Of(task, model, 2, new TrainingRun());

        Assert.Equal([1, int.MaxValue], outcome.People[0].Ranks);
        Assert.Equal(0.25, outcome.Mean(RankingMeasure.Named("recall@10")));
        Assert.Equal(0.5, outcome.Mean(RankingMeasure.Named("mrr")), 6);
    }

    [Fact]
    public void Somebody_who_has_seen_nearly_everything_gets_a_short_list()
    {
        var model = new FixedScores([1, 2, 3]);
        var task = RankingTask.Of(model.Items, Interactions.Of(new(1, 0), new(1, 1)), Interactions.Of(new Interaction(1, 2)));

        var person = Assert.Single(RankingOutcome.Of(task, model, 10, new TrainingRun()).People);

        Assert.Equal([2], person.Top);
        Assert.Equal([1], person.Ranks);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_score_that_is_not_finite_is_an_error(float score)
    {
        var model = new FixedScores([1, score, 3]);
        var task = RankingTask.Of(model.Items, Interactions.Of(), Interactions.Of(new Interaction(1, 2)));

        Assert.Throws<ArithmeticException>(() => RankingOutcome.Of(task, model, 10, new TrainingRun()));
    }

    [Fact]
    public void A_model_with_another_catalogue_is_refused()
    {
        var task = new RankingTask(new IdMap([0, 1]), []);

        Assert.Throws<ArgumentException>(() => RankingOutcome.Of(task, new FixedScores([1, 2, 3]), 10, new TrainingRun()));
    }

    static Interactions RandomRows(Random random, int users, double share) => Interactions.Of(
        from user in Enumerable.Range(0, users)
        from item in Enumerable.Range(0, 60)
        where item == 2 * user || random.NextDouble() < share
        select new Interaction(user, share < 0.25 && item == 2 * user ? item ^ 1 : item));
}
