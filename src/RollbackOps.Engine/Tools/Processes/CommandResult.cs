using System.Text;
using System.Text.Json.Serialization;

namespace RollbackOps.Engine.Tools.Processes;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Out">Its standard output for messages: redacted; the last 32 Mi characters; empty where it was read as a stream.</param>
/// <param name="Err">Its standard error for messages: redacted; the last 64 KiB.</param>
public sealed record CommandResult(int ExitCode, string Out, string Err)
{
    /// <summary>How many characters of its output are kept.</summary>
    internal const int Kept = 32 * 1024 * 1024;

    /// <summary>
    /// Its standard output as it was printed, only for parsing, never for messages: redaction would spoil a name or path that
    /// happens to hold what is a password elsewhere.
    /// </summary>
    /// <exception cref="RollbackException">It printed more than is kept: what is left is not the answer.</exception>
    [JsonIgnore]
    public string Raw
    {
        get => !IsCut ? field : throw new RollbackException(
            RollbackErrorId.ToolFailed,
            $"A program's answer is too long to be read: more than {Kept >> 20} Mi characters, the last of which are: {Out[Math.Max(0, Out.Length - 200)..]}",
            "Run it by hand, and see why it prints that much.");
        init;
    } = Out;

    /// <summary>True where the beginning of its output is not kept.</summary>
    [JsonIgnore]
    public bool IsCut { get; init; }

    /// <summary>Its standard error as it was printed, only for parsing, never for messages.</summary>
    [JsonIgnore]
    public string RawErr { get; init; } = Err;

    // What a record prints of itself may end in a message.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"ExitCode = {ExitCode}, Out = {Out}, Err = {Err}");
        return true;
    }
}
