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
            // A request that could not be read has a sentence for programmers; the page has its own.
            [nameof(ErrorDocument.Sentence)] = status == StatusCodes.Status400BadRequest ? null : http.Features.Get<ProblemDetails>()?.Detail,
            [nameof(ErrorDocument.TraceId)] = ErrorAnswers.TraceId(http),
        })
        { StatusCode = status }.ExecuteAsync(http);
    }
}
