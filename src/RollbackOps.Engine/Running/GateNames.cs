using RollbackOps.Engine.Planning;

namespace RollbackOps.Engine.Running;

/// <summary>Which of a plan's questions the answers given beforehand are for. Pure.</summary>
public static class GateNames
{
    /// <summary>The answers by the ids of the steps that ask.</summary>
    /// <param name="steps">The steps that may ask; none where there is nothing to ask for.</param>
    /// <param name="given">The answers, by a gate's id or by its name in the runbook.</param>
    /// <exception cref="RollbackException">One is for a question that the plan does not ask.</exception>
    public static IReadOnlyDictionary<string, bool> Resolve(IReadOnlyList<Step> steps, IReadOnlyDictionary<string, bool> given) =>
        steps.Count == 0 ? given : given.ToDictionary(answer => IdOf(steps, answer.Key), answer => answer.Value);

    // A step that no tool can tell about is asked for by its id when a run is resumed: it is no gate, and may be named all the same.
    private static string IdOf(IReadOnlyList<Step> steps, string name)
    {
        var gates = steps.Where(step => step.Kind == RunSteps.Gate).ToList();
        return steps.FirstOrDefault(step => step.Id == name)?.Id
            ?? gates.Find(gate => gate.Subject == name)?.Id
            ?? throw new RollbackException(
                RollbackErrorId.Usage,
                $"The answer to '{name}' is for nothing: there is no such question. Nothing was touched.",
                gates.Count == 0
                    ? "Leave it out: nothing is asked."
                    : $"Write {string.Join(" or ", gates.Select(gate => $"--answer {gate.Id}=yes ({gate.Does})"))}.");
    }
}
