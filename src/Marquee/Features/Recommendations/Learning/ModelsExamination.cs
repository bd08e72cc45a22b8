using Marquee.Platform.Doctor;

namespace Marquee.Features.Recommendations.Learning;

/// <summary>Whether there are models that can be used.</summary>
sealed class ModelsExamination(PrepareModels models) : IExamination
{
    public async Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancel) =>
        await models.LoadAsync(cancel) is { } loaded
            ? [new("Models", true, $"{loaded.Header.Model} {loaded.Version}")]
            : [new("Models", false, "none that can be used: run 'marquee train', or start the server, which trains when it must")];
}
