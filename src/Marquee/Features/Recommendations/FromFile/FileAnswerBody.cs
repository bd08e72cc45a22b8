namespace Marquee.Features.Recommendations.FromFile;

/// <summary>The answer of <c>marquee recommend --json</c>; its keys are a contract.</summary>
sealed record FileAnswerBody(HistoryBody History, string Model, string ModelVersion, IReadOnlyList<RecommendationBody> Recommendations)
{
    public static FileAnswerBody From(FileAnswer answer) => new(
        new HistoryBody(
            answer.Source, answer.Rows, answer.Matched, answer.Unsure,
            [.. answer.Unmatched.Select(row => new UnmatchedBody(row.Row.Line, row.Item?.Title, row.Item?.Year, row.Reason))]),
        answer.Recommendations.Model,
        answer.Recommendations.ModelVersion,
        [.. answer.Recommendations.Titles.Select(RecommendationBody.From)]);
}

sealed record HistoryBody(string Source, int Rows, int Matched, int Unsure, IReadOnlyList<UnmatchedBody> Unmatched);

sealed record UnmatchedBody(int Line, string? Title, int? Year, string Reason);
