using System.CommandLine;
using System.Text.Json;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Cli.Commands;

/// <summary>What all verbs do alike: an error becomes its message, what to type next, and an exit code.</summary>
internal static class Verb
{
    /// <summary>A run that was begun is not closed.</summary>
    public const int NotClosed = 5;

    private const int UsageError = 1;
    private const int Refused = 2;

    /// <summary>Sets what a command does.</summary>
    public static void Does(this Command command, Option<bool> json, Func<ParseResult, CancellationToken, Task<int>> work, int refused = Refused) =>
        command.SetAction(async (parsed, cancel) =>
        {
            try
            {
                return await work(parsed, cancel);
            }
            catch (RollbackException error)
            {
                Show(error, parsed.GetValue(json));
                return ExitCodeOf(error.Id, refused);
            }
            catch (Exception error)
            {
                // A run that was begun is watched to its end, whatever happens: here, none was.
                Unforeseen.Show(error, parsed.GetValue(json));
                return Refused;
            }
        });

    /// <summary>Prints one JSON document on a line of its own.</summary>
    public static void PrintJson<T>(T value) => Screen.Out(JsonSerializer.Serialize(value, EngineJson.Options));

    // "Refused" says that users noticed nothing; beside a run that was begun, nobody can say that.
    private static int ExitCodeOf(RollbackErrorId id, int refused) => id switch
    {
        RollbackErrorId.Usage or RollbackErrorId.RunbookInvalid or RollbackErrorId.NotSupported => UsageError,
        RollbackErrorId.RunUnfinished => NotClosed,
        _ => refused,
    };

    /// <summary>An error that was foreseen, as a person and a program read it.</summary>
    public static void Show(RollbackException error, bool json)
    {
        if (json)
            PrintJson(new { error = error.Id, message = error.Message, next = error.Next });
        Screen.Error($"rollbackops: {error.Message}");
        Screen.Error($"  Next: {error.Next}");
    }
}
