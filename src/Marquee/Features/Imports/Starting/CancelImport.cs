using Marquee.Data;
using Marquee.Platform.Errors;

namespace Marquee.Features.Imports.Starting;

/// <summary>Throws a file away that is not in yet; one that is going in stops, and what was in goes again.</summary>
sealed class CancelImport(Database database)
{
    /// <returns>Whether it is gone at once; otherwise whoever reads it stops within a second.</returns>
    /// <exception cref="NotFound">There is none with this id, or it is somebody else's.</exception>
    /// <exception cref="Conflict">It is in: it can be taken back, not thrown away.</exception>
    public Task<bool> HandleAsync(ProfileId profile, BatchId batch, CancellationToken cancel) => database.WriteAsync(async connection =>
    {
        if (await connection.ExecuteAsync("delete from import_batches where id = @batch and profile_id = @profile and phase is not null", new { profile, batch }, cancel) == 1)
            return true;
        if (await connection.ExecuteAsync("update import_batches set stop_asked = true where id = @batch and profile_id = @profile and status = 'running'", new { profile, batch }, cancel) == 1)
            return false;
        throw await connection.ScalarAsync<bool>("select exists (select 1 from import_batches where id = @batch and profile_id = @profile)", new { profile, batch }, cancel)
            ? new Conflict("import_done", "This import is in. Take it back instead.")
            : new NotFound("import_not_found", "There is no such import.");
    }, cancel);
}
