using Marquee.Platform.Doctor;

namespace Marquee.Features.Jobs;

/// <summary>What <c>marquee doctor</c> says of what is done by the clock: what failed the last time, what is paused, what hangs.</summary>
sealed class JobsExamination(ReadJobs read, TimeProvider clock) : IExamination
{
    public async Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancel)
    {
        var jobs = await read.AllAsync(cancel);
        var bad = jobs.Where(job => job.Runs.FirstOrDefault(run => run.Status != "waiting") is { Status: "failed" or "silent" }).ToList();
        var paused = jobs.Where(job => job.IsPaused).Select(job => job.Kind).ToList();
        return
        [
            .. bad.Select(job => new Finding("Job " + job.Kind, false, $"{JobWords.Of(job.Runs.First(run => run.Status != "waiting"), clock.GetUtcNow())} Mend that, then run it at /admin/jobs/{job.Kind}")),
            new Finding("Jobs", true, bad.Count == 0 ? "none failed the last time" + Paused(paused) : $"{jobs.Count - bad.Count} of {jobs.Count} are well{Paused(paused)}"),
        ];
    }

    static string Paused(List<string> paused) => paused.Count == 0 ? "" : $"; paused: {string.Join(", ", paused)} (let them go on at /admin/jobs)";
}
