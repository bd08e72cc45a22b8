namespace Marquee.Engine.Models.Blend;

/// <summary>Settings of <see cref="BlendModel"/>.</summary>
public sealed class BlendOptions : ModelOptions
{
    /// <summary>The value of a weight that is to be fitted.</summary>
    public const double Fitted = -1;

    /// <summary>The members in the order of the blend, with the weights they get when nothing can be fitted.</summary>
    internal static IReadOnlyList<(string Name, double Weight)> Members { get; } =
        [("popularity", 0.05), ("item-knn", 0.15), ("svd", 0.05), ("als", 0.35), ("ease", 0.35), ("content", 0.05)];

    readonly Dictionary<string, double> _weights = Members.ToDictionary(m => m.Name, _ => Fitted);

    /// <summary>How many users are held out, at most, to fit the weights on.</summary>
    public int FitUsers { get; set; } = 400;

    /// <summary>How many places of a ranking count in the fit (NDCG at this depth).</summary>
    public int FitDepth { get; set; } = 50;

    /// <summary>The rating from which an event counts as positive, for the fit and for every member; 0: every event does.</summary>
    public double PositiveFrom { get; set; }

    /// <summary>Items with fewer interactions stay out of members that keep a matrix of all items by all items, such as <c>ease</c>; the other members still know them.</summary>
    public int MinCount { get; set; } = 1;

    /// <summary>Whether members that add nothing to the blend are trained and kept all the same, to be asked by name or given a weight later.</summary>
    public bool KeepSilent { get; set; }

    /// <summary>The weight given to a member by hand, or <see cref="Fitted"/>.</summary>
    public double WeightOf(string member) => _weights[member];

    /// <inheritdoc/>
    public override IReadOnlyList<Option> All =>
    [
        new("fit_users", "How many users are held out, at most, to fit the weights on; 0: the weights are those given or built in.", 0, 1_000_000, () => FitUsers, v => FitUsers = (int)v),
        new("fit_depth", "How many places of a ranking count in the fit.", 1, 1000, () => FitDepth, v => FitDepth = (int)v),
        Positives.Option(() => PositiveFrom, v => PositiveFrom = v),
        new("min_count", "Items with fewer interactions stay out of members that keep a matrix of all items by all items.", 1, 1e9, () => MinCount, v => MinCount = (int)v),
        new("keep_silent", "1: members that add nothing are kept, to be asked by name.", 0, 1, () => KeepSilent ? 1 : 0, v => KeepSilent = v >= 0.5),
        .. Members.Select(m => new Option($"{m.Name.Replace('-', '_')}_weight", $"The weight of the member '{m.Name}'; -1: fitted.", Fitted, 1000, () => _weights[m.Name], v => _weights[m.Name] = v)),
    ];
}
