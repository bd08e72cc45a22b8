using Marquee.Engine.Ranking;

namespace Marquee.Engine.Tests.Ranking;

public sealed class AskingSomebodyNew
{
    // Thirty titles in three kinds, the first kind best known; the last one is known by nobody.
    static readonly float[] Popularity = [.. Enumerable.Range(0, 30).Select(i => 1000f / (1 + i)).Take(29), 0];

    static double SameKind(int a, int b) => a / 10 == b / 10 ? 0.7 : 0.1;

    [Fact]
    public void The_best_known_comes_first_and_every_kind_is_there()
    {
        var asked = OnboardingSet.Choose(Popularity, 6, SameKind);

        Assert.Equal(0, asked[0]);
        Assert.Equal([0, 1, 2], asked.Take(3).Select(i => i / 10).Order());
        Assert.Equal(6, asked.Distinct().Count());
    }

    [Fact]
    public void What_is_excluded_or_unknown_is_never_asked()
    {
        var asked = OnboardingSet.Choose(Popularity, 40, SameKind, item => item < 5);

        Assert.Equal(Enumerable.Range(5, 24), asked.Order());
    }

    [Fact]
    public void Titles_that_are_all_alike_are_still_asked_once_each() =>
        Assert.Equal(5, OnboardingSet.Choose(Popularity, 5, (_, _) => 1).Distinct().Count());
}
