namespace Marquee.Importers.Reading;

/// <summary>One file of an export: its name, and its table when it is one.</summary>
internal sealed class ExportFile(string name, Func<Stream> open, ExportLimits limits)
{
    IReadOnlyList<string>? _header;

    /// <summary>The name, with its folders when it lies in an archive.</summary>
    public string Name { get; } = name;

    /// <summary>The folders and the name, apart.</summary>
    public IReadOnlyList<string> Path { get; } = name.Split('/', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } parts ? parts : ["export"];

    /// <summary>The columns' names; empty when the file is no table.</summary>
    public IReadOnlyList<string> Header => _header ??= IsText() ? new CsvTable(Open, limits).ReadHeader() : [];

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

    bool IsText()
    {
        Span<byte> start = stackalloc byte[512];
        using var stream = open();
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        return start.Length > 0 && Sniff.IsText(start);
    }
}
