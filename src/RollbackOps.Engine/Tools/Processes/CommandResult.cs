namespace RollbackOps.Engine.Tools.Processes;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Out">Its standard output, redacted; empty where it was read as a stream.</param>
/// <param name="Err">Its standard error, redacted; the last 64 KiB.</param>
public sealed record CommandResult(int ExitCode, string Out, string Err);
