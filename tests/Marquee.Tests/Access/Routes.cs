using System.Runtime.CompilerServices;
using Marquee.Platform.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;

namespace Marquee.Tests.Access;

/// <summary>A way in: method, pattern, and whom it declares to be for.</summary>
sealed record Route(string Method, string Pattern, AccessRule? Rule)
{
    /// <summary>An address that the pattern matches: of things that are there where it can be, for what is not there says nothing.</summary>
    public string Address => "/" + string.Join('/', Pattern.TrimStart('/').Split('/').Select(Fill));

    public override string ToString() => $"{Method,-7}{Pattern,-64} {Rule?.ToString() ?? "NOTHING DECLARED"}".TrimEnd();

    static string Fill(string part)
    {
        var open = part.IndexOf('{', StringComparison.Ordinal);
        if (open < 0) return part;
        var name = part[(open + 1)..part.IndexOf('}', StringComparison.Ordinal)].Split(':')[0].Trim('*', '?');
        var value = name switch { "population" => "movielens-small", "documentName" => "v1", _ => "19" };
        return part[..open] + value + part[(part.IndexOf('}', StringComparison.Ordinal) + 1)..];
    }
}

/// <summary>Every way into the running program, and the list of them that stands beside this file.</summary>
static class Routes
{
    public static IReadOnlyList<Route> Of(IServiceProvider services) =>
    [..
        from endpoint in services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        // Styles, scripts and pictures have new names with each change of theirs.
        where endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null
        let isPage = endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null
        from method in isPage ? ["GET"] : endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        where method != "HEAD"
        orderby endpoint.RoutePattern.RawText, method
        select new Route(method, endpoint.RoutePattern.RawText ?? "", endpoint.DeclaredRule()),
    ];

    /// <summary>Static files, which stand for themselves: none may be without the rule that they are for everyone.</summary>
    public static IEnumerable<Endpoint> StaticFiles(IServiceProvider services) =>
        services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null);

    public static string ListFile => Path.Combine(Path.GetDirectoryName(ThisFile())!, "routes.txt");

    static IEnumerable<T> GetServices<T>(this IServiceProvider services) => Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetServices<T>(services);

    static string ThisFile([CallerFilePath] string path = "") => path;
}
