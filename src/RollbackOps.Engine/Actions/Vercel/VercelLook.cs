using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Vercel;

namespace RollbackOps.Engine.Actions.Vercel;

/// <summary>Finds the deployment that users get, and the one that comes back. Reads only.</summary>
/// <param name="projects">Finds the way to projects.</param>
public sealed class VercelLook(VercelProjects projects)
{
    /// <summary>Looks.</summary>
    /// <exception cref="RollbackException">The token may not do it, the address is none of the project, or there is no such deployment.</exception>
    public async Task<VercelFound> LookAsync(VercelPart part, Ask ask, CancellationToken cancel)
    {
        var (project, address) = (projects.Open(part, ask.Runbook), projects.Address(part, ask.Runbook));
        if (await project.ReaderAsync(cancel) is { } role)
            throw new RollbackException(RollbackErrorId.Unreachable, $"The token for project {part.Project} can't put another deployment before users: its user's role in the team {part.Team} is {role}.", "Give a token of a user who may deploy to production (vercel.com/account/settings/tokens), then run the same command again.");
        var id = await project.IdAsync(cancel);
        if (await project.JobAsync(cancel) is { GoesOn: true } job)
            throw new RollbackException(RollbackErrorId.SystemBusy, $"Project {part.Project} is on its way to {job.To} already ({job.Status}).", "Wait for its end (vercel rollback status), then run the same command again.");
        var behind = await project.BehindAsync(address.Host, cancel) ?? throw new RollbackException(
            RollbackErrorId.PlanImpossible, $"{address.Host} leads to no deployment of this account, as Vercel says.", $"Correct 'address' of '{part.Name}' in the runbook: one of the project's own domains (vercel inspect {address.Host} shows what it leads to).");
        var all = await project.DeploymentsAsync(id, cancel);
        var live = all.FirstOrDefault(one => one.Id == behind) ?? await project.FindAsync(behind, cancel)
            ?? throw new RollbackException(RollbackErrorId.PlanImpossible, $"{address.Host} leads to {behind}, which Vercel does not know any more.", "Look at the project's deployments on vercel.com.");
        var found = new VercelFound { Project = id, Address = address, Live = live };
        var proven = ask is { To: null, Request: { To: null, Again: false } } && !ask.Known.IsBad(live.Release.Commit) ? ask.Known.ProvenBy(live.Release.Commit) : null;
        var goal = proven is null ? await GoalAsync(part, ask, live, project, new DeploymentChoice(all), cancel) : live;
        found = found with { Goal = goal, ProvenBy = proven };
        return ask.To is not null ? found : found with { Current = live.Release, Target = goal.Release };
    }

    private static async Task<Deployment> GoalAsync(VercelPart part, Ask ask, Deployment live, VercelProject project, DeploymentChoice choice, CancellationToken cancel)
    {
        if (ask.To is { } release)
            return live.Release.Commit == release.Commit ? live : choice.Of(release) ?? throw Missing($"No production deployment of {part.Project} was built from {release.Name} ({release.Commit})", choice);
        if (ask.Request.To is { } to)
            return Usable(part, to, choice.OfCommit(to) ?? await project.FindAsync(Named(to), cancel) ?? throw Missing($"'{to}' is no deployment of {part.Project}, nor the commit of one that is ready for production", choice));
        return choice.LastGood(live, ask.Known, part.Promotes) ?? throw Missing($"No deployment of {part.Project} to go back to: {live.Id} ({live.Release.Name}) is live, and no earlier one for production is ready, of another commit, and not called bad by the ledger", choice);
    }

    private static Deployment Usable(VercelPart part, string to, Deployment one) => one switch
    {
        { IsReady: false } => throw new RollbackException(RollbackErrorId.TargetMissing, $"The deployment {to} of {part.Project} is {one.State}, not READY.", "Name another with --to."),
        { Target: not "production" } => throw new RollbackException(RollbackErrorId.TargetMissing, $"The deployment {to} of {part.Project} is {one.Target ?? "a preview"}, not production: Vercel would build it anew.", "Name a production deployment with --to."),
        _ => one,
    };

    // People copy the address of a deployment as a whole.
    private static string Named(string to) => Uri.TryCreate(to, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https") ? address.Host : to;

    private static RollbackException Missing(string what, DeploymentChoice choice) => new(
        RollbackErrorId.TargetMissing, $"{what}.", $"Name a deployment or a commit with --to. {choice.Newest()}");
}
