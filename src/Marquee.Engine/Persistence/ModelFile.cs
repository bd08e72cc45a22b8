using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Marquee.Engine.Models;

namespace Marquee.Engine.Persistence;

/// <summary>
/// The file of a trained model. Layout, little-endian: the eight bytes <c>MARQUEE\n</c>; format version (int32); length of the header (int32);
/// the header as JSON with a table of arrays; the arrays one after another, each at a multiple of 64 bytes; SHA-256 of all that stands before.
/// Reading goes straight from the file into the model's arrays, checksum included, at about the speed of the disk.
/// </summary>
public static class ModelFile
{
    internal const int FormatVersion = 1;
    internal const int Alignment = 64;
    internal static ReadOnlySpan<byte> Magic => "MARQUEE\n"u8;

    /// <summary>Writes a model next to its final place and moves it there, so that a reader sees the old file or the new one, never half of one.</summary>
    public static void Save(string path, IPersistentModel model, ModelHeader header)
    {
        var writer = new ModelWriter();
        model.Write(writer);

        var partial = path + ".partial";
        using (var file = new FileStream(partial, FileMode.Create, FileAccess.ReadWrite))
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var manifest = JsonSerializer.SerializeToUtf8Bytes(new Manifest(header, writer.Table), ManifestJson.Default.Manifest);
            var prefix = new byte[Magic.Length + 8];
            Magic.CopyTo(prefix);
            BinaryPrimitives.WriteInt32LittleEndian(prefix.AsSpan(8), FormatVersion);
            BinaryPrimitives.WriteInt32LittleEndian(prefix.AsSpan(12), manifest.Length);
            Emit(prefix);
            Emit(manifest);
            foreach (var array in writer.Arrays)
            {
                Emit(new byte[Padding(file.Position)]);
                Emit(array.Bytes());
            }

            file.Write(hash.GetHashAndReset());
            file.Flush(flushToDisk: true);

            void Emit(ReadOnlySpan<byte> bytes)
            {
                file.Write(bytes);
                hash.AppendData(bytes);
            }
        }

        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Reads what a file says of itself, without its arrays.</summary>
    /// <exception cref="InvalidModelFileException">It is not a model file, or of another format version.</exception>
    public static ModelHeader ReadHeader(string path)
    {
        using var file = File.OpenRead(path);
        return ReadManifest(file, path, hash: null).Header;
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidModelFileException">It is not a model file, of another format version, of an unknown model, or damaged.</exception>
    public static (Model Model, ModelHeader Header) Load(string path)
    {
        using var file = File.OpenRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var manifest = ReadManifest(file, path, hash);
        var reader = new ModelReader(manifest.Header);
        foreach (var entry in manifest.Arrays)
        {
            ReadHashed(new byte[Padding(file.Position)]);
            reader.Add(entry, ReadHashed);
        }

        var stored = new byte[32];
        if (file.ReadAtLeast(stored, stored.Length, throwOnEndOfStream: false) < stored.Length || !hash.GetHashAndReset().AsSpan().SequenceEqual(stored))
            throw new InvalidModelFileException(path, "its checksum does not match: the file is damaged");

        var kind = ModelKinds.All.FirstOrDefault(k => k.Name == manifest.Header.Model)
            ?? throw new InvalidModelFileException(path, $"it holds a model '{manifest.Header.Model}' that this program does not have");
        return (kind.Read(reader), manifest.Header);

        void ReadHashed(Span<byte> bytes)
        {
            if (file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
                throw new InvalidModelFileException(path, "it ends too early");
            hash.AppendData(bytes);
        }
    }

    static Manifest ReadManifest(FileStream file, string path, IncrementalHash? hash)
    {
        var prefix = new byte[Magic.Length + 8];
        if (file.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false) < prefix.Length || !prefix.AsSpan(0, 8).SequenceEqual(Magic))
            throw new InvalidModelFileException(path, "it is not a Marquee model file");
        var version = BinaryPrimitives.ReadInt32LittleEndian(prefix.AsSpan(8));
        if (version != FormatVersion)
            throw new InvalidModelFileException(path, $"it has format {version} and this program reads format {FormatVersion}");
        var length = BinaryPrimitives.ReadInt32LittleEndian(prefix.AsSpan(12));
        if (length < 2 || length > file.Length - file.Position)
            throw new InvalidModelFileException(path, "it ends too early");
        var json = new byte[length];
        file.ReadExactly(json);
        hash?.AppendData(prefix);
        hash?.AppendData(json);
        try
        {
            var manifest = JsonSerializer.Deserialize(json, ManifestJson.Default.Manifest);
            // A damaged key reads as a missing one.
            if (manifest is not { Header: { Model: not null, Options: not null, Metrics: not null }, Arrays: not null } || manifest.Arrays.Any(a => a is not { Name: not null, Type: not null }))
                throw new InvalidModelFileException(path, "its header is damaged");
            // The table is checked against the file before anything is allocated: a damaged length must not ask for all memory.
            if (manifest.Arrays.Any(a => a.Count < 0 || a.Count > file.Length))
                throw new InvalidModelFileException(path, "its table of arrays is damaged");
            return manifest;
        }
        catch (JsonException)
        {
            throw new InvalidModelFileException(path, "its header is damaged");
        }
    }

    static int Padding(long position) => (int)((Alignment - position % Alignment) % Alignment);
}

/// <summary>A file that cannot be read as a model; the message names the file and the reason.</summary>
public sealed class InvalidModelFileException(string path, string reason)
    : IOException($"The model file {path} cannot be used: {reason}. Train again with 'marquee train'.");

sealed record ArrayEntry(string Name, string Type, int Count);

sealed record Manifest(ModelHeader Header, IReadOnlyList<ArrayEntry> Arrays);

[JsonSerializable(typeof(Manifest))]
sealed partial class ManifestJson : JsonSerializerContext;
