namespace Marquee.Features.Catalogue;

/// <summary>What a title is, as the column and every API spell it.</summary>
static class TitleKind
{
    public const string Film = "film";
    public const string Show = "show";
}
