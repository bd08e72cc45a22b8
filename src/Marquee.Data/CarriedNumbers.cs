using System.Globalization;
using System.Text;
using Dapper;

namespace Marquee.Data;

/// <summary>
/// Numbers that a condition carries within its own text, so that it can be put into any statement without that statement knowing of its parameters. They become
/// parameters as the statement is run: its text stays the same for everybody, and what is prepared and kept by text stays small.
/// </summary>
public static class CarriedNumbers
{
    // Characters that no statement has.
    const char Begin = '\u0001', End = '\u0002';

    /// <summary>The number, for a statement run by the verbs of <see cref="Sql"/>.</summary>
    public static string Carried(long number) => string.Create(CultureInfo.InvariantCulture, $"{Begin}{number}{End}");

    /// <summary>The command: with the statement's own parameters, and one for each number it carries.</summary>
    internal static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellation)
    {
        if (!sql.Contains(Begin, StringComparison.Ordinal))
            return new CommandDefinition(sql, parameters, cancellationToken: cancellation);

        var text = new StringBuilder(sql.Length);
        var all = new DynamicParameters(parameters);
        var names = new Dictionary<long, string>();
        for (var at = 0; at < sql.Length;)
        {
            var begin = sql.IndexOf(Begin, at);
            if (begin < 0)
            {
                text.Append(sql, at, sql.Length - at);
                break;
            }

            var end = sql.IndexOf(End, begin);
            var number = long.Parse(sql.AsSpan(begin + 1, end - begin - 1), NumberStyles.Integer, CultureInfo.InvariantCulture);
            if (!names.TryGetValue(number, out var name))
            {
                names.Add(number, name = string.Create(CultureInfo.InvariantCulture, $"carried{names.Count}"));
                all.Add(name, number);
            }

            text.Append(sql, at, begin - at).Append('@').Append(name);
            at = end + 1;
        }

        return new CommandDefinition(text.ToString(), all, cancellationToken: cancellation);
    }
}
