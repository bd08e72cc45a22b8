using Marquee.Data;
using Marquee.Features.Catalogue.Merging;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Ui.Layout;

namespace Marquee.Features.Catalogue.Manual;

/// <summary>The forms of manual titles.</summary>
static class ManualTitleForms
{
    public static void MapManualTitleForms(this IEndpointRouteBuilder app)
    {
        var forms = app.MapGroup("").WithOrder(-1).RequireScope(Scopes.Write).ExcludeFromDescription();
        forms.MapPost("/titles/new", (KeepManualTitle keep, HttpContext http, CancellationToken cancel) => PageAgain.OrAsync<NewTitlePage>(http, async () =>
            SeeOther.To($"/titles/{await keep.MakeAsync(Read(http, isNew: true), await Editor.OfAsync(http, cancel), cancel)}", "/")));
        forms.MapPost("/titles/{id}/edit", (TitleId id, KeepManualTitle keep, HttpContext http, CancellationToken cancel) => PageAgain.OrAsync<EditTitlePage>(http, async () =>
        {
            await keep.EditAsync(id, Read(http, isNew: false), await Editor.OfAsync(http, cancel), Platform.Api.Doors.ExpectedVersion(http), cancel);
            Notice.Say(http, "Saved.");
            return SeeOther.To($"/titles/{id}", "/");
        }, ("Id", id.ToString())));
        forms.MapPost("/titles/{id}/delete", async (TitleId id, KeepManualTitle keep, HttpContext http, CancellationToken cancel) =>
        {
            await keep.DeleteAsync(id, await Editor.OfAsync(http, cancel), cancel);
            Notice.Say(http, "Deleted.");
            return SeeOther.To("/library", "/");
        });
        forms.MapPost("/titles/{id}/merge", (TitleId id, MergeTitles merge, HttpContext http, CancellationToken cancel) => PageAgain.OrAsync<MergeTitlePage>(http, async () =>
        {
            var into = TitleId.TryParse(http.Request.Form["into"], null, out var chosen) ? chosen : default;
            await merge.HandleAsync(id, into, await Editor.OfAsync(http, cancel), cancel);
            Notice.Say(http, "They are one title now.");
            return SeeOther.To($"/titles/{into}", "/");
        }, ("Id", id.ToString())));
        forms.MapPost("/merges/{id:long}/undo", async (long id, UndoMerge undo, HttpContext http, CancellationToken cancel) =>
        {
            var undone = await undo.HandleAsync(id, await Editor.OfAsync(http, cancel), cancel);
            Notice.Say(http, undone.Words);
            return SeeOther.To($"/titles/{undone.From}", "/");
        });
    }

    // What a form leaves empty is to be empty.
    static ManualTitle Read(HttpContext http, bool isNew)
    {
        var form = http.Request.Form;
        string Text(string name) => form[name].ToString().Trim();
        IReadOnlyList<string> Lines(string name, params char[] between) => Text(name).Split(between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        int Number(string name, string code) => Text(name) is "" ? 0 : int.TryParse(Text(name), System.Globalization.CultureInfo.InvariantCulture, out var number) && number > 0 ? number
            : throw new Platform.Errors.Invalid(code, "Write a number.", name);
        int? year = Number("year", "year_invalid"), runtime = Number("runtime", "runtime_invalid");
        return new ManualTitle(
            isNew ? Text("kind") : null, Text("title"), isNew && year == 0 ? null : year, Text("original_title"), isNew && runtime == 0 ? null : runtime, Text("overview"),
            Lines("genres", ','), Lines("directors", '\n', ','), Lines("cast", '\n', ','),
            new Dictionary<string, string> { ["imdb"] = Text("imdb"), ["tmdb"] = Text("tmdb"), ["tvdb"] = Text("tvdb") },
            form.ContainsKey("episodes") && Text("kind_is") != "film" ? EpisodeLines.Read(form["episodes"]) : null,
            form.ContainsKey("may_share") ? Text("shared") == "yes" : null);
    }
}
