using System.Globalization;
using Marquee.Platform.Doctor;
using Marquee.Platform.Outside;
using Marquee.Providers;

namespace Marquee.Features.Catalogue.Enriching;

/// <summary>What <c>marquee doctor</c> says of TMDB and OMDb: whether there is a key, whether they answer, how many calls are left today.</summary>
sealed class ProvidersExamination(OutsideServices services, DailyCalls calls) : IExamination
{
    // A film that every copy of OMDb and TMDB has.
    const string KnownFilm = "tt0133093";

    public async Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancel) =>
    [
        services.Tmdb is { } tmdb
            ? await AskAsync("TMDB", () => tmdb.FindAsync(KnownFilm, isTvdb: false, cancel), cancel)
            : new Finding("TMDB", true, "not connected. " + OutsideServices.WithoutKey),
        services.Omdb is { } omdb
            ? await AskAsync("OMDb", () => omdb.TitleAsync(KnownFilm, cancel), cancel)
            : new Finding("OMDb", true, "not connected. " + OutsideServices.WithoutOmdb),
    ];

    async Task<Finding> AskAsync<T>(string name, Func<Task<Answer<T>?>> ask, CancellationToken cancel)
    {
        try
        {
            var answer = await ask();
            var today = (await calls.TodayAsync(cancel)).Find(day => day.Provider == name)?.Calls ?? 0;
            return answer?.IsStale == true
                ? new(name, false, "does not answer; what it said before is used")
                : new(name, today < calls.Limit(name), string.Create(CultureInfo.InvariantCulture, $"answers, {today:N0} of {calls.Limit(name):N0} calls used today"));
        }
        catch (ProviderFailure failure)
        {
            return new(name, false, failure.Message + (failure.Kind == FailureKind.KeyRefused ? $" Set MARQUEE_{name.ToUpperInvariant()}_KEY anew." : ""));
        }
    }
}
