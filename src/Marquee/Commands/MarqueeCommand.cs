using System.CommandLine;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Commands;

/// <summary>The command line: what there is, and what becomes of an error. Without arguments it serves.</summary>
static class MarqueeCommand
{
    public const int Done = 0;
    public const int NothingToDo = 1;
    public const int BadInput = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Marquee: what you have watched, and what to watch tonight.")
        {
            ServeCommand.Create(),
            RecommendCommand.Create(),
            ImportCommand.Create(),
            ExportCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            TrainCommand.Create(),
            ModelsCommand.Create(),
            DatasetsCommand.Create(),
            DoctorCommand.Create(),
            Evaluate.EvaluateCommand.Create(),
            Tune.TuneCommand.Create(),
            Bench.BenchCommand.Create(),
        };
        ServeCommand.MakeDefaultOf(root);

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("'marquee --help' shows what there is.");
            return BadInput;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (Sentence(e) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return e is NothingToDoException or Engine.Evaluation.Protocols.UnsuitableDataException ? NothingToDo : BadInput;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return BadInput;
        }
    }

    /// <summary>The sentence for errors a person can mend; null for those that are ours and deserve their stack trace.</summary>
    static string? Sentence(Exception e) => e switch
    {
        StartupException or NothingToDoException or Refusal or Data.DatabaseUnavailable => e.Message,
        Engine.Models.InvalidOptionException or Engine.Persistence.InvalidModelFileException => e.Message,
        Engine.Data.InvalidInteractionFileException or Engine.Evaluation.Protocols.UnsuitableDataException => e.Message,
        FileNotFoundException { FileName: { } file } => $"There is no file '{file}'. Check the path.",
        DirectoryNotFoundException or UnauthorizedAccessException => e.Message,
        _ => null,
    };
}

/// <summary>The input was understood, and nothing could be done with it.</summary>
sealed class NothingToDoException(string message) : Exception(message);
