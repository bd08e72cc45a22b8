using System.Text;

namespace Marquee.Importers.Tests.Laws;

/// <summary>A table changed as a table: columns moved, lost, doubled and renamed, cells taken over from others, rows torn, other separators and quotes.</summary>
static class TableMutation
{
    public static byte[] Of(byte[] original, Random random)
    {
        var text = Encoding.UTF8.GetString(original);
        var separator = text.IndexOf('\n', StringComparison.Ordinal) is var end and > 0 && text.AsSpan(0, end).Count(';') > text.AsSpan(0, end).Count(',') ? ';' : ',';
        var rows = Rows(text, separator);
        for (var change = random.Next(1, 6); change > 0 && rows.Count > 0; change--)
            Change(rows, random);
        return Encoding.UTF8.GetBytes(Written(rows, random.Next(6) == 0 ? Mutations.Words[random.Next(9, 11)] : separator.ToString(), random.Next(8) switch { 0 => "\r\n", 1 => "\r", _ => "\n" }, random.Next(4) == 0));
    }

    static void Change(List<List<string>> rows, Random random)
    {
        var row = rows[random.Next(rows.Count)];
        var column = random.Next(Math.Max(1, rows[0].Count));
        switch (random.Next(12))
        {
            case 0:
                var other = random.Next(Math.Max(1, rows[0].Count));
                foreach (var each in rows.Where(each => each.Count > Math.Max(column, other)))
                    (each[column], each[other]) = (each[other], each[column]);
                break;
            case 1:
                foreach (var each in rows.Where(each => each.Count > column))
                    each.RemoveAt(column);
                break;
            case 2:
                foreach (var each in rows.Where(each => each.Count > column))
                    each.Insert(random.Next(each.Count), each[column]);
                break;
            case 3 when rows[0].Count > column:
                rows[0][column] = random.Next(3) switch { 0 => rows[0][column].ToUpperInvariant(), 1 => $" {rows[0][column]} ", _ => Word(random) };
                break;
            case 4 when row.Count > 0:
                row.RemoveAt(random.Next(row.Count));
                break;
            case 5:
                row.Add(Word(random));
                break;
            case 6:
                rows.Insert(random.Next(rows.Count), [.. row]);
                break;
            case 7:
                rows.Insert(random.Next(rows.Count), []);
                break;
            case 8 when row.Count > 0:
                var cell = random.Next(row.Count);
                row[cell] = new string((char)random.Next(32, 0x2000), random.Next(1, 3000));
                break;
            case 9 when row.Count > 0:
                var place = random.Next(row.Count);
                row[place] = row[place].Insert(random.Next(row[place].Length + 1), Word(random));
                break;
            default:
                if (rows.Count > 1 && rows[random.Next(1, rows.Count)] is { Count: > 0 } chosen)
                    chosen[random.Next(chosen.Count)] = Word(random);
                break;
        }
    }

    static string Word(Random random) => Mutations.Words[random.Next(Mutations.Words.Length)];

    // Enough of a reader for our own seeds.
    static List<List<string>> Rows(string text, char separator)
    {
        var rows = new List<List<string>>();
        var row = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        foreach (var letter in text)
            if (letter == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && letter == separator)
                (cell, _) = (new StringBuilder(), Add(row, cell));
            else if (!isQuoted && letter == '\n')
            {
                Add(row, cell);
                rows.Add(row);
                (row, cell) = ([], new StringBuilder());
            }
            else
                cell.Append(letter);
        return rows;
    }

    static bool Add(List<string> row, StringBuilder cell)
    {
        row.Add(cell.ToString());
        return true;
    }

    static string Written(List<List<string>> rows, string separator, string end, bool quoteAll)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
            text.AppendJoin(separator, row.Select(cell =>
                quoteAll || cell.Contains(separator, StringComparison.Ordinal) || cell.Contains('\n', StringComparison.Ordinal) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell)).Append(end);
        return text.ToString();
    }
}
