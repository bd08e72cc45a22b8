using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Platform.Errors;

/// <summary>Turns what went wrong into an answer: problem+json under <c>/api</c> and for programs, a page with a trace id for people.</summary>
sealed partial class ErrorAnswers(IProblemDetailsService problems, ILogger<ErrorAnswers> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancel)
    {
        if (exception is OperationCanceledException && http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = 499;
            return true;
        }

        var problem = Describe(exception);
        if (problem.Status == 500)
            Failed(exception, http.Request.Method, http.GetEndpoint()?.DisplayName ?? "none", TraceId(http));

        http.Response.StatusCode = problem.Status!.Value;
        if (exception is SignInNeeded needed)
            http.Response.Headers.WWWAuthenticate = needed.Code == "invalid_token" ? "Bearer error=\"invalid_token\"" : "Bearer";
        if (exception is TooMany tooMany)
            http.Response.Headers.RetryAfter = Math.Ceiling(Math.Max(1, tooMany.Wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        http.Features.Set(problem);
        return IsForProgram(http) && await WriteAsync(http, problems, problem);
    }

    /// <summary>Answers a status that nobody wrote a body for.</summary>
    public static async Task AnswerStatusAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        if (!IsForProgram(http))
            return;
        var problem = http.Features.Get<ProblemDetails>() ?? new ProblemDetails
        {
            Status = http.Response.StatusCode,
            Title = Reason(http.Response.StatusCode),
            Detail = Sentence(http.Response.StatusCode),
            Extensions = { ["code"] = Code(http.Response.StatusCode) },
        };
        await WriteAsync(http, http.RequestServices.GetRequiredService<IProblemDetailsService>(), problem);
    }

    /// <summary>Programs get problem+json: everything under <c>/api/</c>, and whoever does not ask for a page.</summary>
    public static bool IsForProgram(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/api/v1")
        || http.Request.Path.StartsWithSegments("/health")
        || !http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    public static string TraceId(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;

    static ProblemDetails Describe(Exception exception) => exception switch
    {
        Refusal refusal => new ProblemDetails
        {
            Status = refusal.Status,
            Title = Reason(refusal.Status),
            Detail = refusal.Message,
            Extensions = { ["code"] = refusal.Code, ["field"] = (refusal as Invalid)?.Field },
        },
        BadHttpRequestException bad => new ProblemDetails
        {
            Status = bad.StatusCode,
            Title = Reason(bad.StatusCode),
            Detail = bad.StatusCode == 413
                ? "That file is larger than this server takes. Send a smaller one, or split it."
                : "The request could not be read. Check its parameters and body against /openapi/v1.json.",
            Extensions = { ["code"] = bad.StatusCode == 413 ? "too_large" : "bad_request" },
        },
        _ => new ProblemDetails
        {
            Status = 500,
            Title = Reason(500),
            Detail = Sentence(500),
            Extensions = { ["code"] = "internal_error" },
        },
    };

    static async Task<bool> WriteAsync(HttpContext http, IProblemDetailsService problems, ProblemDetails problem)
    {
        problem.Instance = http.Request.Path;
        if (problem.Extensions.TryGetValue("field", out var field) && field is null)
            problem.Extensions.Remove("field");
        problem.Extensions["trace_id"] = TraceId(http);
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = http, ProblemDetails = problem });
    }

    static string Reason(int status) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);

    static string Code(int status) => Reason(status).ToLowerInvariant().Replace(' ', '_').Replace('-', '_');

    static string Sentence(int status) => status switch
    {
        404 => "There is nothing at this address.",
        405 => "This address does not take that method.",
        415 => "This address does not take that content type.",
        >= 500 => "Something went wrong on our side; nothing of yours was lost. Try again, and if it stays, tell the owner of this server the trace id.",
        _ => "The request could not be carried out.",
    };

    [LoggerMessage(LogLevel.Error, "Request failed: {Method} {Endpoint}, trace {TraceId}")]
    partial void Failed(Exception exception, string method, string endpoint, string traceId);
}
