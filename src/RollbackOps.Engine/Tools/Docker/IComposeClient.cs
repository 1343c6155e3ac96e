using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Tools.Docker;

/// <summary>Compose projects as they are; what actions and checks share.</summary>
public interface IComposeClient
{
    /// <summary>
    /// The project that a part means, by its running (or stopped) containers' labels, else by its files. Reads only.
    /// </summary>
    /// <exception cref="RollbackException">
    /// Docker or Compose is missing, the daemon doesn't answer, or the labels name another project than the runbook.
    /// </exception>
    Task<ComposeProject> FindAsync(ComposePart part, string folder, CancellationToken cancel);
}
