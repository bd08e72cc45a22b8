using Marquee.Engine.Models.Content;
using Marquee.Engine.Tests.Models.Laws;

namespace Marquee.Engine.Tests.Models.References;

public sealed class ContentReference
{
    static readonly IReadOnlyList<ItemDocument> Documents = Population.Data.Documents!;

    [Theory, InlineData(false), InlineData(true)]
    public void Similarity_is_the_cosine_of_weighed_terms(bool bm25)
    {
        var options = new ContentOptions { Bm25 = bm25 };
        var model = (ContentModel)ContentModel.Kind.Train(Population.Data, options, new TrainingRun());
        var vectors = Documents.Select(document => Vector(document, options)).ToArray();
        for (var a = 0; a < vectors.Length; a++)
            for (var b = 0; b < vectors.Length; b++)
                Assert.Equal(Dot(vectors[a], vectors[b]), model.Cosine(a, b), 1e-5);

        var scores = model.Scores(Population.Loves(2, 25));
        for (var i = 0; i < vectors.Length; i++)
            Assert.Equal(Dot(vectors[i], vectors[2]) + Dot(vectors[i], vectors[25]), scores[i], 1e-4);
    }

    static double Dot(Dictionary<(string, string), double> a, Dictionary<(string, string), double> b) => a.Sum(t => t.Value * b.GetValueOrDefault(t.Key));

    static Dictionary<(string, string), double> Vector(ItemDocument document, ContentOptions options)
    {
        var vector = new Dictionary<(string, string), double>();
        foreach (var (field, terms) in document.Fields)
        {
            var having = Documents.Where(d => d.Fields.ContainsKey(field)).ToArray();
            var meanLength = having.Average(d => d.Fields[field].Count);
            var weights = terms.Distinct().Where(t => having.Count(d => d.Fields[field].Contains(t)) >= 2).ToDictionary(term => term, term =>
            {
                double tf = terms.Count(t => t == term), n = having.Count(d => d.Fields[field].Contains(term)), all = having.Length;
                return options.Bm25
                    ? Math.Log(1 + (all - n + 0.5) / (n + 0.5)) * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * terms.Count / meanLength))
                    : (1 + Math.Log(tf)) * (Math.Log((1 + all) / (1 + n)) + 1);
            });
            var length = Math.Sqrt(weights.Values.Sum(w => w * w));
            foreach (var (term, weight) in weights)
                vector[(field, term)] = weight / length * Math.Sqrt(options.WeightOf(field));
        }

        var norm = Math.Sqrt(Documents.SelectMany(d => d.Fields.Keys).Distinct().Sum(options.WeightOf));
        return vector.ToDictionary(t => t.Key, t => t.Value / norm);
    }

    [Fact]
    public void The_features_two_titles_share_are_named_and_add_up_to_their_similarity()
    {
        var model = (ContentModel)Trained.On("content");

        var shared = model.SharedFeatures(0, 7, 100);

        Assert.Contains(shared, f => f is { Field: "director", Term: "director 0" });
        Assert.Contains(shared, f => f is { Field: "genre", Term: "crime" });
        Assert.DoesNotContain(shared, f => f.Term == "word0");
        Assert.Equal(model.Cosine(0, 7), shared.Sum(f => f.Weight), 1e-5);
        Assert.Equal(shared.OrderByDescending(f => f.Weight).Select(f => f.Weight), shared.Select(f => f.Weight));
        Assert.Equal(shared.Take(2), model.SharedFeatures(0, 7, 2));
    }

    [Fact]
    public void What_was_disliked_pulls_its_kind_down()
    {
        var model = Trained.On("content");
        var scores = model.Scores(History.Of([new Event(1, 1)]));

        Assert.True(scores[..Population.KindSize].Average() < 0);
        Assert.True(scores[..Population.KindSize].Average() < scores[Population.KindSize..].Average());
    }

    [Fact]
    public void Taste_names_what_a_person_likes()
    {
        var taste = ((ContentModel)Trained.On("content")).Taste(Population.Loves(0, 1, 2, 3), 3);

        Assert.Contains(taste, f => f.Term is "crime" or "drama" or "night");
        Assert.DoesNotContain(taste, f => f.Term is "comedy" or "summer");
    }

    [Fact]
    public void Text_is_cut_into_telling_words() =>
        Assert.Equal(["amelie", "cowboys", "bedroom", "1999"], TextTerms.Of("The Amélie, and a cowboy’s “bedroom”: 1999!"));

    [Fact]
    public void A_wrong_number_of_documents_is_refused() =>
        Assert.Throws<ArgumentException>(() => Trained.Train("content", new TrainingData(Population.Data.Interactions, [.. Documents.Take(3)])));
}
