using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker.Swarm;

namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>What the operator should know of a swarm's services before approving. Pure.</summary>
/// <param name="part">The part.</param>
/// <param name="ask">What is asked.</param>
/// <param name="found">What was found.</param>
/// <param name="back">The services that go back.</param>
public sealed class SwarmNotes(SwarmPart part, Ask ask, SwarmFound found, IReadOnlyList<ServiceGoal> back)
{
    private const int Shown = 10;
    private readonly string _docker = new SwarmCommands(part.Context).Typed;

    /// <summary>The notes.</summary>
    public IEnumerable<string> All()
    {
        foreach (var goal in back.Where(goal => goal.Basis.StartsWith("PreviousSpec", StringComparison.Ordinal) && goal.Service.OtherwiseBefore.Count > 0))
            yield return $"Only the image of '{goal.Service.Name}' goes back. The spec before had otherwise, and this stays as it is: {Few(goal.Service.OtherwiseBefore)}. To see both: {_docker} service inspect {goal.Service.Name}";
        foreach (var goal in back.Where(goal => goal.Service.IsMoving))
            yield return $"An update of '{goal.Service.Name}' is under way ({goal.Service.Update!.Replace('_', ' ')} since {goal.Service.ChangedAt.ToUniversalTime():u}); this run takes its place.";
        foreach (var goal in back.Where(goal => !goal.Service.Image.IsAbsolute))
            yield return $"'{goal.Service.Name}' runs {goal.Service.Image}, a name without a digest: an undo puts that name back, whatever it means by then.";
        foreach (var goal in back.Where(goal => goal.Service.OnFailure == "continue"))
            yield return $"The update settings of '{goal.Service.Name}' say to continue on failure: Swarm exchanges all of its tasks even if the first ones fail.";
        if (back.Count > 0 && part.Stack is { } stack && ask.To is null)
            yield return $"The next 'docker stack deploy' of {stack} brings the images of its file back: take the file back too before anybody deploys.";
        if (back.Count > 0 && found.Remote is { } remote && ask.Runbook.State?.StartsWith("postgres", StringComparison.Ordinal) != true)
            yield return $"The swarm's manager is {remote}, and the state is a folder of this machine: who works from another one is not kept out of this run. For a team: state: postgresql://….";
        if (back.Count > 0 && ask.Moved.Count > 0)
            yield return "The services keep running while the data moves: Swarm stops none of them for it.";
        foreach (var name in found.Reconcilers.Where(_ => back.Count > 0))
            yield return $"The service '{name}' may bring newer images back: pause it before the run ({_docker} service scale {name}=0).";
        foreach (var goal in found.Goals.Where(goal => goal.InPlace && goal.Basis == "an earlier run"))
            yield return $"'{goal.Service.Name}' runs {goal.Service.Image}, which an earlier run brought: it is in place. To take it to another, name it: --to TAG.";
        foreach (var goal in found.Goals.Where(goal => goal.InPlace && goal.Service.Update is ("paused" or "rollback_paused")))
            yield return $"'{goal.Service.Name}' is to run {goal.Service.Image} already, and its update is paused ({goal.Service.Said}): {_docker} service update --force {goal.Service.Name} tries once more.";
        foreach (var stays in found.Stays)
            yield return stays;
    }

    private static string Few(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(Shown)) + (names.Count > Shown ? $" and {names.Count - Shown} more" : "");
}
