namespace RollbackOps.Integration.Tests.Cli;

/// <summary>How the tool ended, and what it printed.</summary>
internal sealed record ToolResult(int Code, string Out, string Error)
{
    public string All => Out + Error;
}
