using Marquee.Features.Catalogue.MovieLens;

namespace Marquee.Tests.Catalogue;

public sealed class ReadingMovieLensTitles
{
    [Theory]
    [InlineData("Toy Story (1995)", "Toy Story", 1995, "")]
    [InlineData("American President, The (1995)", "The American President", 1995, "")]
    [InlineData("City of Lost Children, The (Cité des enfants perdus, La) (1995)", "The City of Lost Children", 1995, "La Cité des enfants perdus")]
    [InlineData("Seven (a.k.a. Se7en) (1995)", "Seven", 1995, "Se7en")]
    [InlineData("European Vacation (aka National Lampoon's European Vacation) (1985)", "European Vacation", 1985, "National Lampoon's European Vacation")]
    [InlineData("Léon: The Professional (a.k.a. The Professional) (Léon) (1994)", "Léon: The Professional", 1994, "The Professional|Léon")]
    [InlineData("Yes, Madam (a.k.a. Police Assassins) (a.k.a. In the Line of Duty 2) (Huang gu shi jie) (1985)", "Yes, Madam", 1985, "Police Assassins|In the Line of Duty 2|Huang gu shi jie")]
    [InlineData("(500) Days of Summer (2009)", "(500) Days of Summer", 2009, "")]
    [InlineData("Frontière(s) (2007)", "Frontière(s)", 2007, "")]
    [InlineData("Birdman: Or (The Unexpected Virtue of Ignorance) (2014)", "Birdman: Or (The Unexpected Virtue of Ignorance)", 2014, "")]
    [InlineData("Rocky VI (1986) ", "Rocky VI", 1986, "")]
    [InlineData("Hyena Road", "Hyena Road", null, "")]
    [InlineData("2001: A Space Odyssey (1968)", "2001: A Space Odyssey", 1968, "")]
    public void A_title_its_year_and_its_other_names_come_apart(string text, string title, int? year, string otherNames)
    {
        var read = MovieLensTitle.Parse(text);

        Assert.Equal((title, year), (read.Title, read.Year));
        Assert.Equal(otherNames, string.Join('|', read.OtherNames));
        Assert.False(read.IsShow);
    }

    [Theory]
    [InlineData("Big Bang Theory, The (2007-)", "The Big Bang Theory", 2007, null)]
    [InlineData("Fawlty Towers (1975-1979)", "Fawlty Towers", 1975, 1979)]
    [InlineData("Dekalog (1989–1990)", "Dekalog", 1989, 1990)]
    public void A_range_of_years_makes_a_show(string text, string title, int year, int? endYear)
    {
        var read = MovieLensTitle.Parse(text);

        Assert.Equal((title, year, endYear, true), (read.Title, read.Year, read.EndYear, read.IsShow));
    }

    [Fact]
    public void The_name_without_aka_is_the_one_in_its_own_language() =>
        Assert.Equal("Léon", MovieLensTitle.Parse("Léon: The Professional (a.k.a. The Professional) (Léon) (1994)").OriginalTitle);
}
