using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Marquee.Repo.Tests;

/// <summary>Dependencies point one way: the program knows the libraries, and the libraries do not know each other.</summary>
public sealed partial class Layering
{
    static readonly string[] Libraries = ["Marquee.Engine", "Marquee.Importers", "Marquee.Providers", "Marquee.Data"];

    [Fact]
    public void Libraries_reference_no_other_project()
    {
        var offenders = Libraries.Where(name => References(name, "ProjectReference").Any());

        Assert.Empty(offenders);
    }

    [Fact]
    public void The_engine_needs_nothing_but_the_base_class_library_and_tensors() =>
        Assert.Equal(["System.Numerics.Tensors"], References("Marquee.Engine", "PackageReference"));

    [Fact]
    public void Features_do_not_reach_into_each_others_insides()
    {
        var features = Path.Combine(Repository.Root, "src", "Marquee", "Features");
        var offenders =
            from file in Repository.Files("src/Marquee/Features", "*.*")
            where file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal)
            let own = Path.GetRelativePath(features, file).Split(Path.DirectorySeparatorChar)[0]
            from Match use in FeatureNamespace().Matches(File.ReadAllText(file))
            let other = use.Groups["feature"].Value
            where other != own && !Shared.Contains(other) && !Allowed.Contains((own, other))
            select $"{Repository.Relative(file)} uses Features.{other}";

        Assert.Empty(offenders.Distinct());
    }

    [Fact]
    public void The_platform_names_no_feature()
    {
        var offenders = Repository.Files("src/Marquee/Platform", "*.cs")
            .Where(file => FeatureNamespace().IsMatch(File.ReadAllText(file)))
            .Select(Repository.Relative);

        Assert.Empty(offenders);
    }

    /// <summary>
    /// Every feature is about titles: what the catalogue says of them is the shared surface of the house. And what a profile did with them is
    /// written in one place, whoever tells of it: tracking's sums, its door for histories, and the rule of the same play.
    /// </summary>
    static readonly HashSet<string> Shared = ["Catalogue", "Tracking"];

    /// <summary>Who else may know whose shared surface, and for what.</summary>
    static readonly HashSet<(string Own, string Other)> Allowed =
    [
        ("Profiles", "Accounts"), // a session acts as a profile, and an account leaves with its profiles
        ("Recommendations", "Imports"), // a file's rows, matched, are a taste without being kept
    ];

    static IEnumerable<string> References(string project, string element) =>
        XDocument.Load(Path.Combine(Repository.Root, "src", project, project + ".csproj"))
            .Descendants(element)
            .Select(e => e.Attribute("Include")!.Value);

    [GeneratedRegex(@"Marquee\.Features\.(?<feature>\w+)")]
    private static partial Regex FeatureNamespace();
}
