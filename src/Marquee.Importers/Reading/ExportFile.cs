namespace Marquee.Importers.Reading;

/// <summary>One file of an export: its name, and its table when it is one.</summary>
internal sealed class ExportFile(string name, Func<Stream> open, ExportLimits limits)
{
    IReadOnlyList<string>? _header;
    Shape? _shape;
    JsonFile? _json;

    /// <summary>The name, with its folders when it lies in an archive.</summary>
    public string Name { get; } = name;

    /// <summary>The folders and the name, apart.</summary>
    public IReadOnlyList<string> Path { get; } = name.Split('/', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } parts ? parts : ["export"];

    /// <summary>The columns' names; empty when the file is no table.</summary>
    public IReadOnlyList<string> Header => _header ??= Looks == Shape.Table ? new CsvTable(Open, limits).ReadHeader() : [];

    /// <summary>The file as JSON; <see langword="null"/> when it is none.</summary>
    public JsonFile? Json => Looks == Shape.Json ? _json ??= new JsonFile(Open, Name, limits) : null;

    Shape Looks => _shape ??= Look();

    public CsvTable Table() => new(Open, limits) { Header = Header };

    public bool HasColumns(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (!Header.Contains(name, StringComparer.OrdinalIgnoreCase))
                return false;
        return true;
    }

    public bool IsIn(string folder) => Path.SkipLast(1).Contains(folder, StringComparer.OrdinalIgnoreCase);

    StreamReader Open() => TextDecoding.Open(open);

    Shape Look()
    {
        Span<byte> start = stackalloc byte[512];
        using (var stream = open())
            start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (start.Length == 0 || !Sniff.IsText(start))
            return Shape.Neither;
        using var text = Open();
        Span<char> letters = stackalloc char[64];
        ReadOnlySpan<char> first = letters[..text.ReadBlock(letters)];
        return first.TrimStart("\uFEFF\r\n\t ") is ['{' or '[', ..] ? Shape.Json : Shape.Table;
    }

    enum Shape
    {
        Neither,
        Table,
        Json,
    }
}
