using Marquee.Data;

namespace Marquee.Features.Imports.Starting;

/// <summary>Waits a moment for an import: a small file is through before anybody would ask how far it is.</summary>
sealed class WaitForImport(Database database)
{
    static readonly TimeSpan First = TimeSpan.FromMilliseconds(15), Longest = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a page waits before it shows how far it is.</summary>
    public static readonly TimeSpan ForAPage = TimeSpan.FromSeconds(2);

    /// <summary>How long a program is kept waiting that did not say how long.</summary>
    public static readonly TimeSpan ForAProgram = TimeSpan.FromSeconds(10);

    /// <summary>Ends when nobody works on it, or after <paramref name="patience"/>.</summary>
    public async Task HandleAsync(BatchId batch, TimeSpan patience, CancellationToken cancel)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var pause = First; TimeProvider.System.GetElapsedTime(began) < patience; pause = pause * 1.5 < Longest ? pause * 1.5 : Longest)
        {
            await using (var connection = await database.OpenAsync(cancel))
                if (!await connection.ScalarAsync<bool>(
                    "select exists (select 1 from import_batches where id = @batch and (phase in ('uploading', 'previewing') or (phase is null and status = 'running')))", new { batch }, cancel))
                    return;
            await Task.Delay(pause, TimeProvider.System, cancel);
        }
    }
}
