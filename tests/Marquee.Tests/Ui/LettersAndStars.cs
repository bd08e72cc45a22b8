using Marquee.Ui.Components;
using Marquee.Ui.Layout;

namespace Marquee.Tests.Ui;

/// <summary>How ratings, titles and choices are put into words and letters.</summary>
public sealed class LettersAndStars
{
    [Theory, InlineData(1, "½"), InlineData(2, "1"), InlineData(9, "4½"), InlineData(10, "5"), InlineData(7.5, "3¾"), InlineData(2.5, "1¼"), InlineData(1.5, "¾")]
    public void A_rating_is_shown_as_stars(double rating, string stars) => Assert.Equal(stars, StarsText.Of((decimal)rating));

    [Theory, InlineData(1, "½ star"), InlineData(2, "1 star"), InlineData(3, "1½ stars"), InlineData(10, "5 stars")]
    public void A_rating_is_read_out_in_words(int rating, string words) => Assert.Equal(words, StarsText.InWords(rating));

    [Fact]
    public void What_speaks_against_has_a_minus_sign() => Assert.Equal(("+0.42", "−0.08"), (StarsText.Added(.42), StarsText.Added(-.081)));

    [Fact]
    public void A_stretch_is_a_range() => Assert.Equal("3.1–4.8", new Forecast(4, 3.1, 4.8).Words);

    [Theory, InlineData("Heat", 1), InlineData("Eternal Sunshine of the Spotless Mind", 2), InlineData("", 1), InlineData("Supercalifragilisticexpialidocious", 1)]
    public void A_title_takes_as_many_lines_on_the_board_as_allow_the_largest_letters(string title, int lines) =>
        Assert.Equal(lines, BoardFit.Of(title).Lines.Count);

    [Fact]
    public void A_long_title_leaves_its_subtitle_to_the_page() =>
        Assert.DoesNotContain("BOMB", string.Join(' ', BoardFit.Of("Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb").Lines.Select(l => l.Letters)), StringComparison.Ordinal);

    [Theory, InlineData("light", "more", "light", "more"), InlineData("<script>", "loud", "dark", "normal"), InlineData(null, null, "dark", "normal")]
    public void Display_settings_take_known_words_only(string? theme, string? contrast, string keptTheme, string keptContrast) =>
        Assert.Equal(new DisplaySettings(keptTheme, keptContrast), DisplaySettings.From(theme, contrast));
}
