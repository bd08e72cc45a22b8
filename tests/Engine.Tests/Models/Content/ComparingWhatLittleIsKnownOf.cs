using Marquee.Engine.Data;
using Marquee.Engine.Models.Content;

namespace Marquee.Engine.Tests.Models.Content;

/// <summary>An item of which only the genre is known must not be the nearest to everything of that genre.</summary>
public sealed class ComparingWhatLittleIsKnownOf
{
    [Fact]
    public void An_item_that_shares_a_director_is_nearer_than_one_that_is_nothing_but_its_genre()
    {
        const int Heat = 0, Insider = 1, Unknown = 2;
        var model = Train(
            Document(["crime", "action"], ["mann"]),
            Document(["crime", "action"], ["mann"]),
            Document(["crime", "action"], []),
            Document(["drama"], ["lee"]),
            Document(["drama"], ["lee"]));

        Assert.Equal(Insider, model.Similar(Heat, 1)[0].Item);
        Assert.True(model.Cosine(Heat, Insider) > model.Cosine(Heat, Unknown));
        Assert.True(model.Cosine(Unknown, Unknown) < model.Cosine(Heat, Heat));
    }

    static ItemDocument Document(string[] genres, string[] directors) => new(new Dictionary<string, IReadOnlyList<string>>
    {
        [ContentFields.Genre] = genres,
        [ContentFields.Director] = directors,
    });

    static ContentModel Train(params ItemDocument[] documents)
    {
        var builder = new InteractionsBuilder();
        for (var item = 0; item < documents.Length; item++)
            builder.Add(user: 1, item);
        return (ContentModel)ContentModel.Kind.Train(new TrainingData(builder.Build(), documents), new ContentOptions(), new TrainingRun());
    }
}
