namespace Marquee.Importers;

/// <summary>A service whose export files can be read. One folder and one class per source, listed in <see cref="Sources"/>.</summary>
internal interface ISource
{
    /// <summary>Stable key, stored with every batch: <c>letterboxd</c>.</summary>
    string Key { get; }

    /// <summary>The service's name as people write it.</summary>
    string Name { get; }

    /// <summary>Looks at file names and header lines, never at a name alone.</summary>
    /// <returns>What will be read, or <see langword="null"/> when the files are not this source's.</returns>
    /// <exception cref="ExportRefused">The files are this source's and still cannot be read.</exception>
    Recognised? Recognise(ExportContents contents);
}

/// <summary>What a source found in the files.</summary>
/// <param name="Files">The names of the files that will be read.</param>
/// <param name="Remarks">Sentences for the person: choices made, files left out.</param>
/// <param name="Rows">Reads the rows, lazily, each time it is called.</param>
internal sealed record Recognised(
    IReadOnlyList<string> Files,
    IReadOnlyList<string> Remarks,
    Func<CancellationToken, IEnumerable<ExportRow>> Rows);
