using System.Runtime.InteropServices;

namespace Marquee.Engine.Persistence;

/// <summary>Gathers the arrays of a model under names. The arrays are not copied; they must not change until the file is written.</summary>
public sealed class ModelWriter
{
    readonly List<ArrayEntry> _table = [];
    readonly List<NamedArray> _arrays = [];
    string _prefix = "";

    internal IReadOnlyList<ArrayEntry> Table => _table;
    internal IReadOnlyList<NamedArray> Arrays => _arrays;

    /// <summary>Adds an array of a plain type: <see cref="int"/>, <see cref="long"/>, <see cref="float"/>, <see cref="double"/> or <see cref="byte"/>.</summary>
    public void Add<T>(string name, T[] array) where T : unmanaged
    {
        _table.Add(new ArrayEntry(_prefix + name, typeof(T).Name, array.Length));
        _arrays.Add(new NamedArray(() => MemoryMarshal.AsBytes(array.AsSpan())));
    }

    /// <summary>Adds all arrays of a model inside this one, their names behind <paramref name="name"/> and a slash.</summary>
    public void Add(string name, IPersistentModel inner)
    {
        var outer = _prefix;
        _prefix = outer + name + "/";
        inner.Write(this);
        _prefix = outer;
    }
}

delegate ReadOnlySpan<byte> ArrayBytes();

sealed record NamedArray(ArrayBytes Bytes);
