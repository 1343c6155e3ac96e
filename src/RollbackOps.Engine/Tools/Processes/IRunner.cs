namespace RollbackOps.Engine.Tools.Processes;

/// <summary>Runs outside programs: the one place where that happens.</summary>
public interface IRunner
{
    /// <summary>Runs a program to its end, whatever its exit code.</summary>
    /// <exception cref="RollbackException">
    /// The program is missing (<see cref="RollbackErrorId.ToolMissing"/>) or took too long (<see cref="RollbackErrorId.TimedOut"/>).
    /// </exception>
    Task<CommandResult> TryAsync(Command command, CancellationToken cancel);

    /// <summary>Runs a program that must exit with 0.</summary>
    /// <exception cref="RollbackException">As above, or another exit code (<see cref="RollbackErrorId.ToolFailed"/>).</exception>
    Task<CommandResult> RunAsync(Command command, CancellationToken cancel);
}
