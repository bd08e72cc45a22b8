using Marquee.Engine.Data;
using Marquee.Engine.Evaluation.Protocols;

namespace Marquee.Engine.Tests.Evaluation;

public sealed class ProtocolLaws
{
    public static TheoryData<int> Seeds => [1, 2, 3, 4, 5];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Folds_test_every_interaction_exactly_once(int seed)
    {
        var all = Population(seed);
        var folds = KFold.Split(all, 5, seed).ToArray();

        Assert.Equal(5, folds.Length);
        Assert.All(folds, fold => Whole(all, fold));
        Assert.Equal(all.Rows(), folds.SelectMany(fold => fold.Test.Rows()).OrderBy(row => row.User).ThenBy(row => row.Item));
        Assert.True(folds.Max(fold => fold.Test.Count) - folds.Min(fold => fold.Test.Count) <= 1);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_last_one_left_out_is_never_older_than_what_is_left_in(int seed)
    {
        var all = Population(seed);
        var split = LeaveLastOut.Split(all, seed % 2 == 0 ? LastOfTies.HighestId : LastOfTies.Random, seed);

        Whole(all, split);
        var trained = split.Train.Rows().ToLookup(row => row.User);
        Assert.All(split.Test.Rows(), row => Assert.True(trained[row.User].All(other => other.Time <= row.Time)));
        Assert.All(split.Test.Rows().CountBy(row => row.User), count => Assert.Equal(1, count.Value));
        Assert.Equal(all.Rows().CountBy(row => row.User).Where(count => count.Value >= 2).Select(count => count.Key), split.Test.Users.Ids.ToArray());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void After_a_time_split_nothing_in_training_is_as_late_as_any_test(int seed)
    {
        var all = Population(seed);
        var split = GlobalTime.Split(all, 0.8);

        Whole(all, split);
        Assert.True(split.Train.Rows().Max(row => row.Time) < split.Test.Rows().Min(row => row.Time));
        Assert.InRange(split.Train.Count / (double)all.Count, 0.6, 0.8);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Strong_generalisation_keeps_people_apart_and_leaks_nothing(int seed)
    {
        var all = Population(seed);
        var split = StrongGeneralisation.Split(all, new(Threshold: 3, MinimumPerUser: 5, ValidationUsers: 10, TestUsers: 15, Seed: seed));

        Interactions[] parts = [split.Train, split.Validation.FoldIn, split.Test.FoldIn];
        var users = parts.SelectMany(part => part.Users.Ids.ToArray()).ToArray();
        Assert.Equal(users.Length, users.Distinct().Count());
        foreach (var held in (FoldInHeldOut[])[split.Validation, split.Test])
        {
            Assert.Empty(held.FoldIn.Rows().Select(row => (row.User, row.Item)).Intersect(held.HeldOut.Rows().Select(row => (row.User, row.Item))));
            Assert.All(held.FoldIn.Items.Ids.ToArray().Concat(held.HeldOut.Items.Ids.ToArray()), item => Assert.True(split.Train.Items.IndexOf(item) >= 0));
            var kept = held.FoldIn.Rows().Concat(held.HeldOut.Rows()).CountBy(row => row.User).ToDictionary();
            Assert.All(held.HeldOut.Rows().CountBy(row => row.User), count => Assert.Equal((int)(0.2 * kept[count.Key]), count.Value));
        }

        Assert.All(parts.SelectMany(part => part.Rows()), row => Assert.True(row.Value >= 3));
        Assert.All(split.Train.Rows().CountBy(row => row.User), count => Assert.True(count.Value >= 5));
        Assert.True(split.Test.FoldIn.Users.Count <= 15 && split.Validation.FoldIn.Users.Count <= 10);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_same_seed_gives_the_same_split_and_another_one_another(int seed)
    {
        var all = Population(1);

        Assert.Equal(KFold.Split(all, 3, seed).First().Test.Rows(), KFold.Split(all, 3, seed).First().Test.Rows());
        Assert.NotEqual(KFold.Split(all, 3, seed).First().Test.Rows(), KFold.Split(all, 3, seed + 1).First().Test.Rows());
        Assert.Equal(Strong(seed), Strong(seed));
        Assert.NotEqual(Strong(seed), Strong(seed + 1));

        IEnumerable<Interaction> Strong(int s) => StrongGeneralisation.Split(all, new(Seed: s)).Test.HeldOut.Rows();
    }

    [Fact]
    public void Of_several_at_the_last_second_the_highest_id_or_any_is_the_last()
    {
        var all = Interactions.Of(new(1, 5, 1, 9), new(1, 6, 1, 9), new(1, 7, 1, 9), new(1, 8, 1, 3));

        Assert.Equal(7, Assert.Single(LeaveLastOut.Split(all, LastOfTies.HighestId, 1).Test.Rows()).Item);
        Assert.Equal([5L, 6L, 7L], Enumerable.Range(0, 50).Select(seed => LeaveLastOut.Split(all, LastOfTies.Random, seed).Test.Items[0]).Distinct().Order());
    }

    [Fact]
    public void Data_without_times_is_refused_by_protocols_over_time()
    {
        var untimed = Interactions.Of(new(1, 1), new(1, 2));

        Assert.Contains("timestamps", Assert.Throws<UnsuitableDataException>(() => LeaveLastOut.Split(untimed, LastOfTies.HighestId, 1)).Message);
        Assert.Contains("timestamps", Assert.Throws<UnsuitableDataException>(() => GlobalTime.Split(untimed, 0.8)).Message);
        Assert.Throws<UnsuitableDataException>(() => StrongGeneralisation.Split(untimed, new()));
        Assert.Throws<UnsuitableDataException>(() => GlobalTime.Split(Interactions.Of(new(1, 1, 1, 5), new(1, 2, 1, 5)), 0.8));
    }

    [Theory]
    [InlineData(".csv")]
    [InlineData(".csv.gz")]
    public void A_written_split_reads_back_equal(string ending)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ending);
        try
        {
            var all = Population(9);
            RatingFileWriter.Write(path, all);

            Assert.Equal(all.Rows(), RatingFile.Read(path, TestContext.Current.CancellationToken).Rows());
        }
        finally
        {
            File.Delete(path);
        }
    }

    static void Whole(Interactions all, TrainTest split) =>
        Assert.Equal(all.Rows(), split.Train.Rows().Concat(split.Test.Rows()).OrderBy(row => row.User).ThenBy(row => row.Item));

    /// <summary>Eighty users of all degrees of activity, with ties in time.</summary>
    static Interactions Population(int seed)
    {
        var random = new Random(seed);
        return Interactions.Of(
            from user in Enumerable.Range(0, 80)
            from _ in Enumerable.Range(0, 1 + random.Next(60))
            select new Interaction(user, random.Next(100), random.Next(1, 11) / 2f, 1_000 + random.Next(500)));
    }
}
