using Marquee.Importers.MovieLens;

namespace Marquee.Importers.Tests.MovieLens;

public sealed class ReadingMovieLensRatings
{
    [Fact]
    public void One_persons_rows_of_a_data_set()
    {
        var items = Reads.Items("userId,movieId,rating,timestamp\n15,1,4.5,1260759144\n15,50,0.5,1260759179\n", "ratings.csv");

        Assert.Equal([90, 10], items.Select(item => item.Rating));
        Assert.Equal([new ExternalId("movielens", "1")], items[0].ExternalIds);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1260759144), items[0].RatedAt);
        Assert.Null(items[0].Title);
    }

    [Fact]
    public void The_personal_export_with_its_ids_and_names()
    {
        var item = Assert.Single(Reads.Items("movie_id,imdb_id,tmdb_id,rating,average_rating,title\n29,0112682,902,4.0,3.9,\"City of Lost Children, The (Cité des enfants perdus, La) (1995)\"\n", "movielens-ratings.csv"));

        Assert.Equal([new ExternalId("movielens", "29"), new ExternalId("imdb", "tt0112682"), new ExternalId("tmdb", "902")], item.ExternalIds);
        Assert.Equal(("The City of Lost Children", 1995, 80), (item.Title, item.Year, item.Rating));
    }

    [Fact]
    public void A_population_is_not_a_history()
    {
        var refusal = Reads.Refusal(File.ReadAllBytes(Path.Combine(Catalogues.Root, "samples", "movielens-small", "ratings.csv")), "ratings.csv");

        Assert.Equal("several_people", refusal.Code);
        Assert.Contains("671 people", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("15,x,4.5,1260759144")]
    [InlineData("15,1,4.2,1260759144")]
    [InlineData("15,1,,1260759144")]
    [InlineData("15,1,4.5,yesterday")]
    [InlineData("15,1,4.5")]
    public void A_bad_row_costs_only_itself(string row)
    {
        var rows = Reads.Rows($"userId,movieId,rating,timestamp\n15,2,3,1260759144\n{row}\n15,3,3,1260759144\n", "ratings.csv");

        Assert.Equal(3, Assert.Single(rows.OfType<RefusedRow>()).Line);
        Assert.Equal(2, rows.OfType<ImportedItem>().Count());
    }

    [Theory]
    [InlineData("Toy Story (1995)", "Toy Story", 1995)]
    [InlineData("Matrix, The (1999)", "The Matrix", 1999)]
    [InlineData("Misérables, Les (1995)", "Les Misérables", 1995)]
    [InlineData("Good, the Bad and the Ugly, The (Buono, il brutto, il cattivo, Il) (1966)", "The Good, the Bad and the Ugly", 1966)]
    [InlineData("Rocky VI (1986) ", "Rocky VI", 1986)]
    [InlineData("Fawlty Towers (1975-1979)", "Fawlty Towers", 1975)]
    [InlineData("Big Bang Theory, The (2007-)", "The Big Bang Theory", 2007)]
    [InlineData("Hyena Road", "Hyena Road", null)]
    [InlineData("2012 (2009)", "2012", 2009)]
    public void A_title_is_taken_apart(string text, string title, int? year) =>
        Assert.Equal((title, year), (MovieLensTitle.Parse(text).Title, MovieLensTitle.Parse(text).Year));

    [Fact]
    public void Names_in_parentheses_are_other_names_in_natural_order()
    {
        Assert.Equal(["The Professional", "Léon"], MovieLensTitle.Parse("Léon: The Professional (a.k.a. The Professional) (Léon) (1994)").Alternatives);
        Assert.Equal(["The Raccoon War", "Heisei tanuki gassen pompoko"], MovieLensTitle.Parse("Pom Poko (a.k.a. Raccoon War, The) (Heisei tanuki gassen pompoko) (1994)").Alternatives);
    }
}
