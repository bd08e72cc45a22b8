using Marquee.Platform.Access;

namespace Marquee.Platform.Api;

/// <summary>The REST API described: OpenAPI at <c>/openapi/v1.json</c>, an interactive page at <c>/api</c>.</summary>
static class ApiDescription
{
    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = endpoint => endpoint.RelativePath is { } path && (path.StartsWith("api/v1/", StringComparison.Ordinal) || path.StartsWith("health", StringComparison.Ordinal));
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Marquee";
            document.Info.Description = "What you have watched, and what to watch tonight. Answers come as { success, data, message, pagination }, errors as application/problem+json with a stable code.";
            document.Servers?.Clear();
            return Task.CompletedTask;
        });
    });

    public static void MapApiDescription(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").ForEveryone();
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = "api";
            options.DocumentTitle = "Marquee API";
            options.SwaggerEndpoint("/openapi/v1.json", "Marquee v1");
        });
    }
}
