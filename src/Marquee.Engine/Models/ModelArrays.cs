using Marquee.Engine.Data;
using Marquee.Engine.Persistence;

namespace Marquee.Engine.Models;

/// <summary>What nearly every model keeps in its file, and checks when it reads it back.</summary>
static class ModelArrays
{
    public static void AddItems(this ModelWriter writer, IdMap items) => writer.Add("items", items.Ids.ToArray());

    public static IdMap GetItems(this ModelReader reader)
    {
        try
        {
            return new IdMap(reader.Get<long>("items"));
        }
        catch (ArgumentException e)
        {
            throw new InvalidModelFileException(reader.Header.Model, e.Message);
        }
    }

    /// <summary>The array of that name, which must have that length: a model never indexes beyond what its file gave.</summary>
    public static T[] Get<T>(this ModelReader reader, string name, int length) where T : unmanaged
    {
        var array = reader.Get<T>(name);
        return array.Length == length ? array : throw new InvalidModelFileException(reader.Header.Model, $"its array '{name}' has {array.Length} entries, not {length}");
    }

    /// <summary>Keeps the options beside the arrays, so that a model inside another one (a blend's member) finds its own.</summary>
    public static void AddOptions(this ModelWriter writer, ModelOptions options) =>
        writer.Add("options", options.All.Select(o => o.Get()).ToArray());

    public static TOptions GetOptions<TOptions>(this ModelReader reader, TOptions options) where TOptions : ModelOptions
    {
        var values = reader.Get<double>("options", options.All.Count);
        for (var i = 0; i < values.Length; i++)
            options.All[i].Set(values[i]);
        return options;
    }
}
