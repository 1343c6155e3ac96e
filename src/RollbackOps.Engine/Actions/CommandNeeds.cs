using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions;

/// <summary>What a user's command waits for. Pure.</summary>
public static class CommandNeeds
{
    /// <summary>The gifts that it names, and the target's tree where it runs in it; nothing for no command.</summary>
    /// <exception cref="RollbackException">An argument holds a secret reference (<see cref="RollbackErrorId.RunbookInvalid"/>).</exception>
    public static IEnumerable<Need> Of(RunSpec? spec, Runbook runbook)
    {
        if (spec is null)
            return [];
        UserCommands.RefuseOpenSecrets(spec);
        var gifts = UserCommands.GiftsOf(spec).Select(gift => new Need(gift));
        return spec.Tree == Tree.Target && UserCommands.TreeGift(runbook) is { } tree
            ? gifts.Where(need => need.Gift != tree).Append(new(tree, IfOffered: !UserCommands.GiftsOf(spec).Contains(tree)))
            : gifts;
    }
}
