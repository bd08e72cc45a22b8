using Marquee.Engine.Evaluation;

namespace Marquee.Engine.Tests.Evaluation;

public sealed class InventingAShape
{
    [Fact]
    public void It_has_the_size_asked_for_and_rows_in_order()
    {
        var made = SyntheticShape.Parse("500x200x10000").Make(seed: 4);

        Assert.Equal((500, 200), (made.Users.Count, made.Items.Count));
        Assert.InRange(made.Count, 8_000, 12_000);
        for (var user = 0; user < 500; user++)
            Assert.Equal(made.ByUser.ColumnsOf(user).ToArray().Distinct().Order(), made.ByUser.ColumnsOf(user).ToArray());
        Assert.Equal(made.ByUser.Columns, SyntheticShape.Parse("500x200x10000").Make(seed: 4).ByUser.Columns);
    }

    [Theory]
    [InlineData("1x1x1")]
    [InlineData("3x1x500")]
    public void A_tiny_shape_is_made_too(string shape) => Assert.True(SyntheticShape.Parse(shape).Make(1).Count > 0);

    [Theory]
    [InlineData("")]
    [InlineData("500x200")]
    [InlineData("0x1x1")]
    [InlineData("axbxc")]
    public void Nonsense_is_refused(string shape) => Assert.Throws<FormatException>(() => SyntheticShape.Parse(shape));
}
