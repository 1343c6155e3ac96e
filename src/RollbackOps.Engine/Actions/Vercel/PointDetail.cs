namespace RollbackOps.Engine.Actions.Vercel;

/// <summary>Where a project's production addresses lead, and where they are led.</summary>
/// <param name="Part">The part's name in the runbook.</param>
/// <param name="Project">The project's id.</param>
/// <param name="Host">The public host.</param>
/// <param name="From">The deployment that is live, before the run.</param>
/// <param name="To">The deployment that comes back.</param>
/// <param name="Source">The release that comes back, for the ledger.</param>
public sealed record PointDetail(string Part, string Project, string Host, string From, string To, string Source);
