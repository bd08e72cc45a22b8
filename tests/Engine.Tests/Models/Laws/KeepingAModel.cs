using System.Runtime.CompilerServices;
using Marquee.Engine.Models;
using Marquee.Engine.Persistence;

namespace Marquee.Engine.Tests.Models.Laws;

public sealed class KeepingAModel
{
    public static TheoryData<string> Kinds => Trained.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public void Saved_and_loaded_it_says_exactly_the_same(string kind)
    {
        var model = Trained.On(kind);
        var path = model.Save();

        var (loaded, header) = ModelFile.Load(path);
        File.Delete(path);

        Assert.Equal(kind, loaded.Name);
        Assert.Equal(((IPersistentModel)model).Options, ((IPersistentModel)loaded).Options);
        Assert.Equal(((IPersistentModel)model).Options, header.Options);
        Assert.Equal(model.Items.Ids.ToArray(), loaded.Items.Ids.ToArray());
        foreach (var history in new[] { History.Empty, Population.Mixed })
        {
            Assert.Equal(model.Scores(history), loaded.Scores(history));
            Assert.Equal(model.Explain(history, 4).Contributions, loaded.Explain(history, 4).Contributions);
            if (model is IRatingPredictor predictor)
                Assert.Equal(predictor.Predict(history, 4), ((IRatingPredictor)loaded).Predict(history, 4));
        }

        Assert.Equal(model.Similar(3, 5), loaded.Similar(3, 5));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_same_seed_gives_the_same_bytes_however_the_rows_were_ordered(string kind)
    {
        var shuffled = Population.Rows.ToArray();
        var order = new Random(3);
        order.Shuffle(shuffled);
        // Of two ratings of one film at one time the last given counts: keep their order, shuffle the rest.
        var rows = Population.Rows.GroupBy(r => (r.User, r.Item)).Select(g => g.MaxBy(r => r.Time)).ToArray();
        var other = rows.OrderBy(r => Array.IndexOf(shuffled, r)).ToArray();

        var first = Trained.Train(kind, Population.Of(rows)).Save();
        var second = Trained.Train(kind, Population.Of(other)).Save();

        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
        File.Delete(first);
        File.Delete(second);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_number_of_threads_does_not_change_a_byte(string kind)
    {
        // Large enough for a grid of several blocks.
        var data = Population.Of(Population.Make(users: 500, items: 160, perUser: 80, seed: 9));

        var alone = Trained.Train(kind, data, new TrainingRun(Threads: 1)).Save();
        var together = Trained.Train(kind, data, new TrainingRun(Threads: 3)).Save();

        Assert.Equal(File.ReadAllBytes(alone), File.ReadAllBytes(together));
        File.Delete(alone);
        File.Delete(together);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_damaged_file_is_refused_by_name(string kind)
    {
        var path = Trained.On(kind).Save();
        var bytes = File.ReadAllBytes(path);
        var random = new Random(1);
        for (var round = 0; round < 40; round++)
        {
            var damaged = round % 2 == 0 ? bytes[..random.Next(bytes.Length)] : (byte[])bytes.Clone();
            if (round % 2 == 1)
                damaged[round < 20 ? random.Next(Math.Min(600, bytes.Length)) : random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, damaged);
            Assert.Throws<InvalidModelFileException>(() => ModelFile.Load(path));
        }

        File.Delete(path);
    }

    [Fact]
    public void Every_model_stands_in_the_librarys_readme()
    {
        var readme = File.ReadAllText(Path.Combine(Folder(), "../../../../src/Marquee.Engine/README.md"));

        Assert.All(ModelKinds.All, kind => Assert.Contains($"`{kind.Name}`", readme, StringComparison.Ordinal));
    }

    static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [Fact]
    public void Every_name_is_known_once() => Assert.Equal(ModelKinds.All.Count, ModelKinds.All.Select(kind => kind.Name).Distinct().Count());
}
