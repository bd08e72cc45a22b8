using Marquee.Data;
using Marquee.Features.Imports.Keeping;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Errors;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marquee.Features.Imports;

/// <summary>The form of the import page. It works without script: a post, then a redirect to the result.</summary>
static class ImportForm
{
    public static void MapImportForm(this IEndpointRouteBuilder app) =>
        // The page of the same address takes what this one leaves.
        app.MapPost("/import", PostAsync).WithOrder(-1).RequireScope(Scopes.Write).DisableAntiforgery().ExcludeFromDescription();

    public static void MapUndoForm(this IEndpointRouteBuilder app) =>
        app.MapPost("/imports/{id}/undo", async (BatchId id, HttpContext http, IAntiforgery antiforgery, FindImports find, UndoImport undo, CurrentProfile current, CancellationToken cancel) =>
        {
            if (!await antiforgery.IsRequestValidAsync(http))
                throw new Invalid("form_expired", "This page was open for too long. Open it again.");
            await find.OneAsync(id, cancel);
            await undo.HandleAsync((await current.FindAsync(cancel))!.Id, id, cancel);
            return SeeOther.To($"/imports/{id}", otherwise: "/import");
        }).RequireScope(Scopes.Write).ExcludeFromDescription();

    // The token is checked here and not by the middleware, which would read the form before its size is known to be fit.
    static async Task<IResult> PostAsync(HttpContext http, IAntiforgery antiforgery, ImportFile import, CancellationToken cancel)
    {
        try
        {
            var upload = await Upload.ReadAsync(http, cancel);
            if (!await antiforgery.IsRequestValidAsync(http))
                throw new Invalid("form_expired", "This page was open for too long. Choose the file again.");
            var batch = await import.HandleAsync(upload.Bytes, upload.FileName, upload.ReadAs, new ImportChoices(), cancel);
            return SeeOther.To($"/imports/{batch}", otherwise: "/import");
        }
        catch (Invalid refused) when (!ErrorAnswers.IsForProgram(http))
        {
            http.Response.Headers.CacheControl = "no-store";
            return new RazorComponentResult<RefusedDocument>(new Dictionary<string, object?> { [nameof(RefusedDocument.Refused)] = refused })
            {
                StatusCode = refused.Status,
            };
        }
    }
}
