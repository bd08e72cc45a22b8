using Marquee.Platform.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Ui.Errors;

/// <summary>What people see instead of an empty answer: what happened, what to do, and the trace id to quote.</summary>
static class ErrorPages
{
    public static Task ShowAsync(HttpContext http)
    {
        var status = http.Response.StatusCode;
        return new RazorComponentResult<ErrorDocument>(new Dictionary<string, object?>
        {
            [nameof(ErrorDocument.Status)] = status,
            [nameof(ErrorDocument.Sentence)] = http.Features.Get<ProblemDetails>()?.Detail,
            [nameof(ErrorDocument.TraceId)] = ErrorAnswers.TraceId(http),
        })
        { StatusCode = status }.ExecuteAsync(http);
    }
}
