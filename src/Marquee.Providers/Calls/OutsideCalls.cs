using System.Text;
using System.Text.Json;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Marquee.Providers.Calls;

/// <summary>
/// How every outside service is asked: kept answers first; one call for the same question; so many a second; each try within its time;
/// again with jitter when the service stumbles or asks for patience; not at all for a while when it keeps failing; and what was kept,
/// marked stale, when there is nothing better.
/// </summary>
/// <param name="judge">What the service means by an answer.</param>
/// <param name="authorise">Adds the key; what it adds is no part of the cache's key.</param>
sealed class OutsideCalls(
    string provider, HttpClient http, IAnswerCache cache, ICallBudget? budget, OutsideOptions options, TimeProvider clock,
    Func<RawAnswer, Verdict> judge, Action<HttpRequestMessage> authorise) : IDisposable
{
    readonly SingleFlight<Answer<string>?> _flights = new();
    readonly Pace _pace = new(options.PerSecond, clock);
    readonly ResiliencePipeline<RawAnswer> _pipeline = Pipeline(options, clock, judge);

    /// <summary>The JSON at the path, which is read as a document before it is trusted; null when the service says that there is no such thing.</summary>
    /// <param name="newerThan">An answer from before is not fresh, however young: something is known to have changed.</param>
    /// <exception cref="ProviderFailure">There is no answer, and none was kept.</exception>
    public Task<Answer<string>?> GetAsync(string path, TimeSpan lifetime, CancellationToken cancel, DateTimeOffset? newerThan = null) =>
        _flights.AskAsync(path, stop => AskAsync(path, lifetime, newerThan, stop), cancel);

    public void Dispose() => http.Dispose();

    async Task<Answer<string>?> AskAsync(string path, TimeSpan lifetime, DateTimeOffset? newerThan, CancellationToken cancel)
    {
        var key = $"{provider}:{path}";
        var kept = await cache.FindAsync(key, cancel);
        if (kept is not null && kept.FreshUntil > clock.GetUtcNow() && !(kept.FetchedAt <= newerThan))
            return new Answer<string>(kept.Body, kept.FetchedAt, IsStale: false);

        try
        {
            var answer = await _pipeline.ExecuteAsync(stop => TryAsync(path, kept?.ETag, stop), cancel);
            var verdict = judge(answer);
            if (verdict == Verdict.Missing)
                return null;
            if (verdict is not (Verdict.Fine or Verdict.Unchanged))
                throw Failure(verdict, answer);
            var now = clock.GetUtcNow();
            var body = verdict == Verdict.Unchanged ? kept!.Body : answer.Body;
            await cache.KeepAsync(key, new KeptAnswer(body, answer.ETag ?? kept?.ETag, now, now + lifetime), cancel);
            return new Answer<string>(body, now, IsStale: false);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && Explain(e) is { } failure)
        {
            if (budget is not null && failure.Kind != FailureKind.QuotaExhausted)
                await budget.FailedAsync(provider, cancel);
            if (kept is not null && failure.Kind != FailureKind.Refused)
                return new Answer<string>(kept.Body, kept.FetchedAt, IsStale: true);
            if (ReferenceEquals(failure, e))
                throw;
            throw failure;
        }
    }

    async ValueTask<RawAnswer> TryAsync(string path, string? etag, CancellationToken cancel)
    {
        await _pace.WaitAsync(cancel);
        if (budget is not null && !await budget.TryTakeAsync(provider, cancel))
            throw new ProviderFailure(provider, FailureKind.QuotaExhausted, $"Today's calls to {provider} are used up; they go on tomorrow.");
        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var timer = clock.CreateTimer(_ => inTime.Cancel(), null, options.Timeout, Timeout.InfiniteTimeSpan);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        authorise(request);
        if (etag is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, inTime.Token);
            var body = await ReadAsync(response, inTime.Token);
            var answer = new RawAnswer(response.StatusCode, body, response.Headers.ETag?.ToString(), RetryAfter(response));
            if (judge(answer) == Verdict.Fine)
                using (JsonDocument.Parse(body)) { } // cut off or garbled: found out here, where it is tried again
            return answer;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutRejectedException($"{provider} did not answer within {options.Timeout.TotalSeconds:0.#} s.");
        }
    }

    async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        using var body = new MemoryStream();
        var buffer = new byte[16 << 10];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
        {
            if (body.Length + read > options.MostBytes)
                throw new ProviderFailure(provider, FailureKind.Malformed, $"{provider} sent more than {options.MostBytes >> 20} MB for one answer.");
            body.Write(buffer, 0, read);
        }

        // OMDb lets raw tabs into its texts, which JSON does not allow.
        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length).Replace('\t', ' ');
    }

    TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    static ResiliencePipeline<RawAnswer> Pipeline(OutsideOptions options, TimeProvider clock, Func<RawAnswer, Verdict> judge)
    {
        static bool Stumbled(Exception? e) => e is HttpRequestException or IOException or TimeoutRejectedException or JsonException;
        var builder = new ResiliencePipelineBuilder<RawAnswer> { TimeProvider = clock };
        if (options.Retries > 0)
            builder.AddRetry(new RetryStrategyOptions<RawAnswer>
            {
                MaxRetryAttempts = options.Retries,
                Delay = options.Delay,
                MaxDelay = options.LongestWait,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = tried => ValueTask.FromResult(Stumbled(tried.Outcome.Exception)
                    || (tried.Outcome.Result is { } answer && judge(answer) is Verdict.TryAgain or Verdict.SlowDown && !(answer.RetryAfter > options.LongestWait))),
                DelayGenerator = tried => ValueTask.FromResult(tried.Outcome.Result?.RetryAfter),
            });
        return builder
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<RawAnswer>
            {
                MinimumThroughput = options.BreakAfter,
                FailureRatio = 0.5,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = options.BreakFor,
                ShouldHandle = tried => ValueTask.FromResult(Stumbled(tried.Outcome.Exception)
                    || (tried.Outcome.Result is { } answer && judge(answer) == Verdict.TryAgain)),
            })
            .Build();
    }

    ProviderFailure Failure(Verdict verdict, RawAnswer answer) => verdict switch
    {
        Verdict.KeyRefused => new(provider, FailureKind.KeyRefused, $"{provider} does not take this key: check it."),
        Verdict.QuotaExhausted => new(provider, FailureKind.QuotaExhausted, $"{provider} says that the key's calls for today are used up."),
        Verdict.SlowDown => new(provider, FailureKind.Unavailable, $"{provider} asks us to wait."),
        Verdict.Refused => new(provider, FailureKind.Refused, $"{provider} refused the request with status {(int)answer.Status}."),
        _ => new(provider, FailureKind.Unavailable, $"{provider} answered with status {(int)answer.Status}."),
    };

    /// <summary>What went wrong as one failure; null for what is not the service's fault.</summary>
    ProviderFailure? Explain(Exception e) => e switch
    {
        ProviderFailure failure => failure,
        BrokenCircuitException => new(provider, FailureKind.Unavailable, $"{provider} failed too often and is left alone for {options.BreakFor.TotalSeconds:0} s.", e),
        TimeoutRejectedException => new(provider, FailureKind.Unavailable, e.Message, e),
        JsonException => new(provider, FailureKind.Malformed, $"{provider} sent something that is not JSON, or only half of it.", e),
        HttpRequestException or IOException => new(provider, FailureKind.Unavailable, $"{provider} cannot be reached: {(e.InnerException ?? e).Message.TrimEnd('.')}.", e),
        _ => null,
    };
}
