namespace Marquee.Platform.Doctor;

/// <summary>What <c>marquee doctor</c> found about one thing.</summary>
/// <param name="Subject">What was looked at: "Database".</param>
/// <param name="Fine">Whether it is as it should be.</param>
/// <param name="Says">What is the case and, where it is not fine, what to do.</param>
public sealed record Finding(string Subject, bool Fine, string Says);

/// <summary>Looks at one part of the instance. Each feature brings its own.</summary>
public interface IExamination
{
    Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancel);
}
