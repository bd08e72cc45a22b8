using Marquee.Engine.Data;

namespace Marquee.Engine.Tests.Evaluation;

/// <summary>A model that says the same to everybody; items are 0, 1, 2, …</summary>
sealed class FixedScores(float[] scores) : Model
{
    public float[] Scores { get; } = scores;

    public override string Name => "fixed";

    public override IdMap Items { get; } = new([.. Enumerable.Range(0, scores.Length).Select(item => (long)item)]);

    public override void Score(History history, Span<float> scores) => Scores.CopyTo(scores);

    public override Explanation Explain(History history, int item) => new(Scores[item], []);

    public override IReadOnlyList<Neighbour> Similar(int item, int count) => [];
}
