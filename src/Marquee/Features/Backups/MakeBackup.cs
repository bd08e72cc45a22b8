namespace Marquee.Features.Backups;

/// <summary>What came of making a backup.</summary>
/// <param name="Removed">Older ones that the rule does not keep.</param>
sealed record MadeBackup(string File, ShelvedBackup Backup, BackupManifest Manifest, BackupProof Proof, IReadOnlyList<string> Removed);

/// <summary>Makes a backup, tries it, and then lets older ones go: never before there is a good new one.</summary>
sealed partial class MakeBackup(WriteArchive write, ProveBackup prove, BackupShelf shelf, BackupPlan plan, TimeProvider clock, ILogger<MakeBackup> log)
{
    /// <param name="file">Where; null: into the folder of backups, under the time's name, and by its rule.</param>
    /// <param name="portable">As rows for any database, also of a SQLite file.</param>
    /// <param name="isByHand">Whether a person asked for it just now.</param>
    /// <param name="table">Hears of each table that is in.</param>
    public async Task<MadeBackup> HandleAsync(string? file, bool portable, bool isByHand, Action<string>? table, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        shelf.Sweep(clock.GetUtcNow());
        var target = file ?? shelf.PathOf(BackupShelf.NameAt(clock.GetUtcNow()));
        // Under its own name once it is known to be good or not.
        var untried = target + ".untried.tmp";
        ShelvedBackup backup;
        BackupManifest manifest;
        BackupProof proof;
        try
        {
            manifest = await write.HandleAsync(untried, portable, table, cancel);
            proof = await prove.HandleAsync(untried, cancel);
            backup = BackupShelf.Of(Path.GetFileName(target), new FileInfo(untried).Length, manifest, isByHand, proof);
            if (file is null)
                BackupShelf.Note(target, backup);
            File.Move(untried, target, overwrite: true);
        }
        finally
        {
            File.Delete(untried);
        }

        var removed = file is null && proof.IsGood ? shelf.Prune((await plan.ReadAsync(cancel)).Keep, clock.GetUtcNow()) : [];
        if (proof.IsGood)
            Made(backup.Name, manifest.Form, manifest.Rows, backup.Size, removed.Count, (long)clock.GetElapsedTime(started).TotalMilliseconds);
        else
            Bad(backup.Name, proof.Words);
        return new MadeBackup(target, backup, manifest, proof, removed);
    }

    [LoggerMessage(LogLevel.Information, "Backup {Name} ({Form}): {Rows} rows, {Bytes} bytes, tried and good; {Removed} older ones went, in {Milliseconds} ms")]
    partial void Made(string name, string form, long rows, long bytes, int removed, long milliseconds);

    [LoggerMessage(LogLevel.Error, "Backup {Name} is not good: {Words}")]
    partial void Bad(string name, string words);
}
