using Marquee.Data;
using Marquee.Features.Recommendations;
using Marquee.Features.Recommendations.Learning;
using Marquee.Features.Recommendations.Rows;
using Marquee.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Recommendations;

/// <summary>Whatever a person has watched, rated or hidden, no list and no row shows it: tried on random tastes.</summary>
public sealed class NeverShowingWhatIsKnown(ProgramOnSqlite program)
{
    const int RowLength = 20;

    [Fact]
    public async Task No_row_ever_shows_a_title_that_was_watched_rated_or_hidden()
    {
        var models = (await program.RunningAsync()).Services.GetRequiredService<CurrentModels>().Require();
        var titles = models.Blend.Items.Ids.ToArray();
        var random = new Random(1895);

        for (var person = 0; person < 40; person++)
        {
            var taste = RandomTaste(random, titles);
            var recommender = new Recommender(models, taste);
            var forYou = recommender.Rank(models.Blend, RowLength);
            var shown = forYou
                .Concat(models.Blend.Members.SelectMany(member => recommender.Rank(member.Model, RowLength)))
                .Concat(BecauseYouLoved.Of(recommender, forYou, RowLength).SelectMany(row => row.Titles))
                .Concat(Stretch.Of(recommender, RowLength, new HashSet<long>()))
                .Concat(HiddenGems.Of(recommender, RowLength));

            Assert.DoesNotContain(shown, title => taste.Excludes(title.Title.Value));
        }
    }

    static Taste RandomTaste(Random random, long[] titles)
    {
        // From nothing to nearly everything: the more is known, the more there is to leave out.
        var share = random.NextDouble() * random.NextDouble();
        var events = titles.Where(_ => random.NextDouble() < share)
            .Select(title => new TasteEvent(new TitleId(title), random.Next(3) == 0 ? null : random.Next(2, 21) * 5, random.NextInt64(1_700_000_000_000)));
        return new Taste([.. events], titles.Where(_ => random.NextDouble() < 0.05).ToHashSet());
    }
}
