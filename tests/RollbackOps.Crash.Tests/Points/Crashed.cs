using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Crash.Tests.Points;

/// <summary>How the tool ended, and the crash points that it came to.</summary>
internal sealed record Crashed(ToolResult Result, IReadOnlyList<string> Points)
{
    public bool WasKilled => Result.Code == CrashTool.Killed;
}
