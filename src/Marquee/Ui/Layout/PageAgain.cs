using Marquee.Platform.Errors;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marquee.Ui.Layout;

/// <summary>A form that was refused shows its page again, filled in as it was, with the reason beside the field.</summary>
static class PageAgain
{
    /// <summary>What <paramref name="work"/> answers, or the page with its parameter <c>Refused</c> and <paramref name="fields"/>. Programs get problem+json as ever.</summary>
    public static async Task<IResult> OrAsync<TPage>(HttpContext http, Func<Task<IResult>> work, params (string Name, object? Value)[] fields) where TPage : IComponent
    {
        try
        {
            return await work();
        }
        catch (Refusal refused) when (!ErrorAnswers.IsForProgram(http))
        {
            http.Response.Headers.CacheControl = "no-cache, no-store";
            var parameters = fields.ToDictionary(field => field.Name, field => field.Value);
            parameters["Refused"] = refused;
            return new RazorComponentResult<PageDocument>(new Dictionary<string, object?>
            {
                [nameof(PageDocument.Page)] = typeof(TPage),
                [nameof(PageDocument.Parameters)] = parameters,
            })
            { StatusCode = refused.Status };
        }
    }
}
