using Marquee.Features.Tracking.Plays;

namespace Marquee.Tests.Tracking;

/// <summary>When two tellings are one viewing: a source's own names first, then the time, within what the runtime and the kind allow.</summary>
public sealed class TheSamePlay
{
    static readonly DateTimeOffset Evening = new(2025, 3, 1, 20, 0, 0, TimeSpan.Zero);

    static Telling Exact(int minutes, string source, string? id = null) => new(Evening.AddMinutes(minutes), PlayPrecision.Exact, source, id);

    static Telling On(int days, string source) => new(new DateTimeOffset(2025, 3, 1, 0, 0, 0, TimeSpan.Zero).AddDays(days), PlayPrecision.Day, source);

    static Telling SomeTime(string source) => new(null, PlayPrecision.Unknown, source);

    static Sameness Of(Telling known, Telling told, bool isEpisode = false, int? minutes = 100) => SamePlay.Of([known], told, new PlayLength(isEpisode, minutes));

    [Fact]
    public void A_source_says_by_its_own_names_what_is_one_and_what_is_another()
    {
        Assert.Equal(Sameness.Known, Of(Exact(0, "plex", "p1"), Exact(500, "plex", "p1")));
        Assert.Equal(Sameness.Different, Of(Exact(0, "plex", "p1"), Exact(1, "plex", "p2")));
        Assert.Equal(Sameness.Known, Of(Exact(0, "manual"), Exact(0, "manual")));
        Assert.Equal(Sameness.Different, Of(Exact(0, "manual"), Exact(5, "manual")));
    }

    [Theory]
    [InlineData(0, false, 100, true)]
    [InlineData(100, false, 100, true)] // one notes the beginning, the other the end
    [InlineData(130, false, 100, true)] // with a pause between
    [InlineData(131, false, 100, false)]
    [InlineData(-130, false, 100, true)]
    [InlineData(60, true, 45, true)]
    [InlineData(61, true, 45, false)] // the next episode of an evening is near
    [InlineData(150, false, null, true)] // an unknown film is two hours long
    [InlineData(61, true, null, false)] // an unknown episode is not
    public void Two_sources_tell_of_one_viewing_within_its_length_and_a_pause(int apart, bool isEpisode, int? minutes, bool isSame) =>
        Assert.Equal(isSame ? Sameness.Same : Sameness.Different, Of(Exact(0, "plex", "p1"), Exact(apart, "trakt", "t1"), isEpisode, minutes));

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(1, 0, false)]
    [InlineData(0, 300, true)] // one in the night still means the evening before
    [InlineData(0, 600, false)] // six in the morning does not
    public void A_day_and_a_moment_are_one_viewing_on_that_day_and_late_in_its_night(int day, int minutes, bool isSame) =>
        Assert.Equal(isSame ? Sameness.Same : Sameness.Different, Of(On(day, "letterboxd"), Exact(minutes, "plex")));

    [Fact]
    public void What_nobody_dated_is_whatever_another_source_dated()
    {
        Assert.Equal(Sameness.Same, Of(SomeTime("imdb"), Exact(0, "plex")));
        Assert.Equal(Sameness.Same, Of(Exact(0, "plex"), SomeTime("imdb")));
        Assert.Equal(Sameness.Known, Of(SomeTime("imdb"), SomeTime("imdb")));
    }

    [Fact]
    public void The_same_question_has_the_same_answer_whichever_source_came_first()
    {
        var dice = new Random(11);
        for (var i = 0; i < 2_000; i++)
        {
            var (one, other) = (Any(dice, "plex"), Any(dice, "trakt"));
            var length = new PlayLength(dice.Next(2) == 0, dice.Next(3) == 0 ? null : dice.Next(20, 200));
            Assert.Equal(SamePlay.Of([one], other, length), SamePlay.Of([other], one, length));
        }
    }

    [Fact]
    public void A_play_shows_the_most_exact_time_that_anybody_told() =>
        Assert.Equal(Exact(0, "plex"), SamePlay.Best([SomeTime("imdb"), On(0, "letterboxd"), Exact(0, "plex"), Exact(5, "trakt")]));

    static Telling Any(Random dice, string source) => dice.Next(4) switch
    {
        0 => SomeTime(source),
        1 => On(dice.Next(3), source),
        _ => Exact(dice.Next(-2_000, 2_000), source),
    };
}
