using System.Text.Json;
using System.Text.Json.Serialization;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Imports.Keeping;
using Marquee.Features.Imports.Passes;
using Marquee.Importers;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Imports;

/// <summary>One file that came, and what it is at or came to.</summary>
/// <param name="Status">uploading, asking, previewing, ready, running, done, failed or undone.</param>
/// <param name="RowsRead">Rows that this pass is through with.</param>
/// <param name="RowsTotal">Rows of the file; 0 while nobody has read it to its end.</param>
public sealed record ImportBatch(
    BatchId Id, string Source, string FileName, string Status, int RowsRead, int Matched, int Unsure, int Unmatched, int Refused,
    string? Message, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, int Fresh, int Ratings, int Plays, int Listed, int Reviews, int Lists,
    string Conflict, bool MakesTitles, DateTimeOffset BeatAt, DateTimeOffset? UndoneAt, int LeftOnUndo,
    long RowsTotal, [property: JsonIgnore] string? UnderstoodText, [property: JsonIgnore] long FileBytes, [property: JsonIgnore] string? Reading)
{
    public string SourceName => HistoryExport.NameOf(Source);

    /// <summary>What the preview understood; null before there was one.</summary>
    public Understood? Understood => UnderstoodText is null ? null : Understood.Of(UnderstoodText);

    /// <summary>Whether somebody is reading it, or will be in a moment.</summary>
    [JsonIgnore]
    public bool IsAtWork => Status is "uploading" or "previewing" or "running";
}

/// <summary>A row of the file with its outcome.</summary>
/// <param name="Id">Its key among all rows; the next page begins behind the last one's.</param>
/// <param name="Raw">The row as it stands in the file.</param>
/// <param name="TitleId">The title, when matched.</param>
/// <param name="Candidates">The titles it may be, best first, when unsure.</param>
sealed record ImportRow(
    long Id, string? File, int Line, string Outcome, string? Title, int? Year, TitleId? TitleId, string? Reason, string? Raw, IReadOnlyList<ImportCandidate> Candidates)
{
    internal ToldByRow? Told { get; init; }

    /// <summary>Which row of the file it is, from 1.</summary>
    public long? Place { get; init; }

    /// <summary>film, show or episode.</summary>
    public string? Kind { get; init; }

    /// <summary>What somebody chose for it: title, own or skip.</summary>
    public string? Decision { get; init; }

    /// <summary>The library's rating where it differs from the file's, in tenths.</summary>
    public RatingConflict? Conflict { get; init; }
}

/// <summary>What a row said, as far as a table can say it again.</summary>
public sealed record ToldByRow(int? Rating, DateTimeOffset? WatchedAt, IReadOnlyList<string>? Ids);

sealed record ImportCandidate(TitleId TitleId, string Title, int? Year);

/// <summary>Looks up the current profile's imports. Somebody else's are not there.</summary>
sealed class FindImports(Database database, CurrentProfile current)
{
    const string BatchColumns =
        """
        id, source, file_name, coalesce(phase, status) as status, rows_read, matched, unsure, unmatched, refused, message, created_at, finished_at, fresh, ratings, plays, listed, reviews, lists,
        conflict, makes_titles, beat_at, undone_at, left_on_undo, rows_total, understood as understood_text, file_bytes, reading
        """;

    /// <summary>The latest imports, newest first.</summary>
    public async Task<IReadOnlyList<ImportBatch>> LatestAsync(int count, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } profile)
            return [];
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<ImportBatch>(
            $"select {BatchColumns} from import_batches where profile_id = @profile order by id desc limit @count", new { profile = profile.Id, count }, cancel);
    }

    /// <exception cref="NotFound">There is none with this id, or it is somebody else's.</exception>
    public async Task<ImportBatch> OneAsync(BatchId id, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is { } profile)
        {
            await using var connection = await database.OpenAsync(cancel);
            if (await connection.FirstAsync<ImportBatch>(
                $"select {BatchColumns} from import_batches where id = @id and profile_id = @profile", new { id, profile = profile.Id }, cancel) is { } batch)
                return batch;
        }

        throw new NotFound("import_not_found", "There is no such import.");
    }

    /// <summary>Rows of an import that <see cref="OneAsync"/> found, in the order of the file, with this outcome or any but matched.</summary>
    public async Task<IReadOnlyList<ImportRow>> RowsAsync(BatchId batch, string? outcome, long after, int limit, CancellationToken cancel)
    {
        var sight = TitleSight.Of(await current.FindAsync(cancel));
        await using var connection = await database.OpenAsync(cancel);
        var rows = await connection.QueryAsync<Row>(
            $"""
            select id, file, line, outcome, title, year, case when {sight.AllowsId("title_id")} then title_id end as title_id, reason, candidates, record, place, kind, decision, conflict
            from import_rows
            where batch_id = @batch and id > @after and {outcome switch { null => "outcome <> 'matched'", "conflict" => "conflict is not null", _ => "outcome = @outcome" }}
            order by id limit @limit
            """, new { batch, outcome, after, limit }, cancel);

        var candidates = rows.ToDictionary(row => row.Id, row => row.Candidates is { } json ? JsonSerializer.Deserialize<long[]>(json)! : []);
        var titles = (await connection.QueryAsync<ImportCandidate>(
            $"select id as title_id, title, year from titles where {database.Dialect.Among("id", "@ids")} and {sight.Allows()}",
            new { ids = IdSet.Of(candidates.Values.SelectMany(ids => ids).Distinct()) }, cancel)).ToDictionary(title => title.TitleId.Value);
        return [.. rows.Select(row => new ImportRow(
            row.Id, row.File, row.Line, row.Outcome, row.Title, row.Year, row.TitleId, row.Reason, Raw(row.Record),
            [.. candidates[row.Id].Where(titles.ContainsKey).Select(id => titles[id])])
            {
                Told = Told(row.Record),
                Place = row.Place,
                Kind = row.Kind,
                Decision = row.Decision,
                Conflict = row.Conflict is { } conflict ? JsonSerializer.Deserialize<RatingConflict>(conflict, Web) : null,
            })];
    }

    /// <summary>The titles of an import that <see cref="OneAsync"/> found: the highest rated first.</summary>
    public async Task<IReadOnlyList<ImportedTitle>> BestAsync(BatchId batch, int count, CancellationToken cancel)
    {
        var sight = TitleSight.Of(await current.FindAsync(cancel));
        var profile = sight.Viewer!.Value;
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<ImportedTitle>(
            $"""
            select t.id, t.title, t.year, r.value as rating,
                exists (select 1 from plays p where p.profile_id = @profile and p.title_id = t.id) as seen
            from titles t left join ratings r on r.profile_id = @profile and r.title_id = t.id
            where t.id in (select title_id from import_rows where batch_id = @batch and outcome = 'matched') and {sight.Allows("t")}
            order by coalesce(r.value, 0) desc, t.id limit @count
            """, new { profile, batch, count }, cancel);
    }

    static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    internal static ToldByRow? Told(string? record) => record is null ? null : JsonSerializer.Deserialize<ToldByRow>(record, Web);

    static string? Raw(string? record)
    {
        if (record is null)
            return null;
        using var json = JsonDocument.Parse(record);
        return json.RootElement.TryGetProperty("raw", out var raw) ? raw.GetString() : null;
    }

    sealed record Row(
        long Id, string? File, int Line, string Outcome, string? Title, int? Year, TitleId? TitleId, string? Reason, string? Candidates, string? Record,
        long? Place, string? Kind, string? Decision, string? Conflict);
}

/// <summary>A title an import found, with the profile's rating in tenths.</summary>
sealed record ImportedTitle(TitleId Id, string Title, int? Year, int? Rating, bool Seen);
