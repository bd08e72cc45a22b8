using Marquee.Data;
using Marquee.Features.Imports.Keeping;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Api;
using Marquee.Platform.Errors;

namespace Marquee.Features.Imports;

/// <summary>Imports for programs.</summary>
static class ImportRest
{
    const int MostRows = 200;

    public static void MapImportRest(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/imports").WithTags("Imports").RequireScope(Scopes.Read);
        api.MapPost("", async (HttpContext http, ImportFile import, FindImports find, CancellationToken cancel) =>
        {
            var upload = await Upload.ReadAsync(http, cancel);
            var choices = new ImportChoices(ImportChoices.RuleOf(http.Request.Query["conflict"]), MakesTitles: http.Request.Query["unmatched"] == "own");
            var id = await import.HandleAsync(upload.Bytes, upload.FileName, upload.ReadAs, choices, cancel);
            return TypedResults.Created($"/api/v1/imports/{id}", await AnswerAsync(find, id, null, 0, MostRows, CancellationToken.None));
        })
            .WithSummary("Bring in an export file of any service, in the form field 'file'")
            .WithDescription("Recognised by content. A bad row is a result with its line and the reason; good rows go in. The same file twice changes nothing. "
                + "?conflict=mine, theirs or newest says what stands when both have a rating; ?unmatched=own makes titles of your own of what the catalogue does not know.")
            .Accepts<IFormFile>("multipart/form-data").ProducesProblem(422).RequireScope(Scopes.Write).DisableAntiforgery();

        api.MapGet("", async (FindImports find, CancellationToken cancel) => Envelope.Of(await find.LatestAsync(50, cancel)))
            .WithSummary("Your latest imports");

        api.MapGet("{id}", async (BatchId id, string? outcome, long? after, int? limit, FindImports find, CancellationToken cancel) =>
            await AnswerAsync(find, id, outcome, after ?? 0, limit ?? MostRows, cancel))
            .WithSummary("An import with its rows: those with an outcome, or all that were not matched").ProducesProblem(404).ProducesProblem(422);

        api.MapPost("{id}/undo", async (BatchId id, FindImports find, UndoImport undo, CurrentProfile current, CancellationToken cancel) =>
        {
            await find.OneAsync(id, cancel);
            var undone = await undo.HandleAsync((await current.FindAsync(cancel))!.Id, id, cancel);
            return Envelope.Of(undone, undone.Words);
        })
            .WithSummary("Take an import back: the library is as it was; what was changed since stays, and is counted")
            .ProducesProblem(404).ProducesProblem(409).RequireScope(Scopes.Write);

        api.MapGet("{id}/rows.csv", async (BatchId id, FindImports find, CancellationToken cancel) =>
            TypedResults.File(await UnplacedRows.CsvAsync(find, id, cancel), "text/csv; charset=utf-8", $"import-{id}-rows.csv"))
            .WithSummary("The rows that found no place, as a table to mend and drop in again").Produces(200, contentType: "text/csv").ProducesProblem(404);
    }

    static async Task<Envelope<ImportAnswer>> AnswerAsync(FindImports find, BatchId id, string? outcome, long after, int limit, CancellationToken cancel)
    {
        if (outcome is not null && !RowOutcomes.All.Contains(outcome))
            throw new Invalid("outcome_invalid", $"An outcome is one of {string.Join(", ", RowOutcomes.All)}.", "outcome");
        if (limit is < 1 or > MostRows)
            throw new Invalid("limit_invalid", $"A page holds 1 to {MostRows} rows.", "limit");

        var batch = await find.OneAsync(id, cancel);
        var rows = await find.RowsAsync(id, outcome, after, limit, cancel);
        return Envelope.Of(new ImportAnswer(batch, rows, rows.Count == limit ? rows[^1].Id : null), batch.Message);
    }
}

/// <param name="NextAfter">Pass as <c>after</c> for the next page; null on the last.</param>
sealed record ImportAnswer(ImportBatch Import, IReadOnlyList<ImportRow> Rows, long? NextAfter);
