using System.Data.Common;
using Marquee.Data;

namespace Marquee.Features.Catalogue.Writing;

/// <summary>The titles that are there, by everything a draft can be recognised by; grows while titles are written.</summary>
sealed class KnownTitles
{
    readonly Dictionary<(string Kind, string Provider, string Value), TitleId> _byExternalId = [];
    readonly Dictionary<(string Kind, string Key, int Year), TitleId?> _byName = [];
    readonly Dictionary<TitleId, string> _kinds = [];

    sealed record ExternalIdRow(string Kind, string Provider, string Value, TitleId TitleId);

    sealed record TitleRow(TitleId Id, string Kind, string MatchKey, int? Year);

    public static async Task<KnownTitles> LoadAsync(DbConnection connection, CancellationToken cancel)
    {
        var known = new KnownTitles();
        foreach (var row in await connection.QueryAsync<ExternalIdRow>(
            "select kind, provider, value, title_id from external_ids where kind in ('film', 'show')", null, cancel))
            known._byExternalId[Key(row.Kind, row.Provider, row.Value)] = row.TitleId;
        foreach (var row in await connection.QueryAsync<TitleRow>($"select id, kind, match_key, year from titles where {TitleSight.Anybody.Allows()}", null, cancel))
            known.Add(row.Id, row.Kind, row.MatchKey, row.Year);
        return known;
    }

    public string KindOf(TitleId title) => _kinds[title];

    /// <summary>
    /// The title that the draft means: by one of its ids, or by name and year when the source gave no id that others know
    /// and exactly one title of the kind bears them.
    /// </summary>
    public TitleId? Find(TitleDraft draft)
    {
        foreach (var id in draft.ExternalIds)
            if (_byExternalId.TryGetValue(Key(draft.Kind, id.Provider, id.Value), out var title))
                return title;
        return draft.Year is { } year && draft.ExternalIds.All(id => id.IsOwnNumbering)
            ? _byName.GetValueOrDefault((draft.Kind, TitleKey.Of(draft.Title), year))
            : null;
    }

    public void Add(TitleId title, TitleDraft draft) => Add(title, draft.Kind, TitleKey.Of(draft.Title), draft.Year);

    /// <summary>Takes the id for the title; false when it is taken already.</summary>
    public bool TryAdd(string kind, ExternalId id, TitleId title) => _byExternalId.TryAdd(Key(kind, id.Provider, id.Value), title);

    void Add(TitleId title, string kind, string matchKey, int? year)
    {
        _kinds.Add(title, kind);
        // The second bearer of a name makes it say nothing.
        if (year is not null && !_byName.TryAdd((kind, matchKey, year.Value), title))
            _byName[(kind, matchKey, year.Value)] = null;
    }

    static (string, string, string) Key(string kind, string provider, string value) =>
        (ExternalId.SpansKinds(provider) ? "" : kind, provider, value);
}
