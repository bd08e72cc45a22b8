using System.Globalization;
using System.Security.Cryptography;
using Marquee.Data;
using Marquee.Engine.Models.Blend;
using Marquee.Engine.Persistence;
using Marquee.Platform;

namespace Marquee.Features.Recommendations.Learning;

/// <summary>What came of a training.</summary>
/// <param name="Header">Of the new models.</param>
/// <param name="TookOver">Whether they are in use now.</param>
/// <param name="Own">How good they are on the instance's own held-out plays (NDCG@10).</param>
/// <param name="Before">How good those are that were in use; null when there were none.</param>
/// <param name="People">On how many people that was measured; with nobody, nothing speaks against the new.</param>
sealed record Offer(ModelHeader Header, bool TookOver, double Own, double? Before, int People);

/// <summary>
/// Takes a new training in place of the one in use when it is at least as good on the plays that neither has learnt from. The file is written beside its place and moved there,
/// the table changes in one transaction, and one reference is swapped: nobody ever meets half a model. Some older versions are kept to go back to.
/// </summary>
sealed partial class OfferModels(Database database, CurrentModels current, PrepareModels prepare, MarqueeSettings settings, TimeProvider clock, ILogger<OfferModels> log)
{
    const int VersionsKept = 5;

    public async Task<Offer> HandleAsync(BlendModel blend, ModelHeader header, HeldOutPlays heldOut, CancellationToken cancel)
    {
        // A command that trains has not loaded what is in use.
        var before = current.Loaded ?? await prepare.LoadAsync(cancel);
        var (own, old) = (heldOut.Judge(blend), before is null ? null : (double?)heldOut.Judge(before.Blend));
        var takesOver = old is not { } bar || own >= bar;

        var file = $"blend-{header.Version}.model";
        var path = Path.Combine(settings.ModelsFolder, file);
        Directory.CreateDirectory(settings.ModelsFolder);
        await Task.Run(() => ModelFile.Save(path, blend, header), cancel);
        var sha256 = await Sha256Async(path, cancel);
        await database.WriteAsync(async connection =>
        {
            var id = await connection.AddModelAsync(header, file, sha256, takesOver ? "in use" : "refused", cancel);
            if (takesOver)
                await connection.ActivateModelAsync(ModelVersions.Blend, id, leaving: "replaced", clock.GetUtcNow(), cancel);
        }, cancel);
        if (takesOver)
            current.Swap(new LoadedModels(blend, header));
        Offered(header.Version, takesOver ? "took over" : "were refused", Words(own), old is { } o ? Words(o) : "none", heldOut.People.Count);
        await PruneAsync(cancel);
        return new Offer(header, takesOver, own, old, heldOut.People.Count);
    }

    /// <summary>Old files go, newest first what was refused or rolled back; what is in use and what it replaced stay.</summary>
    async Task PruneAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var versions = (await connection.ModelVersionsAsync(cancel)).Where(version => version.Name == ModelVersions.Blend).ToList();
        var old = versions.OrderByDescending(version => version.Active).ThenByDescending(version => version.ActivatedAt is not null).ThenByDescending(version => version.TrainedAt).Skip(VersionsKept).ToList();
        foreach (var version in old)
        {
            await database.WriteAsync(writing => writing.ExecuteAsync("delete from models where id = @Id and not active", new { version.Id }, cancel), cancel);
            File.Delete(Path.Combine(settings.ModelsFolder, version.Path));
        }
    }

    static async Task<string> Sha256Async(string path, CancellationToken cancel)
    {
        await using var content = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel));
    }

    static string Words(double ndcg) => ndcg.ToString("0.0000", CultureInfo.InvariantCulture);

    [LoggerMessage(LogLevel.Information, "Models {Version} {Outcome}: NDCG@10 {Own}, before {Before}, on own held-out plays of {People} people")]
    partial void Offered(string version, string outcome, string own, string before, int people);
}
