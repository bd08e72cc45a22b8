namespace Marquee.Platform.Pictures;

/// <summary>Where pictures lie: a folder, or a bucket that many nodes share. A name means the same bytes for good.</summary>
interface IPictureStore
{
    /// <summary>Where that is, for people who look after the server; without secrets.</summary>
    string Place { get; }

    /// <summary>Keeps bytes under a name; the same name again is the same bytes.</summary>
    /// <exception cref="IOException">It could not be kept.</exception>
    Task KeepAsync(string name, byte[] bytes, string contentType, CancellationToken cancel);

    /// <summary>The bytes, or null when there are none by that name.</summary>
    /// <exception cref="IOException">The store does not answer.</exception>
    Task<byte[]?> FindAsync(string name, CancellationToken cancel);

    /// <summary>Nothing happens when there is none.</summary>
    Task RemoveAsync(string name, CancellationToken cancel);
}

/// <summary>Pictures in a folder, spread over 256 of them. Written beside their place and moved there: a node that dies leaves no half picture.</summary>
sealed class FolderOfPictures(string folder) : IPictureStore
{
    public string Place => folder;

    public async Task KeepAsync(string name, byte[] bytes, string contentType, CancellationToken cancel)
    {
        var file = FileOf(name);
        if (File.Exists(file))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var beside = $"{file}.{Guid.NewGuid():N}.new";
        await File.WriteAllBytesAsync(beside, bytes, cancel);
        File.Move(beside, file, overwrite: true);
    }

    public async Task<byte[]?> FindAsync(string name, CancellationToken cancel)
    {
        try
        {
            return await File.ReadAllBytesAsync(FileOf(name), cancel);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public Task RemoveAsync(string name, CancellationToken cancel)
    {
        if (File.Exists(FileOf(name)))
            File.Delete(FileOf(name));
        return Task.CompletedTask;
    }

    // Names are ours: a hash in hex, a line and a width.
    string FileOf(string name) => name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && name.Length > 2
        ? Path.Combine(folder, name[..2], name)
        : throw new ArgumentException($"'{name}' is no name of a picture.", nameof(name));
}

static class PictureStores
{
    /// <summary>The store that the operator chose: <c>MARQUEE_ARTWORK</c>, a folder or <c>s3://key:secret@host/bucket?region=…</c>; else a folder beside the data.</summary>
    public static IServiceCollection AddPictureStore(this IServiceCollection services) => services.AddSingleton<IPictureStore>(provider =>
    {
        var settings = provider.GetRequiredService<MarqueeSettings>();
        return settings.Artwork switch
        {
            null => new FolderOfPictures(Path.Combine(settings.DataFolder, "artwork")),
            var bucket when bucket.StartsWith("s3", StringComparison.OrdinalIgnoreCase) => new BucketOfPictures(BucketAddress.Parse(bucket), settings.Clock),
            var folder => new FolderOfPictures(Path.GetFullPath(folder)),
        };
    });
}
