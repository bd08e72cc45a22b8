using Marquee.Data;
using Marquee.Platform;

namespace Marquee.Features.Catalogue;

/// <summary>
/// Which titles somebody may meet: the one rule, asked wherever titles reach a person. Where SQL reads titles it is a condition of the statement, so that pages are full
/// and counts are right; where a title is named by whoever asks, what the condition leaves out answers like a title that does not exist.
/// </summary>
/// <remarks>
/// Two things narrow it. A certification cap; and that a title which somebody made, by hand or by an import, is theirs alone until it is shared with everybody here:
/// in their public lists, diary and reviews too, others do not meet it and it is not counted.
/// </remarks>
sealed class TitleSight
{
    // What became another title waits out of sight for that to be undone.
    const string IsGone = "{0}.merged_into is not null";

    // Of the table's rows that are somebody's own.
    const string IsOwn = "{0}.made_by is not null and not {0}.shared";

    readonly string? _cap;
    readonly bool _everything;

    TitleSight(ProfileId? viewer, string? cap, bool everything = false)
    {
        (Viewer, Cap, _everything) = (viewer, string.IsNullOrEmpty(cap) ? null : cap, everything);
        // The labels are our own words: nothing that anybody typed is part of the statement, and there are as many statements as caps.
        _cap = Cap is null ? null : $"upper({{0}}.certification) in ({string.Join(", ", Certifications.Within(Cap).Select(label => $"'{label}'"))})";
    }

    /// <summary>Everything there is, for work that shows nobody anything and for the operator's commands.</summary>
    public static readonly TitleSight Everything = new(null, null, everything: true);

    /// <summary>What is there for everybody: for search, for models, and for what is kept for all.</summary>
    public static readonly TitleSight Anybody = new(null, null);

    /// <summary>What a profile may meet; null: somebody without one.</summary>
    public static TitleSight Of(Profile? viewer) => new(viewer?.Id, viewer?.CertificationCap);

    /// <summary>What a profile may meet that is known by its row.</summary>
    public static TitleSight Of(ProfileId? viewer, string? cap) => new(viewer, cap);

    /// <summary>What anybody with this cap may meet.</summary>
    public TitleSight OfNobody => new(null, Cap, _everything);

    /// <summary>Whose eyes these are; null: nobody's we know.</summary>
    public ProfileId? Viewer { get; }

    /// <summary>The certification that they are not taken beyond; null: none.</summary>
    public string? Cap { get; }

    /// <summary>Two who meet the same titles have the same key.</summary>
    public string Key => $"{Cap} {Viewer}";

    /// <summary>The condition, over <c>titles</c> under this name; for the verbs of <see cref="Sql"/>, since it carries who looks.</summary>
    public string Allows(string titles = "titles") => _everything ? "1 = 1"
        : $"not ({Over(IsGone, titles)}) and (not ({Over(IsOwn, titles)}) or {titles}.made_by = {Whose}){(_cap is null ? "" : " and " + Over(_cap, titles))}";

    /// <summary>Where a title that became another one leads, for whom it was there.</summary>
    public string LeadsOn(string titles = "titles") => $"{Over(IsGone, titles)} and (not ({Over(IsOwn, titles)}) or {titles}.made_by = {Whose})";

    /// <summary>The condition, over a column that holds a title's key: called by its table too where the table has a column of the same name, such as <c>id</c>.</summary>
    public string AllowsId(string column) => _everything ? "1 = 1"
        // Row by row by the key: few titles are anybody's own, and nobody wants the list of all the others.
        : $"not exists (select 1 from titles kept where kept.id = {column} and ({Over(IsGone, "kept")} or ({Over(IsOwn, "kept")} and kept.made_by <> {Whose})))"
            + (_cap is null ? "" : $" and {column} in (select seen.id from titles seen where {Over(_cap, "seen")})");

    /// <summary>The condition, over <c>people</c> under this name: nobody hears of those whom others' own titles alone name.</summary>
    public string AllowsPerson(string people = "people") => _everything ? "1 = 1"
        : $"(not exists (select 1 from credits sc where sc.person_id = {people}.id) or exists (select 1 from credits sc join titles st on st.id = sc.title_id where sc.person_id = {people}.id and {Allows("st")}))";

    /// <summary>The same of a cap, for a title that is read already and is there for everybody.</summary>
    public bool Shows(string? certification) => Certifications.Allows(Cap, certification);

    // Nobody has the number 0.
    string Whose => CarriedNumbers.Carried(Viewer?.Value ?? 0);

    static string Over(string condition, string titles) => string.Format(System.Globalization.CultureInfo.InvariantCulture, condition, titles);
}
