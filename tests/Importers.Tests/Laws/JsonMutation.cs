using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marquee.Importers.Tests.Laws;

/// <summary>JSON changed as JSON: values of another kind, properties lost, doubled and renamed, lists longer, nesting deeper.</summary>
static class JsonMutation
{
    public static byte[] Of(byte[] original, Random random)
    {
        var text = Encoding.UTF8.GetString(original).Trim();
        // JSON Lines: one of the lines.
        if (text.StartsWith('{') && text.Contains("}\n", StringComparison.Ordinal) && !IsOneDocument(text))
        {
            var lines = text.Split('\n');
            var at = random.Next(lines.Length);
            lines[at] = Changed(lines[at], random);
            return Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
        }

        return Encoding.UTF8.GetBytes(Changed(text, random));
    }

    static bool IsOneDocument(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    static string Changed(string text, Random random)
    {
        // JsonNode.Parse refuses what is deeper than the default; our seeds are shallow.
        var root = JsonNode.Parse(text)!;
        for (var change = random.Next(1, 6); change > 0; change--)
        {
            var all = Below(root).ToList();
            Change(all[random.Next(all.Count)], random, all);
        }

        return root.ToJsonString(random.Next(2) == 0 ? Plain : Indented);
    }

    static void Change(JsonNode node, Random random, List<JsonNode> all)
    {
        switch (node.Parent)
        {
            case JsonObject parent when parent.FirstOrDefault(p => ReferenceEquals(p.Value, node)).Key is { } name:
                switch (random.Next(5))
                {
                    case 0:
                        parent.Remove(name);
                        break;
                    case 1:
                        parent.Remove(name);
                        parent[random.Next(2) == 0 ? name.ToUpperInvariant() : Word(random)] = node;
                        break;
                    default:
                        parent[name] = Other(node, random, all);
                        break;
                }

                break;
            case JsonArray parent:
                var at = parent.IndexOf(node);
                switch (random.Next(4))
                {
                    case 0:
                        parent.RemoveAt(at);
                        break;
                    case 1:
                        for (var times = random.Next(1, 20); times > 0; times--)
                            parent.Add(node.DeepClone());
                        break;
                    default:
                        parent[at] = Other(node, random, all);
                        break;
                }

                break;
            case null when node is JsonArray list:
                list.Add(Other(node, random, all));
                break;
        }
    }

    static JsonNode? Other(JsonNode node, Random random, List<JsonNode> all) => random.Next(11) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(2) == 0),
        2 => JsonValue.Create(random.NextInt64(long.MinValue, long.MaxValue)),
        3 => JsonValue.Create(random.Next(-5, 120) / 10.0),
        4 => new JsonObject { [Word(random)] = Word(random) },
        5 => new JsonArray(node.DeepClone(), null, JsonValue.Create(1)),
        6 => Nested(random.Next(1, 50)),
        7 => JsonValue.Create(node.ToJsonString(Plain)),
        8 => all[random.Next(all.Count)].DeepClone(),
        _ => JsonValue.Create(Word(random)),
    };

    static JsonNode Nested(int depth)
    {
        JsonNode node = new JsonArray();
        for (; depth > 0; depth--)
            node = new JsonArray(node);
        return node;
    }

    // A half of a character alone is nothing JSON could be written with.
    static string Word(Random random) => Mutations.Words[random.Next(Mutations.Words.Length)].Replace("\uD83C", "?", StringComparison.Ordinal);

    static IEnumerable<JsonNode> Below(JsonNode node) => node switch
    {
        JsonObject o => o.Select(p => p.Value).OfType<JsonNode>().SelectMany(Below).Prepend(node),
        JsonArray a => a.OfType<JsonNode>().SelectMany(Below).Prepend(node),
        _ => [node],
    };

    static readonly JsonSerializerOptions Plain = new() { MaxDepth = 1_000 };
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, MaxDepth = 1_000 };
}
