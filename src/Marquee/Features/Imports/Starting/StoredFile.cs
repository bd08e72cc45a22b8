using Marquee.Data;

namespace Marquee.Features.Imports.Starting;

/// <summary>
/// The file of an import in the database, in parts: whoever goes on with it, on this node or another, reads it from there. It never is in
/// memory as a whole.
/// </summary>
sealed class StoredFile(Database database)
{
    const int PartBytes = 1024 * 1024;
    const int PartsAtATime = 4;
    const int InMemory = 4 * PartBytes;

    public async Task SaveAsync(BatchId batch, Stream bytes, CancellationToken cancel)
    {
        bytes.Position = 0;
        var buffer = new byte[PartBytes];
        for (var part = 0; ;)
        {
            var parts = new List<object>();
            while (parts.Count < PartsAtATime && await bytes.ReadAtLeastAsync(buffer, PartBytes, throwOnEndOfStream: false, cancel) is var read and > 0)
                parts.Add(new { batch, part = part++, body = buffer[..read] });
            if (parts.Count == 0)
                return;
            await database.WriteAsync(connection => connection.ExecuteAsync(
                "insert into import_files (batch_id, part, body) values (@batch, @part, @body) on conflict do nothing", parts, cancel), cancel);
        }
    }

    /// <summary>The file, seekable; a small one in memory, a large one in a file that goes with the stream.</summary>
    /// <returns>Null when it was thrown away.</returns>
    public async Task<Stream?> OpenAsync(BatchId batch, long bytes, CancellationToken cancel)
    {
        Stream file = bytes <= InMemory
            ? new MemoryStream()
            : new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        await using var connection = await database.OpenAsync(cancel);
        for (var part = 0; file.Length < bytes; part++)
        {
            if (await connection.ScalarAsync<byte[]>("select body from import_files where batch_id = @batch and part = @part", new { batch, part }, cancel) is not { } body)
            {
                await file.DisposeAsync();
                return null;
            }

            await file.WriteAsync(body, cancel);
        }

        file.Position = 0;
        return file;
    }
}
