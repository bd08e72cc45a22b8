namespace Marquee.Engine.Models.Blend;

/// <summary>Settings of <see cref="BlendModel"/>.</summary>
public sealed class BlendOptions : ModelOptions
{
    /// <summary>The value of a weight that is to be fitted.</summary>
    public const double Fitted = -1;

    /// <summary>The members in the order of the blend, with the weights they get when nothing can be fitted, and what must be asked for to have them.</summary>
    internal static IReadOnlyList<(string Name, double Weight, Joins When)> Members { get; } =
    [
        ("popularity", 0.05, Joins.Always), ("item-knn", 0.15, Joins.Always), ("svd", 0.05, Joins.Always), ("als", 0.35, Joins.Always), ("ease", 0.35, Joins.Always),
        ("content", 0.05, Joins.Always), ("edlae", 0.1, Joins.Wide), ("slim", 0.1, Joins.Wide), ("rp3beta", 0.05, Joins.Wide), ("vae", 0.1, Joins.Wide),
        ("transitions", 0.2, Joins.Next), ("session-knn", 0.3, Joins.Next), ("sasrec", 0.2, Joins.Next),
    ];

    /// <summary>When a member belongs to a blend.</summary>
    internal enum Joins
    {
        /// <summary>In any.</summary>
        Always,

        /// <summary>When accuracy is worth a few times the training.</summary>
        Wide,

        /// <summary>When the next title is asked for.</summary>
        Next,
    }

    readonly Dictionary<string, double> _weights = Members.ToDictionary(m => m.Name, _ => Fitted);

    /// <summary>How many users are held out, at most, to fit the weights on.</summary>
    public int FitUsers { get; set; } = 400;

    /// <summary>How many places of a ranking count in the fit (NDCG at this depth).</summary>
    public int FitDepth { get; set; } = 100;

    /// <summary>Whether the weights are also learnt by the slope of the ranking (LambdaRank), and one after another tried from there; the better of that and of trying alone counts.</summary>
    public bool Learn { get; set; } = true;

    /// <summary>How far standardised scores are softened before they are weighed; 0: not at all.</summary>
    public double Softness { get; set; } = 1.5;

    /// <summary>Whether weights may depend on how long a history is.</summary>
    public bool Profile { get; set; }

    /// <summary>Whether more models join: a second linear one that leaves out, sparse linear, random walks, an autoencoder, and more factors.</summary>
    public bool Wide { get; set; }

    /// <summary>Whether the blend is to name the next title: the models of sequences join, and the weights are fitted on the latest title of each.</summary>
    public bool Next { get; set; }

    /// <summary>The rating from which an event counts as positive, for the fit and for every member; 0: every event does.</summary>
    public double PositiveFrom { get; set; }

    /// <summary>Items with fewer interactions stay out of members that keep a matrix of all items by all items, such as <c>ease</c>; the other members still know them.</summary>
    public int MinCount { get; set; } = 1;

    /// <summary>Whether members that add nothing to the blend are trained and kept all the same, to be asked by name or given a weight later.</summary>
    public bool KeepSilent { get; set; }

    /// <summary>Whether <c>bayes-mf</c> joins, without a say in the ranking, so that a predicted rating has a range.</summary>
    public bool Ranges { get; set; }

    /// <summary>The weight given to a member by hand, or <see cref="Fitted"/>.</summary>
    public double WeightOf(string member) => _weights[member];

    /// <summary>Whether a member belongs to the blend that is asked for.</summary>
    internal bool Has(string member) => Members.First(m => m.Name == member).When switch
    {
        Joins.Wide => Wide || _weights[member] > 0,
        Joins.Next => Next || _weights[member] > 0,
        _ => true,
    };

    /// <inheritdoc/>
    public override IReadOnlyList<Option> All =>
    [
        new("fit_users", "How many users are held out, at most, to fit the weights on; 0: the weights are those given or built in.", 0, 1_000_000, () => FitUsers, v => FitUsers = (int)v),
        new("fit_depth", "How many places of a ranking count in the fit.", 1, 1000, () => FitDepth, v => FitDepth = (int)v),
        new("learn", "1: weights are also learnt by the slope of the ranking before one after another is tried; 0: only tried.", 0, 1, () => Learn ? 1 : 0, v => Learn = v >= 0.5),
        new("softness", "How far standardised scores are softened before they are weighed; 0: not at all.", 0, 100, () => Softness, v => Softness = v),
        new("profile", "1: weights depend on how long a history is.", 0, 1, () => Profile ? 1 : 0, v => Profile = v >= 0.5),
        new("wide", "1: edlae, slim, rp3beta and vae join, and als has more factors.", 0, 1, () => Wide ? 1 : 0, v => Wide = v >= 0.5),
        new("next", "1: transitions, session-knn and sasrec join, and the weights are fitted on the latest title of each history.", 0, 1, () => Next ? 1 : 0, v => Next = v >= 0.5),
        Positives.Option(() => PositiveFrom, v => PositiveFrom = v),
        new("min_count", "Items with fewer interactions stay out of members that keep a matrix of all items by all items.", 1, 1e9, () => MinCount, v => MinCount = (int)v),
        new("keep_silent", "1: members that add nothing are kept, to be asked by name.", 0, 1, () => KeepSilent ? 1 : 0, v => KeepSilent = v >= 0.5),
        new("ranges", "1: bayes-mf joins, without a say in the ranking, so that a predicted rating has a range.", 0, 1, () => Ranges ? 1 : 0, v => Ranges = v >= 0.5),
        .. Members.Select(m => new Option($"{m.Name.Replace('-', '_')}_weight", $"The weight of the member '{m.Name}'; -1: fitted.", Fitted, 1000, () => _weights[m.Name], v => _weights[m.Name] = v)),
    ];
}
