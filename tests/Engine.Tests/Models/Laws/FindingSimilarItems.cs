namespace Marquee.Engine.Tests.Models.Laws;

public sealed class FindingSimilarItems
{
    public static TheoryData<string> Kinds => Trained.Kinds;
    public static TheoryData<string> PersonalKinds => Trained.PersonalKinds;

    [Theory, MemberData(nameof(Kinds))]
    public void An_item_is_not_its_own_neighbour_and_the_nearest_come_first(string kind)
    {
        var model = Trained.On(kind);
        for (var item = 0; item < Population.Items; item++)
        {
            var similar = model.Similar(item, 8);

            Assert.True(similar.Count <= 8);
            Assert.DoesNotContain(similar, n => n.Item == item || !float.IsFinite(n.Similarity));
            Assert.Equal(similar.Count, similar.DistinctBy(n => n.Item).Count());
            Assert.Equal(similar.OrderByDescending(n => n.Similarity).Select(n => n.Similarity), similar.Select(n => n.Similarity));
        }
    }

    [Theory, MemberData(nameof(PersonalKinds))]
    public void Neighbours_are_mostly_of_the_same_kind(string kind)
    {
        var model = Trained.On(kind);
        var neighbours = Enumerable.Range(0, Population.Items).SelectMany(item => model.Similar(item, 5).Select(n => (Same: n.Item < Population.KindSize == item < Population.KindSize, 1))).ToArray();

        Assert.True(neighbours.Count(n => n.Same) > 0.6 * neighbours.Length, $"{neighbours.Count(n => n.Same)} of {neighbours.Length}");
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Asking_for_none_gives_none(string kind) => Assert.Empty(Trained.On(kind).Similar(0, 0));
}
