using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Marquee.Tests.Recommendations;

/// <summary>The arrays of a model file, read by the layout its documentation gives and by nothing of the engine.</summary>
sealed class ModelArrays
{
    readonly byte[] _file;
    readonly Dictionary<string, (int From, int Length)> _places = [];

    public ModelArrays(string path)
    {
        _file = File.ReadAllBytes(path);
        var header = BinaryPrimitives.ReadInt32LittleEndian(_file.AsSpan(12));
        using var manifest = JsonDocument.Parse(_file.AsMemory(16, header));
        var position = 16 + header;
        foreach (var array in manifest.RootElement.GetProperty("Arrays").EnumerateArray())
        {
            position = (position + 63) / 64 * 64;
            var length = array.GetProperty("Count").GetInt32() * array.GetProperty("Type").GetString() switch { "Byte" => 1, "Int32" or "Single" => 4, _ => 8 };
            _places[array.GetProperty("Name").GetString()!] = (position, length);
            position += length;
        }
    }

    public T[] Get<T>(string name) where T : unmanaged => MemoryMarshal.Cast<byte, T>(_file.AsSpan(_places[name].From, _places[name].Length)).ToArray();

}
