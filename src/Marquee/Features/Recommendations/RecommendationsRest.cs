using System.Text.Json.Serialization;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Recommendations.Wishes;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Api;

namespace Marquee.Features.Recommendations;

/// <summary>Recommendations for programs.</summary>
static class RecommendationsRest
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").WithTags("Recommendations").RequireScope(Scopes.Read);
        api.MapGet("/recommendations", async ([AsParameters] WishParameters wish, RecommendForProfile recommend, CancellationToken cancel) =>
            Answer(await recommend.HandleAsync(wish.Model, wish.Limit, wish.Query.Wishes(), cancel)))
            .WithSummary("Titles for the current profile, or for several who watch together, with reasons")
            .WithDescription("Sliders at 0 leave the order of the model. A title that was watched, rated, hidden or lies beyond a cap never comes.")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        api.MapGet("/recommendations/tonight", async ([AsParameters] WishParameters wish, RecommendForProfile recommend, CancellationToken cancel) =>
            Envelope.Of((await recommend.HandleAsync(wish.Model, 1, wish.Query.Wishes(), cancel)).Titles.Select(RecommendationBody.From).FirstOrDefault()))
            .WithSummary("One title for tonight; it takes the same wishes as a list, such as the minutes there are")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        api.MapGet("/populations/{population}/users/{userId:long}/recommendations", async (
            string population, long userId, string? model, int? limit, RecommendForPopulationUser recommend, CurrentProfile current, CancellationToken cancel) =>
            Answer(await recommend.HandleAsync(population, userId, model, limit, TitleSight.Of(await current.FindAsync(cancel)), cancel)))
            .WithSummary("Titles for a user of a population, by number").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        api.MapGet("/titles/{id}/similar", async (TitleId id, int? limit, SimilarTitles similar, CancellationToken cancel) =>
            Envelope.Of((await similar.HandleAsync(id, limit ?? 20, cancel)).Select(SimilarBody.From)))
            .WithSummary("Titles near this one, with what they share").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        api.MapGet("/titles/{id}/why", async (TitleId id, WhyThis why, CancellationToken cancel) =>
            Envelope.Of(await why.HandleAsync(id, cancel)))
            .WithSummary("The predicted rating taken apart into the profile's own ratings");
    }

    static Envelope<RecommendationsBody> Answer(Recommendations answer) => Envelope.Of(new RecommendationsBody(
        answer.Model, answer.ModelVersion, [.. answer.Titles.Select(RecommendationBody.From)]));
}

sealed record RecommendationsBody(string Model, string ModelVersion, IReadOnlyList<RecommendationBody> Recommendations);

/// <summary>A recommended title as programs see it, the same on the command line.</summary>
sealed record RecommendationBody(
    TitleId TitleId, string Title, int? Year, string Kind, float Score, decimal? PredictedRating, string Reason, string Source, IReadOnlyList<EvidenceBody> Evidence)
{
    /// <summary>What each who watches along should give it; left out for a list for one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MemberBody>? Together { get; init; }

    public static RecommendationBody From(RecommendedTitle r) => new(
        r.Title.Id, r.Title.Title, r.Title.Year, r.Title.Kind, r.Score, r.Predicted?.Rating, r.Reason.Text, r.Source,
        [.. r.Evidence.Select(e => new EvidenceBody(e.Title.Title, e.Contribution))])
    {
        Together = r.Together?.Select(m => new MemberBody(m.Profile.Id, m.Profile.DisplayName, m.Predicted?.Rating)).ToList(),
    };
}

sealed record MemberBody(ProfileId ProfileId, string Name, decimal? PredictedRating);


sealed record EvidenceBody(string Title, float Contribution);

sealed record SimilarBody(TitleId TitleId, string Title, int? Year, string Kind, float Similarity, IReadOnlyList<string> SharedFeatures)
{
    public static SimilarBody From(SimilarTitle s) => new(s.Title.Id, s.Title.Title, s.Title.Year, s.Title.Kind, s.Similarity, s.Shared);
}
