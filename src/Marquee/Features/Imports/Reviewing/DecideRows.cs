using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Imports.Reviewing;

/// <summary>What somebody says of a row that was not sure or not found.</summary>
/// <param name="Row">The row.</param>
/// <param name="What">One of <see cref="RowDecisions"/>, or null: undecided again.</param>
/// <param name="Title">The title, where it is one.</param>
/// <param name="Alike">Whether it holds for all rows of the file that mean the same.</param>
sealed record RowDecision(long Row, string? What, TitleId? Title, bool Alike);

/// <summary>Writes down what somebody chose in the review. Before the import is in, it goes in with the rest; after, when it is asked for.</summary>
sealed class DecideRows(Database database)
{
    /// <returns>How many rows it holds for.</returns>
    /// <exception cref="NotFound">There is no such import, row or title.</exception>
    /// <exception cref="Conflict">There is nothing to decide now.</exception>
    public Task<int> HandleAsync(Profile who, BatchId batch, IReadOnlyList<RowDecision> decisions, CancellationToken cancel) => database.WriteAsync(async connection =>
    {
        var profile = who.Id;
        var status = await connection.ScalarAsync<string>("select coalesce(phase, status) from import_batches where id = @batch and profile_id = @profile", new { batch, profile }, cancel)
            ?? throw new NotFound("import_not_found", "There is no such import.");
        if (status is not ("ready" or "done"))
            throw new Conflict("import_not_ready", "There is nothing to decide about this import now.");
        var rows = 0;
        foreach (var decision in decisions)
            rows += await DecideAsync(connection, TitleSight.Of(who), batch, decision, isLate: status == "done", cancel);
        await connection.ExecuteAsync(
            """
            update import_batches set matched = matched + (select count(*) from import_rows where batch_id = @batch and alike is not null and outcome = 'matched') - decided,
                unsure = (select count(*) from import_rows where batch_id = @batch and alike is not null and outcome = 'unsure'),
                unmatched = (select count(*) from import_rows where batch_id = @batch and alike is not null and outcome = 'unmatched'),
                decided = (select count(*) from import_rows where batch_id = @batch and alike is not null and outcome = 'matched')
            where id = @batch and profile_id = @profile
            """, new { batch, profile }, cancel);
        return rows;
    }, cancel);

    static async Task<int> DecideAsync(System.Data.Common.DbConnection connection, TitleSight sight, BatchId batch, RowDecision decision, bool isLate, CancellationToken cancel)
    {
        var about = new { batch, decision.Row, title = decision.What == RowDecisions.Title ? decision.Title?.Value : null, decision.What, isLate };
        var alike = await connection.ScalarAsync<string>("select alike from import_rows where id = @Row and batch_id = @batch", about, cancel)
            ?? throw new NotFound("row_not_found", "There is no such row to decide about.");
        if (decision.What == RowDecisions.Title && !await connection.ScalarAsync<bool>(
            $"select exists (select 1 from titles where id = @title and {sight.Allows()})", about, cancel))
            throw new NotFound("title_not_found", "There is no such title.");

        return await connection.ExecuteAsync(
            $"""
            update import_rows set decision = @What, pending = @isLate and cast(@What as text) is not null and cast(@What as text) <> 'skip', title_id = cast(@title as bigint),
                matched_by = case when cast(@title as bigint) is null then null else 'hand' end,
                outcome = case when cast(@What as text) = 'title' then 'matched' when cast(@What as text) = 'skip' then 'ignored' when candidates is null then 'unmatched' else 'unsure' end
            where batch_id = @batch and {(decision.Alike ? "alike = @alike" : "id = @Row")} and (not @isLate or pending or title_id is null)
            """, new { about.batch, about.Row, about.title, about.What, about.isLate, alike }, cancel);
    }
}
