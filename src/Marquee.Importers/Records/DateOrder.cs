namespace Marquee.Importers;

/// <summary>The order of day, month and year in dates of numbers.</summary>
public enum DateOrder
{
    YearFirst,
    DayFirst,
    MonthFirst,
}
