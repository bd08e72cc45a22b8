using System.Globalization;
using Marquee.Data;
using Marquee.Engine;
using Marquee.Engine.Labelling;
using Marquee.Features.Catalogue.Writing;
using Marquee.Platform.Jobs;

namespace Marquee.Features.Catalogue.Enriching;

/// <summary>
/// Nightly: titles without genres get them from their words, people and raters, learnt from the titles that have some. They are marked as
/// inferred, with the confidence; a provider's own genres take their place when they come. Does nothing when no title wants them.
/// </summary>
sealed class InferGenres(Database database, TimeProvider clock, IEnumerable<ITitlesWritten> listeners) : IScheduledJob
{
    const int MostLearntFrom = 10_000, MostAtOnce = 5_000, MostRaters = 300, FewestLearntFrom = 50;

    // What is learnt from grows: a title that said nothing a month ago may say something now.
    static readonly TimeSpan LookedAtAgain = TimeSpan.FromDays(30);

    sealed record Genre(TitleId TitleId, string Name);

    sealed record Rater(long TitleId, long UserId, bool Liked);

    public string Kind => "infer-genres";

    public string Words => "Infer genres of titles that have none";

    public string Schedule => "0 50 2 * * ?";

    public Task<object> RunAsync(CancellationToken cancel) => RunAsync(new JobProgress(), cancel);

    public async Task<object> RunAsync(JobProgress progress, CancellationToken cancel)
    {
        var (wanting, known) = await TitlesAsync(cancel);
        if (wanting.Count == 0 || known.Count < FewestLearntFrom)
            return new { Inferred = 0, Undecided = 0, LearntFrom = 0 };
        progress.Report(0, 0, "learning");
        var documents = await DocumentsAsync([.. known.Select(k => k.Key.Value), .. wanting.Select(id => id.Value)], cancel);
        // Learning computes for seconds: not on the thread of whoever asked.
        var labels = await Task.Run(() => Label(known, documents, cancel), cancel);
        var inferred = wanting.Zip(labels, (id, own) => (Id: id, Labels: own)).ToList();
        await KeepAsync(inferred, cancel);
        var told = inferred.Count(title => title.Labels.Count > 0);
        return new { Inferred = told, Undecided = inferred.Count - told, LearntFrom = known.Count };
    }

    static List<IReadOnlyList<InferredLabel>> Label(List<IGrouping<TitleId, string>> known, IReadOnlyList<ItemDocument> documents, CancellationToken cancel)
    {
        var run = new TrainingRun(Threads: Math.Max(1, Environment.ProcessorCount / 2), Cancellation: cancel);
        var model = LabelTrainer.Train([.. documents.Take(known.Count)], [.. known.Select(genres => (IReadOnlyCollection<string>)[.. genres])], run: run);
        return [.. documents.Skip(known.Count).Select(model.Infer)];
    }

    Task KeepAsync(List<(TitleId Id, IReadOnlyList<InferredLabel> Labels)> inferred, CancellationToken cancel) => database.WriteAsync(async connection =>
    {
        await connection.AloneAsync(database.Dialect, WriteTitles.Alone, cancel);
        var ids = IdSet.Of(inferred.ConvertAll(title => title.Id));
        await connection.ExecuteAsync(
            $"""
            delete from title_genres where inferred and {database.Dialect.Among("title_id", "@ids")};
            update titles set genres_inferred_at = @now where {database.Dialect.Among("id", "@ids")};
            """, new { ids, now = clock.GetUtcNow() }, cancel);
        // A provider or a person may have said meanwhile what the genres are: they know.
        await connection.ExecuteAsync(
            """
            insert into title_genres (title_id, genre_id, inferred, confidence) select @id, g.id, @yes, @confidence from genres g
            where g.name = @label and not exists (select 1 from title_genres where title_id = @id and not inferred)
            on conflict (title_id, genre_id) do nothing
            """, inferred.SelectMany(t => t.Labels.Select(l => new { id = t.Id, yes = true, confidence = Math.Round(l.Confidence, 3), label = l.Label })).ToList(), cancel);
        foreach (var listener in listeners)
            await listener.OnTitlesWrittenAsync(connection, [.. inferred.Select(t => t.Id)], cancel);
    }, cancel);

    async Task<(List<TitleId> Wanting, List<IGrouping<TitleId, string>> Known)> TitlesAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var wanting = await connection.QueryAsync<TitleId>(
            """
            select id from titles t where not exists (select 1 from title_genres g where g.title_id = t.id and not g.inferred)
                and (genres_inferred_at is null or genres_inferred_at < metadata_updated_at or genres_inferred_at < @before)
            order by popularity desc, id limit @MostAtOnce
            """, new { before = clock.GetUtcNow() - LookedAtAgain, MostAtOnce }, cancel);
        if (wanting.Count == 0)
            return (wanting, []);
        // What somebody made for themselves alone teaches nobody.
        var genres = await connection.QueryAsync<Genre>(
            """
            select tg.title_id, g.name from (
                select id from titles t where t.made_by is null and exists (select 1 from title_genres g where g.title_id = t.id and not g.inferred) order by popularity desc, id limit @MostLearntFrom
            ) best join title_genres tg on tg.title_id = best.id join genres g on g.id = tg.genre_id where not tg.inferred
            """, new { MostLearntFrom }, cancel);
        return (wanting, [.. genres.GroupBy(genre => genre.TitleId, genre => genre.Name).OrderBy(title => title.Key.Value)]);
    }

    async Task<IReadOnlyList<ItemDocument>> DocumentsAsync(IReadOnlyList<long> ids, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var documents = await connection.ItemDocumentsAsync(ids, cancel);
        var raters = (await connection.QueryAsync<Rater>(
            "select r.title_id, r.user_id, r.value >= 0.7 * p.scale_high as liked from population_ratings r join populations p on p.id = r.population_id where r.user_id <= 5000", null, cancel))
            .ToLookup(r => r.TitleId);
        return [.. documents.Select((document, i) => raters[ids[i]].Take(MostRaters).Select(r => (r.Liked ? "" : "-") + r.UserId.ToString(CultureInfo.InvariantCulture)).ToList() is { Count: > 0 } own
            ? new ItemDocument(new Dictionary<string, IReadOnlyList<string>>(document.Fields) { ["rater"] = own })
            : document)];
    }
}
