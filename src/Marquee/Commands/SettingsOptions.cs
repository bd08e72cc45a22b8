using System.CommandLine;
using Marquee.Platform;

namespace Marquee.Commands;

/// <summary>The flags every command shares that works on an instance; each has an environment variable beside it.</summary>
sealed class SettingsOptions
{
    readonly Option<string?> _data = new("--data") { Description = "The folder for the database, models and uploads. (MARQUEE_DATA; ./data)" };
    readonly Option<string?> _database = new("--database") { Description = "A PostgreSQL or SQLite connection string. (MARQUEE_DATABASE; SQLite in the data folder)" };
    readonly Option<string?> _sample = new("--sample") { Description = "'none' starts without the built-in catalogue and population. (MARQUEE_SAMPLE; built-in)" };

    public void AddTo(Command command)
    {
        command.Options.Add(_data);
        command.Options.Add(_database);
        command.Options.Add(_sample);
    }

    public MarqueeSettings Read(ParseResult parsed, string? urls = null) =>
        MarqueeSettings.From(urls, parsed.GetValue(_data), parsed.GetValue(_database), parsed.GetValue(_sample));
}
