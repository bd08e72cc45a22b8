using Marquee.Engine.Data;
using Marquee.Engine.Kernels;
using Marquee.Engine.Persistence;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Models.Als;

/// <summary>
/// A trained iALS: the items' factors and their Gram matrix. A person is folded in by solving their row exactly, as training would, in O(n f² + f³).
/// </summary>
sealed unsafe class AlsModel : Model, IFoldsInCrowds, IPersistentModel
{
    const int PieceEntries = 4096;

    readonly AlsOptions _options;
    readonly int _width;
    readonly float[] _factors;
    readonly float[] _shares;
    readonly float[] _weightedGram;
    readonly float[] _lengths;

    /// <param name="items">All items.</param>
    /// <param name="options">As trained.</param>
    /// <param name="factors">A row of factors an item, filled up with zeros to a multiple of sixteen.</param>
    /// <param name="shares">The share of users who had each item.</param>
    public AlsModel(IdMap items, AlsOptions options, float[] factors, float[] shares)
    {
        (Items, _options, _factors, _shares) = (items, options, factors, shares);
        _width = PanelGram.Padded(options.Factors);
        _weightedGram = new float[_width * _width];
        _lengths = new float[items.Count];
        fixed (float* y = factors, gram = _weightedGram)
        {
            FactorGram.Of(y, items.Count, _width, (float)options.UnobservedWeight, gram, threads: 1);
            for (var item = 0; item < items.Count; item++)
                _lengths[item] = MathF.Sqrt(Dense.Dot(y + (long)item * _width, y + (long)item * _width, _width));
        }
    }

    public static ModelKind Kind { get; } = new("als", "Matrix factorisation for implicit feedback by alternating least squares (Rendle et al. 2022).",
        () => new AlsOptions(), (data, options, run) => AlsTrainer.Train(data, (AlsOptions)options, run), Read);

    public override string Name => "als";

    public override IdMap Items { get; }

    public IReadOnlyDictionary<string, double> Options => _options.ToDictionary();

    public override void Score(History history, Span<float> scores)
    {
        scores = scores[..Items.Count];
        var positives = PositiveItems.In(history, _options.PositiveFrom, Items.Count);
        if (positives.Length == 0)
        {
            _shares.CopyTo(scores);
            return;
        }

        Span<float> person = stackalloc float[_width];
        using (var solver = new AlsSolver(_width))
            FoldIn(solver, positives, person);
        Dense.MatrixVector(_factors, _width, person, scores);
    }

    /// <summary>
    /// score_i = y_iᵀ A⁻¹ Σ y_j, so item j adds y_jᵀ (A⁻¹ y_i): how alike two items are in the eyes of this person (Hu et al. 2008, section 5).
    /// </summary>
    public override Explanation Explain(History history, int item) => ExplainerFor(history)(item);

    /// <inheritdoc/>
    public override Func<int, Explanation> ExplainerFor(History history)
    {
        var positives = PositiveItems.In(history, _options.PositiveFrom, Items.Count);
        if (positives.Length == 0)
            return item => new Explanation(_shares[item], []);

        // Folded in and factored once; its memory goes with whoever holds the answer.
        var solver = new AlsSolver(_width);
        FoldIn(solver, positives, new float[_width]);
        return item => Explain(solver, positives, item);
    }

    Explanation Explain(AlsSolver solver, int[] positives, int item)
    {
        Span<float> direction = stackalloc float[_width];
        Row(item).CopyTo(direction);
        fixed (float* d = direction)
            solver.SolveAgain(d);

        var contributions = new Contribution[positives.Length];
        for (var at = 0; at < positives.Length; at++)
            contributions[at] = new Contribution(positives[at], Dense.Dot(direction, Row(positives[at])));
        return Shares.Explanation(0, contributions);
    }

    /// <summary>Nearest by the cosine of their factors.</summary>
    public override IReadOnlyList<Neighbour> Similar(int item, int count)
    {
        if (_lengths[item] == 0)
            return [];
        var best = new BestItems(Math.Min(count, Items.Count));
        for (var other = 0; other < Items.Count; other++)
            if (other != item && _lengths[other] > 0)
                best.Offer(other, Dense.Dot(Row(item), Row(other)) / (_lengths[item] * _lengths[other]));
        return best.TakeNeighbours();
    }

    public void Write(ModelWriter writer)
    {
        writer.AddItems(Items);
        writer.AddOptions(_options);
        writer.Add("factors", _factors);
        writer.Add("shares", _shares);
    }

    static AlsModel Read(ModelReader reader)
    {
        var options = reader.GetOptions(new AlsOptions());
        var items = reader.GetItems();
        return new AlsModel(items, options, reader.Get<float>("factors", items.Count * PanelGram.Padded(options.Factors)), reader.Get<float>("shares", items.Count));
    }

    /// <summary>Solves every person's row exactly; nobody's history becomes nobody's taste, and all items score 0 for them.</summary>
    public Crowd FoldIn(SparseRows histories, int threads, CancellationToken cancellation)
    {
        var positives = histories.PositiveOnly((float)_options.PositiveFrom);
        var people = new float[checked(histories.RowCount * _width)];
        var pieces = Pieces.Of(positives, PieceEntries);
        Crew.Run(threads, pieces.Length, () =>
        {
            var solver = new AlsSolver(_width);
            return new Crew.Worker(piece =>
            {
                for (var row = pieces[piece].From; row < pieces[piece].To; row++)
                    FoldIn(solver, positives.ColumnsOf(row), people.AsSpan(row * _width, _width));
            }, solver);
        }, cancellation);
        return new FactorCrowd(people, _factors, _width, histories);
    }

    void FoldIn(AlsSolver solver, ReadOnlySpan<int> positives, Span<float> person)
    {
        fixed (float* y = _factors, gram = _weightedGram, x = person)
            solver.Solve(y, positives, gram, _options.Ridge(positives.Length, Items.Count), x);
    }

    ReadOnlySpan<float> Row(int item) => _factors.AsSpan(item * _width, _width);
}
