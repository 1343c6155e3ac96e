using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Runbooks.Reading;
using RollbackOps.Engine.Tools.Docker;

namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>Which services a runbook and a strategy mean. Pure.</summary>
public static class SwarmNames
{
    // Programs that give services the newest image of their tag.
    private static readonly string[] Updaters = ["shepherd", "gantry", "watchtower", "ouroboros", "swarmpit", "portainer"];

    /// <summary>The full names of the services that the strategy concerns.</summary>
    /// <param name="part">The part.</param>
    /// <param name="asked">The names in the strategy; empty for all.</param>
    /// <param name="there">The stack's services, or the swarm's where no stack is given.</param>
    /// <exception cref="RollbackException">There is no such stack or service.</exception>
    public static IReadOnlyList<string> Chosen(SwarmPart part, IReadOnlyList<string> asked, IReadOnlyList<string> there)
    {
        if (there.Count == 0 && part.Stack is { } stack)
            throw new RollbackException(RollbackErrorId.PlanImpossible, $"The swarm has no service of a stack '{stack}'.", "docker stack ls shows the stacks; correct 'stack' in the runbook, or 'context'.");
        var ours = part.Services.Count == 0 ? there : [.. part.Services.Select(name => Found(part, name, there, "'services: { swarm: … }'"))];
        return asked.Count == 0 ? ours : [.. asked.Select(name => Found(part, name, ours, "the strategy")).Distinct()];
    }

    /// <summary>Whether the runbook or the strategy names the service.</summary>
    public static bool IsNamed(SwarmPart part, IReadOnlyList<string> asked, string service) =>
        part.Services.Concat(asked).Any(name => part.FullName(name) == service);

    /// <summary>Services that bring newer images back by themselves.</summary>
    public static IReadOnlyList<string> Reconcilers(IEnumerable<(string Name, string Image)> all) =>
        [.. all.Where(service => Updaters.Contains(ImageName.Of(service.Image).Product.ToLowerInvariant())).Select(service => service.Name)];

    private static string Found(SwarmPart part, string name, IReadOnlyList<string> there, string where)
    {
        var full = part.FullName(name);
        if (there.Contains(full))
            return full;
        var known = part.Stack is { } stack ? there.Select(service => service.StartsWith(stack + '_', StringComparison.Ordinal) ? service[(stack.Length + 1)..] : service) : there;
        throw new RollbackException(
            RollbackErrorId.RunbookInvalid,
            $"There is no service '{name}', which {where} names{Spelling.Hint(name, known)}".TrimEnd('?') + (Spelling.Nearest(name, known) is null ? "." : "?"),
            "Correct the name in the runbook; docker service ls shows the services.");
    }
}
