using Marquee.Data.Dump;

namespace Marquee.Features.Backups;

/// <summary>What tells whether a table is the same somewhere else: the number of its rows, and the hash of their lines.</summary>
static class TableHash
{
    /// <summary>Writes all rows as lines.</summary>
    public static async Task<BackedUpTable> WriteAsync(Stream to, Snapshot snapshot, TableShape shape, CancellationToken cancel)
    {
        using var lines = new RowLines();
        await using var hash = new CountedHash(new BufferedStream(to, 1 << 16));
        var rows = 0L;
        await foreach (var row in TableRows.OfAsync(snapshot.Connection, snapshot.Dialect, shape, null, cancel))
        {
            await hash.WriteAsync(lines.Write(row), cancel);
            rows++;
        }

        return new BackedUpTable(shape.Name, shape.Columns, rows, hash.Sha256());
    }

    /// <summary>Counts all rows and looks at those at either end.</summary>
    public static async Task<BackedUpTable> OfEndsAsync(Snapshot snapshot, TableShape shape, CancellationToken cancel)
    {
        using var lines = new RowLines();
        await using var hash = new CountedHash(Stream.Null);
        await foreach (var row in TableRows.OfAsync(snapshot.Connection, snapshot.Dialect, shape, BackedUpTable.Ends, cancel))
            await hash.WriteAsync(lines.Write(row), cancel);
        return new BackedUpTable(shape.Name, shape.Columns, await TableRows.CountAsync(snapshot.Connection, shape, cancel), hash.Sha256());
    }

    /// <summary>The first table that is not as the manifest says, in words; null when all are.</summary>
    public static async Task<string?> DifferenceAsync(Snapshot snapshot, BackupManifest manifest, CancellationToken cancel)
    {
        var shapes = (await TableShape.AllAsync(snapshot.Connection, snapshot.Dialect, cancel)).ToDictionary(shape => shape.Name);
        foreach (var told in manifest.Tables)
        {
            if (!shapes.TryGetValue(told.Name, out var shape))
                return $"The table {told.Name} is missing.";
            // In the order of the columns that were written, which another database may keep otherwise.
            shape = shape with { Columns = [.. told.Columns] };
            var found = manifest.Form == BackupManifest.Portable ? await WriteAsync(Stream.Null, snapshot, shape, cancel) : await OfEndsAsync(snapshot, shape, cancel);
            if (found.Rows != told.Rows)
                return FormattableString.Invariant($"The table {told.Name} has {found.Rows} rows, not {told.Rows}.");
            if (found.Sha256 != told.Sha256)
                return $"The rows of {told.Name} are not the ones that were written.";
        }

        return null;
    }
}
