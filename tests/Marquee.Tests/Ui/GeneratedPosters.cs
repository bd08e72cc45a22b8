using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Marquee.Ui.Posters;

namespace Marquee.Tests.Ui;

/// <summary>The poster format, held by the golden vectors of the design reference.</summary>
public sealed class GeneratedPosters
{
    public sealed record Vector(
        string Title, int Year, string Genre, string Seed, string ResolvedGenre, string Ground, string Shape, string Spark, string Type, string Deep,
        string Motif, string Layout, bool Flip, string SvgSha256);

    public static TheoryData<Vector> Vectors()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Ui", "Fixtures", "poster-vectors.json");
        return [.. JsonSerializer.Deserialize<Vector[]>(File.ReadAllText(file), JsonSerializerOptions.Web)!];
    }

    [Theory, MemberData(nameof(Vectors), DisableDiscoveryEnumeration = true)]
    public void The_choices_are_those_of_the_reference(Vector expected)
    {
        var plan = PosterPlan.For(new PosterSubject(expected.Title, expected.Year, expected.Genre));

        Assert.Equal(
            (expected.Seed, expected.ResolvedGenre, expected.Motif, expected.Layout, expected.Flip),
            (plan.Seed.ToString("x8", CultureInfo.InvariantCulture), plan.Genre, plan.Motif, plan.Layout, plan.Flip));
        Assert.Equal(
            (expected.Ground, expected.Shape, expected.Spark, expected.Type, expected.Deep),
            (plan.Inks.Ground, plan.Inks.Shape, plan.Inks.Spark, plan.Inks.Type, plan.Inks.Deep));
    }

    [Theory, MemberData(nameof(Vectors), DisableDiscoveryEnumeration = true)]
    public void The_poster_is_the_reference_byte_for_byte(Vector expected)
    {
        var svg = Poster.Draw(new PosterSubject(expected.Title, expected.Year, expected.Genre));

        Assert.Equal(expected.SvgSha256, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(svg))));
    }

    [Theory, InlineData("Star Wars: Episode II - Attack of the Clones", 2002, "Sci-Fi"), InlineData("Empire of Dreams: The Story of the 'Star Wars' Trilogy", 2004, "Documentary")]
    public void A_subtitle_that_would_run_over_the_edge_is_squeezed_into_the_margins(string title, int year, string genre) =>
        Assert.Single(
            Poster.Draw(new PosterSubject(title, year, genre)).Split("<text"),
            text => text.Contains("letter-spacing", StringComparison.Ordinal) && text.Contains("textLength=\"340\"", StringComparison.Ordinal));

    [Fact]
    public void Every_genre_draws_wellformed_posters_and_stills()
    {
        foreach (var genre in GenreLook.Genres)
            for (var year = 1960; year < 1990; year++)
            {
                var subject = new PosterSubject("Tom & \"Jerry\" <Forever>: A Long Way Home", year, genre);
                XDocument.Parse(Poster.Draw(subject));
                XDocument.Parse(Still.Draw(subject, "S1 E1"));
            }
    }

    [Theory, InlineData(""), InlineData("   "), InlineData("The"), InlineData("A: B"), InlineData("🎬"), InlineData("Straße"), InlineData("The  The")]
    public void An_odd_title_still_gets_a_poster(string title) => XDocument.Parse(Poster.Draw(new PosterSubject(title, 0, null)));
}
