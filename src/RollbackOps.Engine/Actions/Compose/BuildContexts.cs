using RollbackOps.Engine.Tools.Docker;

namespace RollbackOps.Engine.Actions.Compose;

/// <summary>What a service is built from, as paths within the target's tree. Sources outside of it are refused.</summary>
public static class BuildContexts
{
    /// <summary>The contexts by name, empty for the main one; addresses stay as they are.</summary>
    /// <param name="service">The service, its contexts as paths in the live tree.</param>
    /// <param name="root">The live tree's folder.</param>
    /// <exception cref="RollbackException">A context lies outside of the tree.</exception>
    public static IReadOnlyDictionary<string, string> InTree(ComposeService service, string root) =>
        service.MoreContexts.Append(new("", service.Context!)).ToDictionary(context => context.Key, context => Within(service.Name, context.Value, root));

    private static string Within(string service, string context, string root)
    {
        if (context.Contains("://", StringComparison.Ordinal) || context.StartsWith("git@", StringComparison.Ordinal))
            return context;
        var path = Path.GetRelativePath(root, context).Replace('\\', '/');
        return !path.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(path)
            ? path
            : throw new RollbackException(
                RollbackErrorId.PlanImpossible,
                $"The service '{service}' is built from {context}, which is outside of the repository {root}: what it held at the target is not known.",
                "Move it into the repository, or build the target's image where its sources are and load it here.");
    }
}
