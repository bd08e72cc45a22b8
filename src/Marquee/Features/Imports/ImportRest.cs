using System.Globalization;
using Marquee.Data;
using Marquee.Features.Imports.Keeping;
using Marquee.Features.Imports.Reviewing;
using Marquee.Features.Imports.Starting;
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
        api.MapPost("", PostAsync)
            .WithSummary("Send an export file of any service, in the form field 'file', and see what it holds")
            .WithDescription("Recognised by content. The answer is a preview: every row with its outcome, what is new and what the library says otherwise. Nothing is in until …/commit. "
                + "?commit=true brings it in at once, with ?conflict=mine, theirs or newest and ?unmatched=own or leave. ?wait= says how many seconds to wait for a file that takes longer. "
                + "The form field 'reading' (JSON) says how to read it: {\"as\":\"watchlist\",\"person\":\"Ann\",\"columns\":{\"title\":\"Film\"},\"best_rating\":5,\"dates\":\"day\",\"meaning\":\"watched\"}.")
            .Accepts<IFormFile>("multipart/form-data").ProducesProblem(422).RequireScope(Scopes.Write).DisableAntiforgery();

        api.MapGet("", async (FindImports find, CancellationToken cancel) => Envelope.Of(await find.LatestAsync(50, cancel)))
            .WithSummary("Your latest imports");

        api.MapGet("{id}", async (BatchId id, string? outcome, long? after, int? limit, FindImports find, CancellationToken cancel) =>
            await AnswerAsync(find, id, outcome, after ?? 0, limit ?? MostRows, cancel))
            .WithSummary("An import with its rows: those with an outcome, those in conflict, or all that were not matched").ProducesProblem(404).ProducesProblem(422);

        api.MapGet("{id}/events", ImportEvents.FollowAsync).WithSummary("How far an import is, as server-sent events until it waits for somebody").ProducesProblem(404);

        api.MapPost("{id}/commit", CommitAsync)
            .WithSummary("Bring a previewed import in; or what was decided since; or the rest of one that failed")
            .WithDescription("?conflict=mine, theirs or newest says what stands when both have a rating; ?unmatched=own (the rule) makes titles of your own of what the catalogue does not know, leave does not.")
            .ProducesProblem(404).ProducesProblem(409).RequireScope(Scopes.Write);

        api.MapPost("{id}/decisions", async (BatchId id, DecisionBody body, FindImports find, DecideRows decide, CurrentProfile current, CancellationToken cancel) =>
        {
            await find.OneAsync(id, cancel);
            var rows = await decide.HandleAsync((await current.FindAsync(cancel))!, id, [body.Checked()], cancel);
            return Envelope.Of(new DecidedRows(rows));
        })
            .WithSummary("Say which title an unsure or unmatched row means: title (with title_id), own, skip or none; with alike for all rows that mean the same")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).RequireScope(Scopes.Write);

        api.MapPost("{id}/undo", async (BatchId id, FindImports find, UndoImport undo, CurrentProfile current, CancellationToken cancel) =>
        {
            await find.OneAsync(id, cancel);
            var undone = await undo.HandleAsync((await current.FindAsync(cancel))!.Id, id, cancel);
            return Envelope.Of(undone, undone.Words);
        })
            .WithSummary("Take an import back: the library is as it was; what was changed since stays, and is counted")
            .ProducesProblem(404).ProducesProblem(409).RequireScope(Scopes.Write);

        api.MapDelete("{id}", async (BatchId id, FindImports find, CancelImport stop, CurrentProfile current, CancellationToken cancel) =>
        {
            await find.OneAsync(id, cancel);
            return await stop.HandleAsync((await current.FindAsync(cancel))!.Id, id, cancel) ? Results.NoContent() : Results.Accepted($"/api/v1/imports/{id}");
        })
            .WithSummary("Throw an import away that is not in; one that is going in stops, and what was in goes again")
            .Produces(202).Produces(204).ProducesProblem(404).ProducesProblem(409).RequireScope(Scopes.Write);

        api.MapGet("{id}/rows.csv", async (BatchId id, FindImports find, CancellationToken cancel) =>
            TypedResults.File(await UnplacedRows.CsvAsync(find, id, cancel), "text/csv; charset=utf-8", $"import-{id}-rows.csv"))
            .WithSummary("The rows that found no place, as a table to mend and drop in again").Produces(200, contentType: "text/csv").ProducesProblem(404);
    }

    static async Task<IResult> PostAsync(HttpContext http, StartImport start, WaitForImport wait, FindImports find, CurrentProfile current, CancellationToken cancel)
    {
        var atOnce = http.Request.Query["commit"] == "true";
        var choices = Choices(http);
        var patience = atOnce ? TimeSpan.FromHours(1) : Patience(http);
        var upload = await Upload.ReadAsync(http, cancel);
        var reading = upload.Reading is { Length: > 0 } told ? ReadingWords.Told(told) : new ReadingWords(As: upload.As);
        var id = await start.HandleAsync(async () => (await current.EnsureAsync(cancel)).Id, new SentFile(upload.Bytes, upload.FileName, reading, AtOnce: atOnce ? choices : null), cancel);
        await wait.HandleAsync(id, patience, cancel);
        return TypedResults.Created($"/api/v1/imports/{id}", await AnswerAsync(find, id, null, 0, MostRows, CancellationToken.None));
    }

    static async Task<Envelope<ImportAnswer>> CommitAsync(BatchId id, HttpContext http, CommitImport commit, WaitForImport wait, FindImports find, CurrentProfile current, CancellationToken cancel)
    {
        var choices = Choices(http);
        var patience = Patience(http);
        await find.OneAsync(id, cancel);
        await commit.HandleAsync((await current.FindAsync(cancel))!.Id, id, choices, cancel);
        await wait.HandleAsync(id, patience, cancel);
        return await AnswerAsync(find, id, null, 0, MostRows, CancellationToken.None);
    }

    static ImportChoices Choices(HttpContext http) => new(ImportChoices.RuleOf(http.Request.Query["conflict"]), MakesTitles: http.Request.Query["unmatched"].FirstOrDefault() switch
    {
        null or "" or "own" => true,
        "leave" => false,
        _ => throw new Invalid("unmatched_invalid", "What the catalogue does not know becomes your 'own', or you 'leave' it out.", "unmatched"),
    });

    static TimeSpan Patience(HttpContext http) => http.Request.Query["wait"].FirstOrDefault() is not { Length: > 0 } wait ? WaitForImport.ForAProgram
        : int.TryParse(wait, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= 300 ? TimeSpan.FromSeconds(seconds)
        : throw new Invalid("wait_invalid", "An answer can wait 0 to 300 seconds.", "wait");

    static async Task<Envelope<ImportAnswer>> AnswerAsync(FindImports find, BatchId id, string? outcome, long after, int limit, CancellationToken cancel)
    {
        if (outcome is not null and not "conflict" && !RowOutcomes.All.Contains(outcome))
            throw new Invalid("outcome_invalid", $"An outcome is one of {string.Join(", ", RowOutcomes.All)} or conflict.", "outcome");
        if (limit is < 1 or > MostRows)
            throw new Invalid("limit_invalid", $"A page holds 1 to {MostRows} rows.", "limit");

        var batch = await find.OneAsync(id, cancel);
        var rows = await find.RowsAsync(id, outcome, after, limit, cancel);
        return Envelope.Of(new ImportAnswer(batch, rows, rows.Count == limit ? rows[^1].Id : null), batch.Message);
    }
}

/// <param name="NextAfter">Pass as <c>after</c> for the next page; null on the last.</param>
sealed record ImportAnswer(ImportBatch Import, IReadOnlyList<ImportRow> Rows, long? NextAfter);

/// <param name="Rows">How many rows it holds for.</param>
sealed record DecidedRows(int Rows);

/// <summary>What somebody says of a row.</summary>
/// <param name="Row">Its id.</param>
/// <param name="Decision">title, own, skip or none.</param>
/// <param name="TitleId">Which title, for <c>title</c>.</param>
/// <param name="Alike">Whether it holds for all rows of the file that mean the same.</param>
sealed record DecisionBody(long Row, string Decision, TitleId? TitleId = null, bool Alike = false)
{
    /// <exception cref="Invalid">There is no such decision.</exception>
    public RowDecision Checked() => Decision switch
    {
        RowDecisions.Title when TitleId is null => throw new Invalid("title_missing", "Say which title it is.", "title_id"),
        RowDecisions.Title or RowDecisions.Own or RowDecisions.Skip => new RowDecision(Row, Decision, TitleId, Alike),
        "none" => new RowDecision(Row, null, null, Alike),
        _ => throw new Invalid("decision_invalid", "A decision is title, own, skip or none.", "decision"),
    };
}
