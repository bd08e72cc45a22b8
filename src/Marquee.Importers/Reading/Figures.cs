using System.Globalization;

namespace Marquee.Importers.Reading;

/// <summary>Numbers in sentences, the same on every machine: "100,000".</summary>
internal static class Figures
{
    public static string Of(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
