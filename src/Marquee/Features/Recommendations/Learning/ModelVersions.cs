using System.Data.Common;
using System.Text.Json;
using Marquee.Data;
using Marquee.Engine.Persistence;

namespace Marquee.Features.Recommendations.Learning;

/// <summary>A training as the table of models keeps it.</summary>
/// <param name="Outcome">in use, replaced, refused or rolled back.</param>
sealed record ModelVersion(long Id, string Name, string Version, string Path, string Sha256, string Metrics, bool Active, DateTimeOffset TrainedAt, DateTimeOffset? ActivatedAt, string? Outcome);

/// <summary>The versions of the models: which is in use, which were, which were refused.</summary>
static class ModelVersions
{
    /// <summary>The product's one model; its members come with it.</summary>
    public const string Blend = "blend";

    const string Columns = "id, name, version, path, sha256, metrics, active, trained_at, activated_at, outcome";

    /// <summary>All versions, newest first.</summary>
    public static Task<List<ModelVersion>> ModelVersionsAsync(this DbConnection connection, CancellationToken cancel) =>
        connection.QueryAsync<ModelVersion>($"select {Columns} from models order by name, trained_at desc, id desc", null, cancel);

    public static Task<ModelVersion?> ActiveModelAsync(this DbConnection connection, string name, CancellationToken cancel) =>
        connection.FirstAsync<ModelVersion>($"select {Columns} from models where name = @name and active", new { name }, cancel);

    /// <summary>What a rollback goes back to: the version put to use last before this one that was not rolled back itself.</summary>
    public static Task<ModelVersion?> PreviousModelAsync(this DbConnection connection, ModelVersion active, CancellationToken cancel) =>
        connection.FirstAsync<ModelVersion>(
            $"select {Columns} from models where name = @Name and not active and outcome = 'replaced' and activated_at <= @ActivatedAt and id <> @Id order by activated_at desc, id desc limit 1",
            new { active.Name, active.ActivatedAt, active.Id }, cancel);

    /// <summary>Keeps a training that was not put to use, with why.</summary>
    public static Task<long> AddModelAsync(this DbConnection connection, ModelHeader header, string file, string sha256, string outcome, CancellationToken cancel) =>
        connection.ScalarAsync<long>(
            """
            insert into models (name, version, path, sha256, options, metrics, active, trained_at, outcome)
            values (@Model, @Version, @file, @sha256, @options, @metrics, false, @TrainedAt, @outcome) returning id
            """,
            new { header.Model, header.Version, file, sha256, options = JsonSerializer.Serialize(header.Options), metrics = JsonSerializer.Serialize(header.Metrics), header.TrainedAt, outcome }, cancel);

    /// <summary>Puts a version to use in place of the active one, which becomes <paramref name="leaving"/>. In the transaction of the caller: there is never none and never two.</summary>
    public static async Task ActivateModelAsync(this DbConnection connection, string name, long id, string leaving, DateTimeOffset now, CancellationToken cancel)
    {
        await connection.ExecuteAsync("update models set active = false, outcome = @leaving where name = @name and active", new { name, leaving }, cancel);
        await connection.ExecuteAsync("update models set active = true, outcome = 'in use', activated_at = @now where name = @name and id = @id", new { name, id, now }, cancel);
    }
}
