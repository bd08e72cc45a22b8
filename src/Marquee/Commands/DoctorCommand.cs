using System.CommandLine;
using Marquee.Platform;
using Marquee.Platform.Doctor;

namespace Marquee.Commands;

/// <summary><c>marquee doctor</c>: looks at everything and says what to do.</summary>
static class DoctorCommand
{
    static readonly SettingsOptions Settings = new();
    static readonly Option<bool> Json = new("--json") { Description = "Answer with one JSON document." };

    public static Command Create()
    {
        var command = new Command("doctor", "Checks the machine, the database, the catalogue and the models, and says what to do.");
        Settings.AddTo(command);
        command.Options.Add(Json);
        command.SetAction((parsed, cancel) => ExamineAsync(Settings.Read(parsed), parsed.GetValue(Json), cancel));
        return command;
    }

    static async Task<int> ExamineAsync(MarqueeSettings settings, bool json, CancellationToken cancel)
    {
        await using var app = await Workspace.OpenAsync(settings, cancel);
        var findings = new List<Finding>();
        foreach (var examination in app.Services.GetServices<IExamination>())
            findings.AddRange(await examination.ExamineAsync(cancel));

        if (json)
            Answer.WriteJson(new { findings });
        else
            foreach (var finding in findings)
                Console.WriteLine($"{(finding.Fine ? "ok  " : "LOOK")}  {finding.Subject}: {finding.Says}");
        return findings.All(finding => finding.Fine) ? MarqueeCommand.Done : MarqueeCommand.NothingToDo;
    }
}
