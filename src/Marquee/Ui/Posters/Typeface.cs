namespace Marquee.Ui.Posters;

/// <summary>
/// A stack of system typefaces that print alike. Leading in lines; Width is the factor on <see cref="Advances"/>.
/// </summary>
sealed record Typeface(string Family, bool Capitals, double Leading, double Width, string Stretch)
{
    public const int Weight = 700;

    public static readonly Typeface Condensed = new(
        "'Avenir Next Condensed','Bahnschrift','Roboto Condensed','Liberation Sans Narrow','Arial Narrow','Helvetica Neue',Arial,sans-serif",
        Capitals: true, Leading: .92, Width: .80, Stretch: " font-stretch=\"75%\"");

    public static readonly Typeface Serif = new(
        "'Iowan Old Style','Palatino Linotype','Palatino','P052','Georgia','Liberation Serif','Times New Roman',serif",
        Capitals: false, Leading: 1.0, Width: .93, Stretch: "");

    public static readonly Typeface Slab = new(
        "'Rockwell','Rockwell Nova','Roboto Slab','Georgia','Liberation Serif',serif",
        Capitals: true, Leading: .98, Width: .97, Stretch: "");

    public string Set(string text) => Capitals ? Upper(text) : text;

    /// <summary>Capitals as a printer sets them: a sharp s becomes two letters.</summary>
    public static string Upper(string text) => text.Replace("ß", "SS", StringComparison.Ordinal).ToUpperInvariant();
}
