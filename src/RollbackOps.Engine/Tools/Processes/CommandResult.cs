using System.Text;
using System.Text.Json.Serialization;

namespace RollbackOps.Engine.Tools.Processes;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Out">Its standard output for messages: redacted; the last 32 Mi characters; empty where it was read as a stream.</param>
/// <param name="Err">Its standard error for messages: redacted; the last 64 KiB.</param>
public sealed record CommandResult(int ExitCode, string Out, string Err)
{
    /// <summary>
    /// Its standard output as it was printed, only for parsing, never for messages: redaction would spoil a name or path that
    /// happens to hold what is a password elsewhere.
    /// </summary>
    [JsonIgnore]
    public string Raw { get; init; } = Out;

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
