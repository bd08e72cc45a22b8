using System.Runtime.InteropServices;

namespace Marquee.Engine.Persistence;

/// <summary>The arrays of a model file by name, as they were given to <see cref="ModelWriter"/>.</summary>
public sealed class ModelReader
{
    readonly Dictionary<string, Array> _arrays;
    readonly string _prefix;

    internal ModelReader(ModelHeader header) => (Header, _arrays, _prefix) = (header, [], "");

    ModelReader(ModelReader outer, string name) => (Header, _arrays, _prefix) = (outer.Header, outer._arrays, outer._prefix + name + "/");

    /// <summary>What the file says of itself.</summary>
    public ModelHeader Header { get; }

    /// <summary>The array of that name. It belongs to the caller; nobody else writes to it.</summary>
    /// <exception cref="InvalidModelFileException">The file has no such array, or of another type.</exception>
    public T[] Get<T>(string name) where T : unmanaged =>
        _arrays.GetValueOrDefault(_prefix + name) as T[]
        ?? throw new InvalidModelFileException(_prefix + name, $"it lacks the array '{_prefix}{name}' of {typeof(T).Name}");

    /// <summary>Whether the file has an array of that name.</summary>
    public bool Has(string name) => _arrays.ContainsKey(_prefix + name);

    /// <summary>The arrays of a model inside this one.</summary>
    public ModelReader Inner(string name) => new(this, name);

    internal void Add(ArrayEntry entry, ReadBytes read) => _arrays[entry.Name] = entry.Type switch
    {
        nameof(Int32) => Read<int>(entry.Count, read),
        nameof(Int64) => Read<long>(entry.Count, read),
        nameof(Single) => Read<float>(entry.Count, read),
        nameof(Double) => Read<double>(entry.Count, read),
        nameof(Byte) => Read<byte>(entry.Count, read),
        _ => throw new InvalidModelFileException(entry.Name, $"it has an array of unknown type '{entry.Type}'"),
    };

    static T[] Read<T>(int count, ReadBytes read) where T : unmanaged
    {
        var array = GC.AllocateUninitializedArray<T>(count);
        read(MemoryMarshal.AsBytes(array.AsSpan()));
        return array;
    }
}

delegate void ReadBytes(Span<byte> bytes);
