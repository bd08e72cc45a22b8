using System.Globalization;
using Marquee.Data;
using Marquee.Features.Imports.Keeping;
using Marquee.Features.Imports.Pages;
using Marquee.Features.Imports.Reviewing;
using Marquee.Features.Imports.Starting;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Errors;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marquee.Features.Imports;

/// <summary>The forms of the import pages. They work without script: a post, then a redirect to what came of it.</summary>
static class ImportForm
{
    public static void MapImportForms(this IEndpointRouteBuilder app)
    {
        // The page of the same address takes what this one leaves.
        app.MapPost("/import", PostAsync).WithOrder(-1).RequireScope(Scopes.Write).DisableAntiforgery().ExcludeFromDescription();

        app.MapForm("commit", async (call, batch, form, cancel) =>
        {
            var choices = new ImportChoices(ImportChoices.RuleOf(form["conflict"].FirstOrDefault()), MakesTitles: form["unmatched"] == "own");
            await call.GetRequiredService<CommitImport>().HandleAsync(await ProfileAsync(call, cancel), batch, choices, cancel);
            await call.GetRequiredService<WaitForImport>().HandleAsync(batch, WaitForImport.ForAPage, cancel);
            return $"/imports/{batch}";
        });
        app.MapForm("undo", async (call, batch, form, cancel) =>
        {
            await call.GetRequiredService<UndoImport>().HandleAsync(await ProfileAsync(call, cancel), batch, cancel);
            return $"/imports/{batch}";
        });
        app.MapForm("cancel", async (call, batch, form, cancel) =>
        {
            if (await call.GetRequiredService<CancelImport>().HandleAsync(await ProfileAsync(call, cancel), batch, cancel))
                return "/import";
            await call.GetRequiredService<WaitForImport>().HandleAsync(batch, WaitForImport.ForAPage, cancel);
            return $"/imports/{batch}";
        });
        app.MapForm("decide", async (call, batch, form, cancel) =>
        {
            await call.GetRequiredService<DecideRows>().HandleAsync((await call.GetRequiredService<CurrentProfile>().FindAsync(cancel))!, batch, Decisions(form), cancel);
            return form["back"].FirstOrDefault() is { Length: > 0 } back ? back : $"/imports/{batch}";
        });
        app.MapForm("reading", async (call, batch, form, cancel) =>
        {
            var found = await call.GetRequiredService<FindImports>().OneAsync(batch, cancel);
            await call.GetRequiredService<ReadAgain>().HandleAsync(await ProfileAsync(call, cancel), found, Words(form), cancel);
            await call.GetRequiredService<WaitForImport>().HandleAsync(batch, WaitForImport.ForAPage, cancel);
            return $"/imports/{batch}";
        }, again: (http, id, work) => PageAgain.OrAsync<ColumnsPage>(http, work, (nameof(ColumnsPage.Id), id.ToString())));
    }

    static void MapForm(this IEndpointRouteBuilder app, string what, Func<IServiceProvider, BatchId, IFormCollection, CancellationToken, Task<string>> work,
        Func<HttpContext, BatchId, Func<Task<IResult>>, Task<IResult>>? again = null) =>
        app.MapPost($"/imports/{{id}}/{what}", async (BatchId id, HttpContext http, IAntiforgery antiforgery, FindImports find, CancellationToken cancel) =>
        {
            if (!await antiforgery.IsRequestValidAsync(http))
                throw new Invalid("form_expired", "This page was open for too long. Open it again.");
            await find.OneAsync(id, cancel);
            var form = await http.Request.ReadFormAsync(cancel);
            async Task<IResult> DoAsync() => SeeOther.To(await work(http.RequestServices, id, form, cancel), otherwise: "/import");
            return again is null ? await DoAsync() : await again(http, id, DoAsync);
        }).RequireScope(Scopes.Write).ExcludeFromDescription();

    static async Task<ProfileId> ProfileAsync(IServiceProvider call, CancellationToken cancel) => (await call.GetRequiredService<CurrentProfile>().FindAsync(cancel))!.Id;

    // row-17=412 is "row 17 is title 412"; own and skip are words; nothing leaves it as it is.
    static List<RowDecision> Decisions(IFormCollection form) =>
    [
        .. from field in form
           where field.Key.StartsWith("row-", StringComparison.Ordinal) && long.TryParse(field.Key.AsSpan(4), CultureInfo.InvariantCulture, out _)
           let row = long.Parse(field.Key.AsSpan(4), CultureInfo.InvariantCulture)
           let said = field.Value.LastOrDefault() ?? ""
           where said.Length > 0
           let isTitle = TitleId.TryParse(said, null, out _)
           where isTitle || said is RowDecisions.Own or RowDecisions.Skip or "none"
           select new RowDecision(row, isTitle ? RowDecisions.Title : said == "none" ? null : said, isTitle ? new TitleId(long.Parse(said, CultureInfo.InvariantCulture)) : null,
               Alike: form[$"alike-{row}"].Contains("on")),
    ];

    static ReadingWords Words(IFormCollection form)
    {
        var columns = form.Where(field => field.Key.StartsWith("column-", StringComparison.Ordinal) && field.Value.LastOrDefault() is { Length: > 0 })
            .GroupBy(field => field.Value.Last()!).ToDictionary(field => field.Key, field => form[$"name-{field.First().Key[7..]}"].ToString());
        return new ReadingWords(
            form["as"].FirstOrDefault(), form["person"].FirstOrDefault(), columns.Count == 0 ? null : columns,
            int.TryParse(form["best_rating"], CultureInfo.InvariantCulture, out var best) ? best : 10, form["dates"].FirstOrDefault(), form["meaning"].FirstOrDefault());
    }

    // The token is checked here and not by the middleware, which would read the form before its size is known to be fit.
    static async Task<IResult> PostAsync(HttpContext http, IAntiforgery antiforgery, StartImport start, WaitForImport wait, CurrentProfile current, CancellationToken cancel)
    {
        try
        {
            var upload = await Upload.ReadAsync(http, cancel);
            if (!await antiforgery.IsRequestValidAsync(http))
                throw new Invalid("form_expired", "This page was open for too long. Choose the file again.");
            var batch = await start.HandleAsync(
                async () => (await current.EnsureAsync(cancel)).Id, new SentFile(upload.Bytes, upload.FileName, new ReadingWords(As: upload.As), AsksBack: true), cancel);
            // From here on the file is here: whoever closes the page now finds everything read when they come back.
            await wait.HandleAsync(batch, WaitForImport.ForAPage, cancel);
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
