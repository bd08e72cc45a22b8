using Marquee.Data;
using Marquee.Features.Imports.Keeping;
using Marquee.Features.Imports.Passes;
using Marquee.Platform.Errors;

namespace Marquee.Features.Imports.Starting;

/// <summary>Lets a previewed import into the library; or what was decided later; or the rest of one that failed.</summary>
sealed class CommitImport(Database database, ImportBell bell)
{
    /// <exception cref="NotFound">There is none with this id, or it is somebody else's.</exception>
    /// <exception cref="Conflict">There is nothing to bring in now.</exception>
    public async Task HandleAsync(ProfileId profile, BatchId batch, ImportChoices choices, CancellationToken cancel)
    {
        await database.WriteAsync(async connection =>
        {
            var about = new { profile, batch, conflict = ImportChoices.WordOf(choices.Rule), choices.MakesTitles };
            if (await connection.ExecuteAsync(
                """
                update import_batches set phase = null, conflict = @conflict, makes_titles = @MakesTitles, place = 0, chunks = 0, attempts = 0, message = null,
                    rows_read = 0, matched = 0, unsure = 0, unmatched = 0, refused = 0
                where id = @batch and profile_id = @profile and phase = 'ready'
                """, about, cancel) == 1)
                return;
            var status = await connection.ScalarAsync<string>("select coalesce(phase, status) from import_batches where id = @batch and profile_id = @profile", about, cancel)
                ?? throw new NotFound("import_not_found", "There is no such import.");
            if (status == "running")
                return;
            var goesOn = status switch
            {
                "failed" => await connection.ExecuteAsync(
                    """
                    update import_batches set status = 'running', attempts = 0, worker = null, worker_until = null, stop_asked = false, message = null
                    where id = @batch and profile_id = @profile and exists (select 1 from import_files f where f.batch_id = @batch)
                    """, about, cancel),
                "done" => await connection.ExecuteAsync(
                    """
                    update import_batches set status = 'running', late = true, place = 0, attempts = 0, message = null where id = @batch and profile_id = @profile
                        and exists (select 1 from import_rows r where r.batch_id = @batch and r.pending) and exists (select 1 from import_files f where f.batch_id = @batch)
                    """, about, cancel),
                _ => 0,
            };
            if (goesOn == 0)
                throw status switch
                {
                    "done" => new Conflict("import_done", "Everything that could be placed is in already."),
                    "failed" => new Conflict("import_gone", "The file is not here any more. Drop it again; nothing doubles."),
                    "undone" => new Conflict("import_undone", "This import was taken back. Drop the file again to bring it in."),
                    "asking" => new Conflict("import_asks", "Say first how the file is to be read."),
                    _ => new Conflict("import_not_ready", "The file is still being read."),
                };
        }, cancel);
        bell.Ring();
    }
}
