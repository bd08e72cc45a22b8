using Marquee.Data;
using Marquee.Platform.Errors;

namespace Marquee.Features.Recommendations.Learning;

/// <summary>Goes back to the version that was in use before. Running servers take it over within seconds.</summary>
sealed class RollBackModels(Database database, PrepareModels prepare, CurrentModels current, TimeProvider clock)
{
    /// <returns>What is in use now, and what it was before.</returns>
    /// <exception cref="Invalid">There is no such model.</exception>
    /// <exception cref="Conflict">There is nothing to go back to.</exception>
    /// <exception cref="Engine.Persistence.InvalidModelFileException">The file of the older version cannot be used; nothing has changed.</exception>
    public async Task<(ModelVersion Now, ModelVersion Before)> HandleAsync(string name, CancellationToken cancel)
    {
        if (name != ModelVersions.Blend)
            throw new Invalid("model_unknown", $"There is no model '{name}' with versions. The product's one model is '{ModelVersions.Blend}'; its members come with it.", "model");
        ModelVersion? active, previous;
        await using (var connection = await database.OpenAsync(cancel))
        {
            active = await connection.ActiveModelAsync(name, cancel) ?? throw new Conflict("models_none", "There are no models yet: nothing to go back from.");
            previous = await connection.PreviousModelAsync(active, cancel) ?? throw new Conflict("models_first", $"There is no version before {active.Version} to go back to.");
        }

        // Read it first: a file that cannot be read must not be put to use.
        var loaded = await Task.Run(() => prepare.Read(previous), cancel);
        await database.WriteAsync(connection => connection.ActivateModelAsync(name, previous.Id, leaving: "rolled back", clock.GetUtcNow(), cancel), cancel);
        current.Swap(loaded);
        return (previous, active);
    }
}
