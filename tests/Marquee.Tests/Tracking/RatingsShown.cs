using Marquee.Features.Tracking.Ratings;

namespace Marquee.Tests.Tracking;

/// <summary>Every scale shows every rating and gives it back as it was: choosing what is chosen already changes nothing.</summary>
public sealed class RatingsShown
{
    public static TheoryData<string> Scales => [.. RatingScale.All.Select(scale => scale.Name)];

    [Theory, MemberData(nameof(Scales))]
    public void Every_tenth_is_among_the_answers_exactly_and_said_in_words(string name)
    {
        var scale = RatingScale.Named(name);
        for (var tenths = 10; tenths <= 100; tenths++)
        {
            var rating = tenths / 10m;
            var answer = Assert.Single(scale.Answers(rating), a => a.Value == rating);
            Assert.Equal(tenths, RatingRows.Tenths(answer.Value));
            Assert.NotEqual("", scale.Say(rating));
            Assert.Equal(scale.Answers(null).Count, scale.Answers(rating).Count);
        }
    }

    [Fact]
    public void A_half_point_can_be_given_in_ten_and_in_percent()
    {
        Assert.Contains(RatingScale.Ten.Answers(null), a => a is { Value: 8.5m, Words: "8.5 of 10" });
        Assert.Contains(RatingScale.Percent.Answers(null), a => a is { Value: 8.5m, Words: "85 percent" });
        Assert.Equal(["Thumbs down", "So-so", "Thumbs up"], RatingScale.Thumbs.Answers(null).Select(a => a.Words));
        Assert.Equal("4½ stars", RatingScale.Stars.Say(9));
    }
}
