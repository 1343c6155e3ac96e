using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Files;

/// <summary>The user's commands for files: <c>${staged}</c> is the folder of what comes back.</summary>
/// <param name="commands">Builds commands.</param>
public sealed class StagedCommands(UserCommands commands)
{
    /// <summary>Builds the command.</summary>
    /// <exception cref="RollbackException">An argument refers to a secret, or a reference can't be resolved.</exception>
    public Command Build(RunSpec spec, Work work, string staged)
    {
        string Named(string text) => text.Replace("${staged}", staged, StringComparison.Ordinal);
        var named = spec with
        {
            Run = [.. spec.Run.Select(Named)],
            Env = spec.Env.ToDictionary(pair => pair.Key, pair => Named(pair.Value)),
        };
        return commands.Build(named, work.Runbook, work.Gifts.Find);
    }
}
