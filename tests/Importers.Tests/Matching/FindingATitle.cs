using Marquee.Importers.Matching;

namespace Marquee.Importers.Tests.Matching;

public sealed class FindingATitle
{
    [Theory]
    [InlineData("The Matrix", "Matrix, The")]
    [InlineData("matrix", "The Matrix")]
    [InlineData("Léon: The Professional", "Leon - the professional")]
    [InlineData("WALL·E", "WALL-E")]
    [InlineData("Schindler’s List", "Schindler's List")]
    [InlineData("Lock, Stock and Two Smoking Barrels", "Lock, Stock & Two Smoking Barrels")]
    [InlineData("Rocky II", "Rocky 2")]
    [InlineData("The Godfather Part II", "Godfather: Part II, The")]
    [InlineData("Hostel: Part I", "Hostel, Part 1")]
    [InlineData("Alien³", "Alien 3")]
    [InlineData("8½", "8 1/2")]
    [InlineData("Les Misérables", "Misérables, Les")]
    [InlineData("Three Colours: Blue", "Three Colors: Blue")]
    [InlineData("Spider-Man", "Spiderman")]
    [InlineData("M*A*S*H", "MASH")]
    [InlineData("E.T. the Extra-Terrestrial", "ET The Extraterrestrial")]
    [InlineData("Straße", "Strasse")]
    [InlineData("Ocean's Eleven", "Oceans 11")]
    public void One_title_in_two_spellings(string file, string catalogue) =>
        Assert.Equal(MatchOutcome.Matched, Match(file, 1999, (catalogue, 1999)).Outcome);

    [Theory]
    [InlineData("Malcolm X", "Malcolm 10")]
    [InlineData("V", "5")]
    [InlineData("Die Hard", "Hard")]
    [InlineData("La La Land", "La Land")]
    [InlineData("Heat", "Heart")]
    public void Two_titles_that_only_look_alike(string file, string catalogue) =>
        Assert.Equal(MatchOutcome.Unmatched, Match(file, 1999, (catalogue, 1999)).Outcome);

    [Theory]
    [InlineData("?")]
    [InlineData("$")]
    [InlineData("…")]
    public void A_title_of_signs_alone_is_a_title(string title) =>
        Assert.Equal(1, Match(title, 1999, (title, 1999), ("#", 1999)).Title?.Id);

    [Fact]
    public void Dune_of_1984_and_Dune_of_2021_stay_two_films()
    {
        Assert.Equal(1, Match("Dune", 1984, ("Dune", 1984), ("Dune", 2021)).Title?.Id);
        Assert.Equal(2, Match("Dune", 2021, ("Dune", 1984), ("Dune", 2021)).Title?.Id);
        Assert.Equal(MatchOutcome.Unmatched, Match("Dune", 2021, ("Dune", 1984), ("Dune", 2000)).Outcome);
    }

    [Fact]
    public void A_name_without_a_year_is_not_enough_when_two_titles_bear_it()
    {
        var solaris = Match("Solaris", null, ("Solaris", 1972), ("Solaris", 2002));

        Assert.Equal((MatchOutcome.Unsure, 2), (solaris.Outcome, solaris.Candidates.Count));
        Assert.Equal(1, Match("Stalker", null, ("Stalker", 1979), ("Solaris", 2002)).Title?.Id);
    }

    [Fact]
    public void The_next_year_will_do_unless_another_title_is_as_near()
    {
        Assert.Equal(1, Match("The Killers", 1963, ("The Killers", 1964), ("The Killers", 1946)).Title?.Id);
        Assert.Equal(2, Match("The Killers", 1963, ("The Killers", 1964), ("The Killers", 1963)).Title?.Id);
        Assert.Equal(MatchOutcome.Unsure, Match("The Killers", 1963, ("The Killers", 1964), ("The Killers", 1962)).Outcome);
    }

    [Fact]
    public void A_year_further_off_is_asked_about_and_a_far_one_is_another_film()
    {
        Assert.Equal(MatchOutcome.Unsure, Match("The Killers", 1962, ("The Killers", 1964)).Outcome);
        var far = Match("The Killers", 1946, ("The Killers", 1964));
        Assert.Equal(MatchOutcome.Unmatched, far.Outcome);
        Assert.Contains("1964", far.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Part_of_a_name_stands_for_the_whole_only_in_the_same_year_and_never_for_another_part()
    {
        Assert.Equal(1, Match("Star Wars", 1977, ("Star Wars: Episode IV - A New Hope", 1977)).Title?.Id);
        Assert.Equal(MatchOutcome.Unsure, Match("Star Wars", 1978, ("Star Wars: Episode IV - A New Hope", 1977)).Outcome);
        Assert.Equal(MatchOutcome.Unmatched, Match("Kill Bill: Vol. 2", 2003, ("Kill Bill: Vol. 1", 2003)).Outcome);
    }

    [Fact]
    public void An_outside_id_outranks_the_name()
    {
        var index = new TitleIndex([
            new CatalogueTitle(1, TitleKind.Film, "Heat", 1995) { ExternalIds = [new("imdb", "tt0113277")] },
            new CatalogueTitle(2, TitleKind.Film, "Hitze", 1995) { ExternalIds = [new("imdb", "tt9999999")] }]);

        var match = index.Match(Item("Heat", 1995) with { ExternalIds = [new("imdb", "tt9999999")] });

        Assert.Equal(2, match.Title?.Id);
        Assert.Equal("Same IMDb id.", match.Reason);
    }

    [Fact]
    public void A_number_that_is_a_film_and_a_show_at_one_provider_is_decided_by_kind()
    {
        var index = new TitleIndex([
            new CatalogueTitle(1, TitleKind.Film, "Fight Club", 1999) { ExternalIds = [new("tmdb", "550")] },
            new CatalogueTitle(2, TitleKind.Show, "Till Death Us Do Part", 1965) { ExternalIds = [new("tmdb", "550")] }]);
        var item = Item("Fight Club", 1999) with { ExternalIds = [new("tmdb", "550")] };

        Assert.Equal(1, index.Match(item with { Kind = TitleKind.Film }).Title?.Id);
        Assert.Equal(2, index.Match(item with { Kind = TitleKind.Show }).Title?.Id);
        Assert.Equal((1, "name"), (index.Match(item).Title?.Id, index.Match(item).MatchedBy));
    }

    [Fact]
    public void Same_name_and_year_under_another_id_is_asked_about()
    {
        var index = new TitleIndex([new CatalogueTitle(1, TitleKind.Film, "Heat", 1995) { ExternalIds = [new("imdb", "tt0113277")] }]);

        Assert.Equal(MatchOutcome.Unsure, index.Match(Item("Heat", 1995) with { ExternalIds = [new("imdb", "tt0000001")] }).Outcome);
        Assert.Equal(MatchOutcome.Matched, index.Match(Item("Heat", 1995) with { ExternalIds = [new("tmdb", "1")] }).Outcome);
    }

    [Fact]
    public void A_show_is_not_taken_for_a_film_of_the_same_name()
    {
        var index = new TitleIndex([new CatalogueTitle(1, TitleKind.Film, "Fargo", 1996), new CatalogueTitle(2, TitleKind.Show, "Fargo", 1996)]);
        var films = new TitleIndex([new CatalogueTitle(1, TitleKind.Film, "Fargo", 1996)]);

        Assert.Equal(2, index.Match(Item("Fargo", 1996) with { Kind = TitleKind.Show }).Title?.Id);
        Assert.Equal(MatchOutcome.Unsure, index.Match(Item("Fargo", 1996)).Outcome);
        Assert.Equal(MatchOutcome.Unmatched, films.Match(Item("Fargo", 1996) with { Kind = TitleKind.Show }).Outcome);
    }

    [Fact]
    public void Original_and_other_names_count()
    {
        var index = new TitleIndex([new CatalogueTitle(1, TitleKind.Film, "Amelie", 2001) { Alternatives = ["Fabuleux destin d'Amélie Poulain, Le"] }]);

        Assert.Equal(1, index.Match(Item("Le Fabuleux Destin d'Amélie Poulain", 2001)).Title?.Id);
        Assert.Equal(1, index.Match(Item("Die fabelhafte Welt der Amélie", 2001) with { OriginalTitle = "Le Fabuleux Destin d'Amélie Poulain" }).Title?.Id);
    }

    static TitleMatch Match(string title, int? year, params (string Title, int? Year)[] catalogue) => Catalogues.Of(catalogue).Match(Item(title, year));

    static ImportedItem Item(string title, int? year) => new("films.csv", 2, "") { Title = title, Year = year };
}
