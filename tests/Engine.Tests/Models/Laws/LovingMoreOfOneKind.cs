using Marquee.Engine.Models;

namespace Marquee.Engine.Tests.Models.Laws;

public sealed class LovingMoreOfOneKind
{
    /// <summary>Slope one is left out: it knows by how much one title is rated above another, not who likes which.</summary>
    public static TheoryData<string> PersonalKinds => [.. ModelKinds.All.Select(kind => kind.Name).Except(["popularity", "slope-one"])];

    [Theory, MemberData(nameof(PersonalKinds))]
    public void More_of_the_same_moves_the_kind_up(string kind)
    {
        var model = Trained.On(kind);

        var other = Lead(model, Population.Loves(Population.KindSize + 2));
        var one = Lead(model, Population.Loves(2));
        var five = Lead(model, Population.Loves(2, 0, 5, 1, 3));

        Assert.True(one > other, $"{other} → {one}");
        // A blend brings every answer to the same spread: there, more of the same shows in the order, not in the distance.
        Assert.True(five > one || (kind == "blend" && five > other), $"{one} → {five}");
    }

    /// <summary>By how much the unseen films of kind A stand above those of kind B.</summary>
    static double Lead(Model model, History history)
    {
        var scores = model.Scores(history);
        return scores[8..Population.KindSize].Average() - scores[(Population.KindSize + 8)..].Average();
    }
}
