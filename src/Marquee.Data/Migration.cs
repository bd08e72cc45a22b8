using System.Globalization;
using System.Reflection;

namespace Marquee.Data;

/// <summary>
/// One numbered step of the schema: <c>0001_profiles.sql</c> for both databases, or a pair <c>0003_search.sqlite.sql</c> and
/// <c>0003_search.postgres.sql</c> where they truly differ.
/// </summary>
sealed record Migration(int Number, string Name, string Sql)
{
    const string Folder = "Marquee.Data.Migrations.";

    /// <summary>All steps for <paramref name="dialect"/>, in order.</summary>
    internal static IReadOnlyList<Migration> For(Dialect dialect)
    {
        var assembly = typeof(Migration).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(Folder, StringComparison.Ordinal))
            .Select(resource => (resource, parts: resource[Folder.Length..^".sql".Length].Split('.')))
            .Where(file => file.parts.Length == 1 || file.parts[1] == dialect.Name)
            .Select(file => Read(assembly, file.resource, file.parts[0], dialect))
            .OrderBy(step => step.Number)];
    }

    static Migration Read(Assembly assembly, string resource, string file, Dialect dialect)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var split = file.IndexOf('_', StringComparison.Ordinal);
        return new Migration(
            int.Parse(file.AsSpan(0, split), CultureInfo.InvariantCulture),
            file[(split + 1)..],
            dialect.Fill(reader.ReadToEnd()));
    }
}
