using System.Globalization;
using Marquee.Data;
using Marquee.Platform.Doctor;

namespace Marquee.Features.Recommendations.Learning;

/// <summary>Whether there is something to learn from and whether it was learnt.</summary>
sealed class ModelsExamination(Database database, PrepareModels models) : IExamination
{
    public async Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var titles = await connection.ScalarAsync<long>("select count(*) from titles", null, cancel);
        var ratings = await connection.ScalarAsync<long>("select coalesce(sum(ratings), 0) from populations", null, cancel);
        var loaded = await models.LoadAsync(cancel);
        return
        [
            new("Catalogue", titles > 0, titles > 0
                ? string.Create(CultureInfo.InvariantCulture, $"{titles:N0} titles")
                : "empty: start without --sample none, or run 'marquee datasets load DIR'"),
            new("Population", ratings > 0, ratings > 0
                ? string.Create(CultureInfo.InvariantCulture, $"{ratings:N0} ratings")
                : "nobody's ratings to learn from: start without --sample none, or run 'marquee datasets load DIR'"),
            new("Models", loaded is not null, loaded is not null
                ? $"{loaded.Header.Model} {loaded.Version}"
                : "none that can be used: run 'marquee train', or start the server, which trains when it must"),
        ];
    }
}
