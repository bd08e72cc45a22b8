using Marquee.Data;

namespace Marquee.Tests.Data;

public sealed class SpellingTitles
{
    [Theory]
    [InlineData("The Matrix", "matrix")]
    [InlineData("Matrix, The", "matrix")]
    [InlineData("Amélie", "amelie")]
    [InlineData("WALL·E", "wall e")]
    [InlineData("E.T. the Extra-Terrestrial", "et the extra terrestrial")]
    [InlineData("L.A. Confidential", "la confidential")]
    [InlineData("Mr. Nobody", "mr nobody")]
    [InlineData("Ocean's Eleven", "oceans eleven")]
    [InlineData("Ocean’s Eleven", "oceans eleven")]
    [InlineData("Fast & Furious", "fast and furious")]
    [InlineData("Alien³", "alien3")]
    [InlineData("Ça tourne à Saint-Pierre", "ca tourne a saint pierre")]
    [InlineData("Mädchen in Uniform", "madchen in uniform")]
    [InlineData("Weiße Straße", "weisse strasse")]
    [InlineData("Þór", "thor")]
    [InlineData("Les Misérables", "les miserables")]
    [InlineData("Misérables, Les", "les miserables")]
    [InlineData("A", "a")]
    [InlineData("七人の侍", "七人の侍")]
    [InlineData("  Heat  ", "heat")]
    [InlineData("...", "")]
    public void Two_spellings_of_one_title_share_a_key(string title, string key) => Assert.Equal(key, TitleKey.Of(title));

    [Theory]
    [InlineData("Good, the Bad and the Ugly, The", "The Good, the Bad and the Ugly")]
    [InlineData("Cité des enfants perdus, La", "La Cité des enfants perdus")]
    [InlineData("Avventura, L'", "L'Avventura")]
    [InlineData("Yes, Madam", "Yes, Madam")]
    [InlineData(", The", ", The")]
    public void An_article_at_the_end_goes_to_the_front(string title, string spoken) => Assert.Equal(spoken, TitleKey.NaturalOrder(title));
}
