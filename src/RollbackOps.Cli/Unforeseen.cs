using RollbackOps.Cli.Commands;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Cli;

/// <summary>An error that nobody foresaw: its message on a line, and where it happened only for who asks.</summary>
internal static class Unforeseen
{
    private const string Next = "Report this; with ROLLBACKOPS_DEBUG=1 the same command shows where it happened.";

    public static void Show(Exception error, bool json)
    {
        var redactor = new Redactor();
        var message = redactor.Redact($"An error that was not foreseen: {error.Message.ReplaceLineEndings(" ")}");
        if (json)
            Verb.PrintJson(new { error = "unforeseen", message, next = Next });
        Screen.Error($"rollbackops: {message}");
        Screen.Error($"  Next: {Next}");
        if (Environment.GetEnvironmentVariable("ROLLBACKOPS_DEBUG") is "1")
            Screen.Error(redactor.Redact(error.ToString()));
    }
}
