using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>
/// Remembers which container a database was found in: while users are shut out, one question to Docker has to be enough. A container
/// that no longer runs is forgotten.
/// </summary>
/// <param name="runner">Runs docker.</param>
internal sealed class KnownContainers(IRunner runner)
{
    private readonly ConditionalWeakTable<Runbook, ConcurrentDictionary<string, PostgresAccess>> _known = [];

    /// <summary>How the database was reached, where that container still runs.</summary>
    public async Task<PostgresAccess?> FindAsync(Runbook runbook, string part, CancellationToken cancel)
    {
        if (!Of(runbook).TryGetValue(part, out var access))
            return null;
        var result = await runner.TryAsync(DockerCommands.IsRunning(access.Container!), cancel);
        return result.ExitCode == 0 && result.Raw.Trim() == "true" ? access : null;
    }

    /// <summary>Remembers it.</summary>
    public PostgresAccess Add(Runbook runbook, string part, PostgresAccess access) => Of(runbook)[part] = access;

    private ConcurrentDictionary<string, PostgresAccess> Of(Runbook runbook) => _known.GetOrCreateValue(runbook);
}
